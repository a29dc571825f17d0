import { z } from "zod";
import type { BatchId, PlanId, SupermarketId, VehicleId } from "#domain/kernel/ids.ts";
import { eachOnce } from "./each-once.ts";
import { id } from "./orders.ts";

/** The nth trip of a bus in the plan, from 0. */
const tripAt = z.object({ vehicleId: id<VehicleId>(), trip: z.number().int().min(0).max(50) });
/** Into a trip before one of its batches (null: as its last), or as a further load at a store. */
const target = z.union([
  tripAt.extend({ before: id<BatchId>().nullable() }),
  tripAt.extend({ loadAt: id<SupermarketId>() }),
]);
/** Batches that go together: those of one stop, of the rest of a trip, or of a whole one. */
const batchIds = z
  .array(id<BatchId>())
  .min(1)
  .max(200)
  .refine((list) => eachOnce(list, (batchId) => batchId));
/** One thing that a person does to a plan that waits to be taken. Everything is named as it is before the change. */
export const planChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("move"), batchIds, from: tripAt, to: target }),
  z.object({ kind: z.literal("leave_out"), batchIds, from: tripAt }),
  z.object({ kind: z.literal("take_in"), batchIds, to: target }),
  /** So many bags of a stop ride on another trip; the rest stays. */
  z.object({
    kind: z.literal("split"),
    batchId: id<BatchId>(),
    bags: z.number().int().min(1),
    from: tripAt,
    to: target,
  }),
  z.object({ kind: z.literal("reverse"), trip: tripAt }),
  z.object({ kind: z.literal("other_bus"), trip: tripAt, vehicleId: id<VehicleId>() }),
  /** These batches stay on their bus, or may leave it again. */
  z.object({ kind: z.literal("pin"), batchIds, from: tripAt, on: z.boolean() }),
  /** The trip stays as it is, or may be changed again. */
  z.object({ kind: z.literal("lock"), trip: tripAt, on: z.boolean() }),
]);
export type PlanChange = z.infer<typeof planChange>;
export const changePlanInput = z.object({ planId: id<PlanId>(), change: planChange });
export type ChangePlanInput = z.infer<typeof changePlanInput>;
export const offersInput = z.object({ planId: id<PlanId>(), batchIds, from: tripAt.nullable() });
export type OffersInput = z.infer<typeof offersInput>;
export const stepPlanInput = z.object({ planId: id<PlanId>(), step: z.enum(["undo", "redo"]) });
export type StepPlanInput = z.infer<typeof stepPlanInput>;

/** What somebody has fixed in a plan: batches that stay on a bus, or a trip that has just these, in this order. */
export type PlanPin = {
  readonly kind: "stop" | "trip";
  readonly vehicleId: string;
  readonly batchIds: readonly string[];
};

/** Why a change may not be made. */
export const AGAINST = [
  "capacity",
  "trips",
  "supplier",
  "stock",
  "docks",
  "release",
  "shift",
  "duration",
  "zone",
  "rank",
  "vehicle_not_allowed",
  "pin",
  "other",
] as const;
export type Against = (typeof AGAINST)[number];

/** What a change would do to the plan, told before it is made. Differences to the plan as it stands. */
export type ChangePrice = {
  readonly costFen: number;
  readonly seconds: number;
  readonly metres: number;
  /** Gates that are served later after they shut than before, and by how much then. */
  readonly late: readonly { readonly placeId: string; readonly seconds: number }[];
  /** Bags on the trip that the stop comes to; null where no trip gets more. */
  readonly load: { readonly bags: number; readonly capacity: number } | null;
  readonly against: readonly Against[];
  readonly allowed: boolean;
};
export type PricedChange = { readonly change: PlanChange; readonly price: ChangePrice };
