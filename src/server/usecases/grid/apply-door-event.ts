import { eq } from "drizzle-orm";
import type { DoorConflict, DoorEvent, DoorOutcome } from "#contract/grid-doors.ts";
import type { Tx } from "#db/client.ts";
import { bags, householdOrders } from "#db/schema/index.ts";
import { decide, type Facts } from "#domain/kernel/machine.ts";
import { ORDER_FLOW, type OrderAct, type OrderGuard, type OrderState } from "#domain/orders/household-order.ts";
import type { BagState } from "#domain/supply/bag.ts";
import { unwrap } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import type { Topic } from "../../live.ts";
import { moveBags } from "../../move-bags.ts";
import { record } from "../../record.ts";
import { moneyDue } from "./money-due.ts";
import { takeCash } from "./receive-cash.ts";

type Bag = typeof bags.$inferSelect;
type Order = typeof householdOrders.$inferSelect;
const IN_HAND: readonly BagState[] = ["with_grid", "reassigned"];
/** A repacked bag was replaced by another one, so it was never owed. */
const NEVER_OWED: readonly BagState[] = ["scrapped"];
const BAG_ACT = { delivered: "deliver", neighbour: "deliver", returned: "return", damaged: "damage" } as const;

/**
 * One tap at one door: bags move along their table, the order follows along its own, cash that was taken with it is
 * booked. Out of order or impossible is an answer. @throws AppError `refused` by a table, which undoes the transaction
 */
export async function applyDoorEvent(tx: Tx, ctx: Ctx, event: DoorEvent, topics: Set<Topic>): Promise<DoorOutcome> {
  const conflict = (reason: DoorConflict, orderState: OrderState | null): DoorOutcome => ({
    id: event.id,
    status: "conflict",
    reason,
    orderState,
  });
  const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, event.orderId)).for("update");
  if (!order) return conflict("unknown_order", null);
  const all = await tx.select().from(bags).where(eq(bags.orderId, order.id));
  const inHand = all.filter((b) => IN_HAND.includes(b.state));
  if (order.state === "in_transit" || order.state === "packed") return conflict("not_here_yet", order.state);
  if (inHand.length === 0) return conflict("nothing_in_hand", order.state);
  const named = event.bagIds ? inHand.filter((b) => event.bagIds?.includes(b.id)) : inHand;
  if (named.length === 0 || (event.bagIds && named.length !== new Set(event.bagIds).size))
    return conflict("wrong_bag", order.state);
  if (event.cashFen !== undefined) {
    const due = (await moneyDue(tx, [order.id])).get(order.id);
    if (due === undefined || due !== event.cashFen) return conflict("cash_differs", order.state);
    await takeCash(tx, ctx, order, event.cashFen, due);
  }
  const orderState =
    event.act === "absent" ? await hold(tx, ctx, order, named, event) : await hand(tx, ctx, order, all, named, event);
  const reason = event.reason || (event.act === "absent" ? "absent" : event.act === "damaged" ? "damaged" : undefined);
  const data = {
    act: event.act,
    bags: named.map((b) => b.number),
    place: event.place,
    holdUntil: event.holdUntil,
    neighbour: event.neighbourDoor,
    deviceAt: event.deviceAt,
    from: order.state,
    to: orderState,
  };
  await record(tx, ctx, { kind: "order.door", subjectId: order.id, cycleId: order.cycleId, reason, data });
  topics.add(`grid:${order.gridId}`).add(`home:${order.householdId}`).add(`cycle:${order.cycleId}`);
  return { id: event.id, status: "done", orderState };
}

/** Nobody at home: the bags stay in the grid worker's custody, and where they wait is written on them. */
async function hold(tx: Tx, ctx: Ctx, order: Order, named: readonly Bag[], event: DoorEvent): Promise<OrderState> {
  for (const bag of named)
    await tx
      .update(bags)
      .set({ place: event.place ?? "grid" })
      .where(eq(bags.id, bag.id));
  const placeAndTime = event.place !== undefined && event.holdUntil !== undefined && event.holdUntil > ctx.clock.now();
  if (placeAndTime)
    await tx
      .update(householdOrders)
      .set({ holdUntil: event.holdUntil ?? null })
      .where(eq(householdOrders.id, order.id));
  // A second knock in vain is on record; the order waits already.
  return order.state === "held" ? "held" : step(tx, ctx, order, ["hold"], { hold_place_and_deadline: placeAndTime });
}

/** Bags leave the grid worker's hands: to the home, a neighbour, back, or broken. The order follows with the last of them. */
async function hand(
  tx: Tx,
  ctx: Ctx,
  order: Order,
  all: readonly Bag[],
  named: readonly Bag[],
  event: DoorEvent,
): Promise<OrderState> {
  const act = BAG_ACT[event.act as keyof typeof BAG_ACT];
  const proof = {
    event: event.id,
    ...(event.neighbourDoor ? { neighbour: event.neighbourDoor } : event.act === "neighbour" ? { neighbour: "" } : {}),
    ...(event.reason ? { reason: event.reason } : {}),
  };
  for (const from of IN_HAND) {
    const pile = named.filter((b) => b.state === from).map((b) => b.id);
    await moveBags(tx, ctx, pile, {
      from,
      act,
      place: act === "deliver" ? "door" : "grid",
      facts: { reason_given: true },
      deviceAt: event.deviceAt,
      proof,
    });
  }
  const moved = new Set(named.map((b) => b.id));
  const left = all.filter((b) => IN_HAND.includes(b.state) && !moved.has(b.id)).length;
  const owed = all.filter((b) => !NEVER_OWED.includes(b.state));
  const delivered = owed.filter((b) => b.state === "delivered" || (act === "deliver" && moved.has(b.id))).length;
  const facts: Facts<OrderGuard> = {
    every_bag_delivered: delivered === owed.length,
    some_bags_delivered: delivered > 0,
    hold_place_and_deadline: true,
    bags_back_or_consent: true,
  };
  if (order.state === "at_gate") {
    if (delivered === owed.length) return step(tx, ctx, order, ["deliver"], facts);
    if (delivered > 0) return step(tx, ctx, order, ["deliver_part"], facts);
    return left === 0 ? step(tx, ctx, order, ["return"], facts) : order.state;
  }
  if (left > 0) return order.state;
  // What is missing stays missing: a home that never got one of its bags has been delivered in part.
  if (order.state === "partly_delivered" && (act !== "deliver" || delivered < owed.length)) return order.state;
  if (act !== "deliver") return step(tx, ctx, order, ["return"], facts);
  // The table knows no way from partly delivered straight to delivered: the rest was waiting, then it was given.
  return step(tx, ctx, order, order.state === "partly_delivered" ? ["hold", "deliver"] : ["deliver"], facts);
}

async function step(
  tx: Tx,
  ctx: Ctx,
  order: Order,
  acts: readonly OrderAct[],
  facts: Facts<OrderGuard>,
): Promise<OrderState> {
  const state = acts.reduce<OrderState>(
    (from, act) => unwrap(decide(ORDER_FLOW, from, act, ctx.actor.role, facts)),
    order.state,
  );
  await tx.update(householdOrders).set({ state, changedAt: ctx.clock.now() }).where(eq(householdOrders.id, order.id));
  return state;
}
