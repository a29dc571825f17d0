import { z } from "zod";
import type { BagId, HouseholdId, OrderId, PackageVersionId, PersonId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Instant } from "#domain/kernel/time.ts";
import type { DoorTrouble } from "#domain/offline/door-troubles.ts";
import type { OrderState } from "#domain/orders/household-order.ts";
import type { GridRef } from "./grid.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";
import { photo } from "./photo.ts";
import type { DoorView, FoodView } from "./resident.ts";

// What happens at the doors: the events that a walk sends, and the walk as it is shown. Money in fen, times in UTC milliseconds.

export const DOOR_ACTS = ["delivered", "absent", "neighbour", "returned", "damaged", "missing"] as const;

export const HOLD_PLACES = ["door", "gate", "grid"] as const;

export type HoldPlace = (typeof HOLD_PLACES)[number];

/** Of a unit, whose bags come in one pile, several hundred may be away. */
const MOST_BAGS_NAMED = 2_000;

const doorEvent = z.object({
  /** Made by the device, once for each tap: the same id is the same event, however often it is sent. */
  id: z.uuid(),
  orderId: id<OrderId>(),
  act: z.enum(DOOR_ACTS),
  /** Where bags wait for whoever was absent. */
  place: z.enum(HOLD_PLACES).optional(),
  /** And until when. */
  holdUntil: instant.optional(),
  neighbourDoor: z.string().trim().max(40).optional(),
  /** Without them: every bag of the order that is in hand. */
  bagIds: z.array(id<BagId>()).max(MOST_BAGS_NAMED).optional(),
  /** Taken at the door with the same tap. */
  cashFen: z.number().int().min(1).max(10_000_000).optional(),
  /** Why it was another amount than what was due. */
  cashWords: z.string().trim().max(200).optional(),
  reason: z.string().trim().max(200).optional(),
  /** Taken with the same tap: where the bags were left, or what is broken. */
  photo: photo.optional(),
  deviceAt: instant.optional(),
});

export type DoorEvent = z.infer<typeof doorEvent>;

export const recordDoorsInput = z.object({ events: z.array(doorEvent).min(1).max(200) });

export type RecordDoorsInput = z.infer<typeof recordDoorsInput>;

/** `again`: nothing was stored, send the event once more. */
export type DoorOutcome =
  | { readonly id: string; readonly status: "done"; readonly orderState: OrderState }
  | {
      readonly id: string;
      readonly status: "conflict";
      readonly reason: DoorTrouble;
      readonly orderState: OrderState | null;
      /** Whether the cash that came with it is in the books all the same; where there was none it is not said. */
      readonly cashBooked?: boolean;
    }
  | { readonly id: string; readonly status: "again" };

/** `at`: the time, by the server's clock, that they were taken in; without it none was. */
export type DoorsRecorded = { readonly outcomes: readonly DoorOutcome[]; readonly at?: Instant };

/** A home gives up a bag for another one of the grid that came short; `consentBy` is who of the first home agreed. */
export const reassignBagInput = z.object({
  bagId: id<BagId>(),
  toOrderId: id<OrderId>(),
  consentBy: z.string().trim().min(1).max(60),
});

export type ReassignBagInput = z.infer<typeof reassignBagInput>;

/** A lost bag turned up at the grid; whether it is still good is the grid worker's to say. */
export const findBagInput = z.object({ bagId: id<BagId>(), fitForUse: z.boolean() });

export type FindBagInput = z.infer<typeof findBagInput>;

export type WalkBag = {
  readonly bagId: BagId;
  readonly number: number;
  readonly packageVersionId: PackageVersionId;
  readonly letter: string;
  readonly name: Names;
  readonly cold: boolean;
  readonly foods: readonly FoodView[];
};

export type WalkHome = {
  readonly orderId: OrderId;
  readonly householdId: HouseholdId;
  readonly door: DoorView;
  readonly who: string | null;
  readonly personId: PersonId | null;
  readonly size: number | null;
  /** How many people it orders for as one customer; null for a home. */
  readonly heads: number | null;
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly pickupCode: string;
  readonly dueFen: number;
  readonly held: HoldPlace | null;
  readonly holdUntilMs: number | null;
  readonly bags: readonly WalkBag[];
  /** Doors on the same floor and the two next to it, to hand bags to. */
  readonly neighbours: readonly string[];
};

export type DoorWalkView = {
  /** Where the bags of somebody who was absent may wait: not at the gate where nobody may go out to fetch them. */
  readonly holdPlaces: readonly HoldPlace[];
  readonly grid: GridRef;
  readonly nowMs: number;
  readonly done: number;
  readonly total: number;
  readonly homes: readonly WalkHome[];
  readonly last: readonly { readonly door: DoorView; readonly state: OrderState; readonly atMs: number }[];
  /** Homes of the grid that came short of a package and could take a bag that another gives up. */
  readonly wanting: readonly WantingHome[];
  readonly lost: readonly LostBag[];
};

export type WantingHome = {
  readonly orderId: OrderId;
  readonly door: DoorView;
  readonly packageVersionId: PackageVersionId;
  readonly missing: number;
};

export type LostBag = {
  readonly bagId: BagId;
  readonly number: number;
  readonly letter: string;
  readonly door: DoorView;
  /** The driver or dispatch has it; it comes to the grid. */
  readonly onTheWay: boolean;
};
