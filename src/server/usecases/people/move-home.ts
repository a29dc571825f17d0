import { and, eq, inArray, sql } from "drizzle-orm";
import type { MoveInInput, MoveOutInput } from "#contract/grid.ts";
import { cycles, householdOrders, households, lateRequests, persons } from "#db/schema/index.ts";
import type { HouseholdId, UserId } from "#domain/kernel/ids.ts";
import { canStill, FINISHED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { CURRENT_MEMBER_STATES } from "#domain/places/membership.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { MEMBERSHIPS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { record } from "../../record.ts";
import { payOutCredits } from "../money/pay-out-credits.ts";
import { declineWishes } from "../orders/decline-wishes.ts";
import { takeBackOrders } from "../orders/take-back-orders.ts";
import { waitForPlacing } from "../orders/wait-for-placing.ts";

/**
 * A household moves out: nobody orders for the home any more, what may still be cancelled is cancelled with the reason,
 * what was paid for it is owed back, what is to its credit too, and wishes that wait are declined. What is locked comes all the same, and is brought or
 * sent back at the door. Who lived there goes on reading the home's orders, until somebody else moves in: that is where
 * they are told what comes back to them.
 * @returns how many orders were cancelled, and how many still come; the same again once nobody lives there
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when an order moved meanwhile
 */
export async function moveOut(ctx: Ctx, input: MoveOutInput): Promise<{ cancelled: number; coming: number }> {
  const { householdId, reason } = input;
  return act(ctx, async (tx) => {
    const home = await getHomeInHand(tx, householdId);
    await ordersOf(tx, householdId);
    await waitForPlacing(tx);
    // Read again: one may have been placed while the price cards were waited for.
    const rows = await ordersOf(tx, householdId);
    const open = rows.filter(({ o, c }) => canStill("cancel", o.state, { role: tx.role, now: tx.at, ...c }));
    for (const [cycleId, own] of Map.groupBy(open, ({ o }) => o.cycleId)) {
      const times = { role: tx.role, now: tx.at, ...(own[0] as (typeof own)[number]).c };
      const orders = own.map(({ o }) => o);
      await takeBackOrders(tx, cycleId, orders, times, reason);
    }
    await payOutCredits(tx, householdId);
    await declineWishes(tx, eq(lateRequests.householdId, householdId), reason);
    const gone = open.map(({ o }) => o.id);
    const coming = rows.filter(({ o }) => !gone.includes(o.id) && !FINISHED_ORDER_STATES.includes(o.state)).length;
    if (!home.vacant) {
      await tx.update(households).set({ vacant: true, joinCode: null }).where(eq(households.id, householdId));
      await record(tx, {
        kind: "household.moved_out",
        subjectId: householdId,
        reason,
        data: { cancelled: open.length, coming },
      });
      tx.tell([`grid:${home.gridId}`, `home:${householdId}`]);
    }
    return { cancelled: open.length, coming };
  });
}

/**
 * Somebody moves into an empty home: it can order again, and whoever lived there before no longer belongs to it.
 * @returns whose rights changed. @throws AppError `not_found`; `refused` with `home_lived_in`
 */
export async function moveIn(ctx: Ctx, input: MoveInInput): Promise<{ userIds: UserId[] }> {
  const { householdId, size } = input;
  return act(ctx, async (tx) => {
    const home = await getHomeInHand(tx, householdId);
    if (!home.vacant) throw new AppError("refused", { kind: "home_lived_in" });
    const before = await tx
      .select()
      .from(persons)
      .where(and(eq(persons.householdId, householdId), inArray(persons.state, [...CURRENT_MEMBER_STATES])))
      .orderBy(persons.id)
      .for("update");
    const data = { householdId };
    const [members, asking] = [
      before.filter((p) => p.state === "verified"),
      before.filter((p) => p.state !== "verified"),
    ];
    await moveAll(tx, MEMBERSHIPS, members, "leave", {}, { data });
    await moveAll(tx, MEMBERSHIPS, asking, "decline", {}, { data });
    // What the people before needed says nothing about those who come.
    await tx
      .update(households)
      .set({ vacant: false, size, tags: [], needsFrom: null, needsSaidOn: null })
      .where(eq(households.id, householdId));
    await record(tx, { kind: "household.moved_in", subjectId: householdId, data: { size } });
    tx.tell([`grid:${home.gridId}`, `home:${householdId}`]);
    return { userIds: before.flatMap((p) => p.userId ?? []) };
  });
}

/** A home of the worker's grids; who moves in or out at the same moment waits. */
async function getHomeInHand(tx: ActTx, id: HouseholdId) {
  const [home] = await tx.select().from(households).where(eq(households.id, id)).for("no key update");
  if (!home) throw new AppError("not_found");
  return home;
}

const ordersOf = (tx: ActTx, id: HouseholdId) =>
  tx
    .select({ o: householdOrders, c: { cutOffAt: cycles.cutOffAt, graceEndsAt: cycles.graceEndsAt } })
    .from(householdOrders)
    .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
    .where(and(eq(householdOrders.householdId, id), sql`${householdOrders.state} <> 'cancelled'`))
    .orderBy(householdOrders.id)
    .for("update", { of: householdOrders });
