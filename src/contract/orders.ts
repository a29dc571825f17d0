import { z } from "zod";
import type { CycleId, HouseholdId, OrderId, PackageVersionId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { rowNumber } from "./row-number.ts";

/** Any UUID by its shape: ids made from a name (the demo's) carry no version bits, and the tables do not ask for them. */
export const id = <T extends string>() => z.guid().transform((v) => v as T);

/** More than anybody may have: a unit orders for all its people, and how many each customer may is the domain's to say. */
const MOST_OF_A_PACKAGE = 9_999;

const line = z.object({
  packageVersionId: id<PackageVersionId>(),
  wanted: z.number().int().min(1).max(MOST_OF_A_PACKAGE),
  acceptUpTo: z.number().int().min(1).max(MOST_OF_A_PACKAGE),
});

export const placeOrderInput = z.object({
  /** Made once by the device for this order and sent again on every retry. */
  key: z.string().min(8).max(64),
  cycleId: id<CycleId>(),
  householdId: id<HouseholdId>(),
  lines: z.array(line).min(1).max(20),
  note: z.string().trim().max(100).optional(),
});
export type PlaceOrderInput = z.infer<typeof placeOrderInput>;

export const changeOrderInput = z.object({
  orderId: id<OrderId>(),
  /** The revision that the person looked at: a change of something newer is a conflict, not a loss. */
  revision: z.number().int().min(1).max(1_000_000),
  lines: z.array(line).min(1).max(20),
  note: z.string().trim().max(100).optional(),
});
export type ChangeOrderInput = z.infer<typeof changeOrderInput>;

export const cancelOrderInput = z.object({ orderId: id<OrderId>(), reason: z.string().trim().max(200).optional() });
export type CancelOrderInput = z.infer<typeof cancelOrderInput>;

/** The desk knows an order by its number in its cycle. */
export const findOrderInput = z.object({
  cycleId: id<CycleId>(),
  number: rowNumber,
});
export type FindOrderInput = z.infer<typeof findOrderInput>;

/** An order as the desk sees it by its number: what is wanted and where, and not whose it is. */
export type OrderByNumber = {
  readonly orderId: OrderId;
  readonly number: number;
  readonly deliveryDayMs: number;
  readonly place: Names;
  readonly gridNumber: number;
  readonly totalFen: number;
  readonly lines: readonly { readonly letter: string; readonly name: Names; readonly wanted: number }[];
  /** `locked`: its sheet is frozen, it can no longer be cancelled. */
  readonly stands: "cancellable" | "cancelled" | "locked";
};

/** What a placed order answers: the same for the first request and every repeat of it. */
export type PlacedOrder = { readonly orderId: OrderId; readonly totalFen: number; readonly replayed: boolean };
