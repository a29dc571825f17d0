import { z } from "zod";
import type { BagId, CycleId, GridId, HandoverId, PlanId, StopId, TripId, VehicleId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { PUBLISH_FINDINGS } from "#domain/movement/publish-checks.ts";
import { BACK_PLACES } from "#domain/movement/stop.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import { id } from "./orders.ts";
import { photo } from "./photo.ts";
import type { PlanRoads } from "./roads.ts";

export const requestPlanInput = z.object({
  cycleId: id<CycleId>(),
  seconds: z.number().int().min(1).max(600),
  seed: z.number().int().min(1).max(1_000_000).default(1),
  /** A plan of the same cycle to start from: what it has stays where that is still good. */
  from: id<PlanId>().optional(),
});
export type RequestPlanInput = z.infer<typeof requestPlanInput>;
export const planInput = z.object({ planId: id<PlanId>() });

export const publishTripsInput = z.object({ tripIds: z.array(id<TripId>()).min(1).max(500) });
export type PublishTripsInput = z.infer<typeof publishTripsInput>;
/** What was proposed for a finding of a planned trip, as it was shown. */
export const fixTripInput = z.object({
  tripId: id<TripId>(),
  finding: z.enum(PUBLISH_FINDINGS),
  fix: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("reorder"), stopIds: z.array(id<StopId>()).min(1).max(200) }),
    z.object({ kind: z.literal("sooner"), seconds: z.number().int().positive().max(86_400) }),
    z.object({ kind: z.literal("other_bus"), vehicleId: id<VehicleId>() }),
  ]),
});
export type FixTripInput = z.infer<typeof fixTripInput>;
/** A bag that was counted as missing lies on the bus or elsewhere on the way. */
export const sayFoundInput = z.object({ bagId: id<BagId>() });
export type SayFoundInput = z.infer<typeof sayFoundInput>;
/** A bag that was missing at a gate, as whoever drives or dispatches sees it: never whose it is. */
export type LostOnTheWay = {
  readonly bagId: BagId;
  readonly number: number;
  readonly place: Names;
  /** What the place calls who takes it over. */
  readonly aggregator: Aggregator;
  readonly grid: number;
  /** Somebody has it; the grid worker takes it over. */
  readonly found: boolean;
};
export const tripReasonInput = z.object({ tripId: id<TripId>(), reason: z.string().trim().min(1).max(200) });
export type TripReasonInput = z.infer<typeof tripReasonInput>;
/** The depot keeper's two ticks: the bus was disinfected, its driver is in good health. */
export const clearTripsInput = z.object({
  tripIds: z.array(id<TripId>()).min(1).max(500),
  disinfected: z.literal(true),
  driverWell: z.literal(true),
});
export type ClearTripsInput = z.infer<typeof clearTripsInput>;
export const skipStopInput = z.object({ stopId: id<StopId>(), reason: z.string().trim().min(1).max(200) });
export type SkipStopInput = z.infer<typeof skipStopInput>;
export const rePlanStopInput = z.object({ stopId: id<StopId>(), tripId: id<TripId>() });
export type RePlanStopInput = z.infer<typeof rePlanStopInput>;
/** What a bus has brought home of a stop that it passed by. */
export const countBackInput = z.object({
  stopId: id<StopId>(),
  place: z.enum(BACK_PLACES),
  counted: z.number().int().min(0).max(10_000),
  /** What dispatch was told, where fewer are there than should be. */
  reason: z.string().trim().max(200).optional(),
});
export type CountBackInput = z.infer<typeof countBackInput>;
/** A spare bus for one that broke down, or for what one has brought home: it must be as fit as a bus that leaves a dock. */
export const transferTripInput = z.object({
  tripId: id<TripId>(),
  vehicleId: id<VehicleId>(),
  sealNumber: z.string().trim().min(2).max(40),
  disinfected: z.literal(true),
  driverWell: z.literal(true),
});
export type TransferTripInput = z.infer<typeof transferTripInput>;
/** The stops that are still planned, all of them, in their new order. */
export const divertTripInput = z.object({
  tripId: id<TripId>(),
  stopIds: z.array(id<StopId>()).min(1).max(60),
  reason: z.string().trim().min(1).max(200),
});
export type DivertTripInput = z.infer<typeof divertTripInput>;
const degrees = (most: number) => z.number().min(-most).max(most);
/** WGS 84 degrees; kept coarse, whatever comes. */
const place = { lat: degrees(90), lng: degrees(180) };
/** From the driver's phone while his bus is out. */
export const tellWhereInput = z.object({ tripId: id<TripId>(), ...place });
export type TellWhereInput = z.infer<typeof tellWhereInput>;
/** From trackers that are built into buses, by what is on the bus: its plate, or its name. */
export const trackedInput = z.object({
  positions: z
    .array(z.object({ bus: z.string().trim().min(1).max(40), ...place }))
    .min(1)
    .max(500),
});
export type TrackedInput = z.infer<typeof trackedInput>;
export const typeInPaperInput = z.object({
  handoverId: id<HandoverId>(),
  giverName: z.string().trim().min(1).max(30),
  receiverName: z.string().trim().min(1).max(30),
});
export type TypeInPaperInput = z.infer<typeof typeInPaperInput>;
/** Whom a role may have to call for a trip that is under way. */
export const WHOM_TO_CALL = ["receiver", "driver", "dispatch", "depot"] as const;
export type WhomToCall = (typeof WHOM_TO_CALL)[number];
export const showNumberInput = z.object({
  tripId: id<TripId>(),
  whom: z.enum(WHOM_TO_CALL),
  /** Whose receiver; only with `receiver`. */
  gridId: id<GridId>().optional(),
});
export type ShowNumberInput = z.infer<typeof showNumberInput>;
export type NumberToCall = { readonly name: string; readonly phone: string };
export const ruleHandoverInput = z.object({
  handoverId: id<HandoverId>(),
  agreed: z.number().int().min(0).max(10_000),
  lost: z.number().int().min(0).max(10_000),
  backOnBoard: z.number().int().min(0).max(10_000),
  reason: z.string().trim().min(1).max(200),
  /** What there is to look at, where the grid worker has sent no picture. */
  photo: photo.optional(),
});
export type RuleHandoverInput = z.infer<typeof ruleHandoverInput>;

/** A stop that no trip takes, and why. */
export type LeftOut = {
  readonly batchId: string;
  readonly communityId: string;
  readonly bags: number;
  readonly reason: string;
  readonly missing: number;
};

export type PlanSummary = {
  readonly trips: number;
  readonly buses: number;
  readonly metres: number;
  readonly bags: number;
  readonly cost: number;
  readonly firstCost: number;
  readonly firstPlanMs: number;
  readonly rounds: number;
  readonly fleet: number;
  readonly roads: PlanRoads;
};

/** A trip as proposed, before it becomes rows. */
export type ProposedTrip = {
  readonly vehicleId: string;
  readonly supermarketId: string;
  readonly dockAt: Instant;
  readonly departAt: Instant;
  readonly backAt: Instant;
  readonly metres: number;
  readonly seconds: number;
  readonly stops: readonly {
    readonly communityId: string;
    readonly arriveAt: Instant;
    readonly leaveAt: Instant;
    readonly loads: readonly { readonly batchId: string; readonly bags: number }[];
  }[];
};
