import { and, eq, inArray, sql } from "drizzle-orm";
import type { UndoAllocationInput } from "#contract/cycles.ts";
import type { Tx } from "#db/client.ts";
import { allocationRuns, batches, cycles, plans, trips } from "#db/schema/index.ts";
import type { CycleId, GridId, HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { decide } from "#domain/kernel/machine.ts";
import { fen } from "#domain/kernel/money.ts";
import { chargeOrder, creditOrder } from "#domain/ledger/ledger.ts";
import { ORDER_FLOW } from "#domain/orders/household-order.ts";
import { PAYMENT_FLOW } from "#domain/orders/payment.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { type Booked, post } from "../../post.ts";
import { record } from "../../record.ts";
import { moveCycleIn } from "../cycles/move-cycle.ts";
import { moveTrip } from "../movement/trip-step.ts";
import { moveBatchIn } from "./move-batches.ts";

/**
 * Takes an approved allocation back while nothing is being picked: its batches are recalled, its bags (none of them
 * packed) leave the record, lines and commits are as they were when the sheets were frozen, and each home is charged
 * again what it had been credited. Trips that were planned for it are cancelled.
 * @throws AppError `not_found`; `refused` with the domain's reason, or with `refund_not_paid` once a home got money back
 */
export async function undoAllocation(
  ctx: Ctx,
  input: UndoAllocationInput,
): Promise<{ batches: number; bags: number; trips: number }> {
  const system: Ctx = { ...ctx, actor: systemActor };
  const { cycleId, reason } = input;
  const undone = await inScope(system, async (tx) => {
    const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, cycleId)).for("update");
    if (!cycle) throw new AppError("not_found");
    // A store that starts to pick at this moment holds its batch: it is waited for here, and its batch is then picking.
    const rows = await tx.select().from(batches).where(eq(batches.cycleId, cycleId)).orderBy(batches.id).for("update");
    await moveCycleIn(tx, ctx, "undo_allocation", { cycleId, reason });
    const live = rows.filter((b) => b.state === "pending" || b.state === "accepted");
    for (const batch of live)
      await moveBatchIn(tx, ctx, batch, "recall", { reason_given: reason !== "" }, "DESK", reason);
    await chargeAgain(tx, system, cycleId);
    const gone = await tx.execute(sql`DELETE FROM bags WHERE cycle_id = ${cycleId} RETURNING id`);
    await tx.execute(sql`UPDATE order_lines SET allocated = NULL, shorted_alloc = NULL, extra_alloc = 0, packed = NULL, shorted_pick = NULL, short_reason = NULL
      WHERE cycle_id = ${cycleId} AND allocated IS NOT NULL`);
    await tx.execute(sql`UPDATE supply_commits SET allocated = 0 WHERE cycle_id = ${cycleId} AND allocated > 0`);
    await tx
      .update(allocationRuns)
      .set({ state: "dropped" })
      .where(and(eq(allocationRuns.cycleId, cycleId), eq(allocationRuns.state, "approved")));
    const cancelled = await dropPlans(tx, ctx, cycleId, reason);
    await record(tx, ctx, {
      kind: "allocation.undone",
      subjectId: cycleId,
      cycleId,
      reason,
      data: { batches: live.length, bags: gone.length, trips: cancelled },
    });
    return {
      batches: live.length,
      bags: gone.length,
      trips: cancelled,
      stores: [...new Set(rows.map((b) => b.supermarketId))],
    };
  });
  const { stores, ...answer } = undone;
  await ctx.live.announce(`cycle:${cycleId}`, "desk", "dispatch", ...stores.map((s) => `supermarket:${s}` as const));
  return answer;
}

type Taken = {
  order_id: OrderId;
  household_id: HouseholdId;
  grid_id: GridId;
  state: "allocated" | "shorted_out";
  refunded: boolean;
  full: string;
  short: string;
  extra: string;
};

/** The orders are locked again, for the price of what was locked: credits for shortages and charges for filled cases go back. */
async function chargeAgain(tx: Tx, ctx: Ctx, cycleId: CycleId): Promise<void> {
  const taken = await tx.execute<Taken>(sql`
    SELECT o.id AS order_id, o.household_id, o.grid_id, o.state, o.payment = 'refunded' AS refunded, l.full, l.short + s.refunds AS short, l.extra
    FROM household_orders o JOIN LATERAL (
      SELECT sum(locked * price_fen) AS full, sum((shorted_alloc + coalesce(shorted_pick, 0)) * price_fen) AS short, sum(extra_alloc * price_fen) AS extra
      FROM order_lines WHERE order_id = o.id AND allocated IS NOT NULL
    ) l ON true JOIN LATERAL (
      SELECT coalesce(sum(x.refund_fen), 0) AS refunds FROM bag_substitutions x JOIN bags b ON b.id = x.bag_id WHERE b.order_id = o.id
    ) s ON true
    WHERE o.cycle_id = ${cycleId} AND o.state IN ('allocated', 'shorted_out') FOR UPDATE OF o`);
  const paidOut = taken.filter((t) => t.refunded).length;
  if (paidOut > 0) throw new AppError("refused", { kind: "guard_failed", guard: "refund_not_paid", orders: paidOut });
  const facts = { batch_not_picking: true, refund_not_paid: true };
  const locked = unwrap(decide(ORDER_FLOW, "allocated", "undo_allocation", "SYS", facts));
  unwrap(decide(ORDER_FLOW, "shorted_out", "undo_allocation", "SYS", facts));
  await post(
    tx,
    ctx,
    taken.flatMap((t): Booked[] => {
      const where = { cycleId, orderId: t.order_id, householdId: t.household_id, gridId: t.grid_id };
      const [short, extra] = [fen(Number(t.short)), fen(Number(t.extra))];
      return [
        ...(short > 0
          ? [{ ...where, posting: unwrap(chargeOrder(t.household_id, [{ amountFen: short, stock: "paid" as const }])) }]
          : []),
        ...(extra > 0 ? [{ ...where, posting: creditOrder(t.household_id, extra) }] : []),
      ];
    }),
  );
  const matched = unwrap(decide(PAYMENT_FLOW, "refund_due", "withdraw_refund", "SYS", { charge_added: true }));
  const due = unwrap(decide(PAYMENT_FLOW, "settled", "owe_again", "SYS", { charge_added: true }));
  await tx.execute(sql`UPDATE household_orders o SET state = ${locked}::order_state, total_fen = t.full, changed_at = ${new Date(ctx.clock.now()).toISOString()}::timestamptz,
      payment = (CASE WHEN o.payment = 'refund_due' THEN ${matched} WHEN o.payment = 'settled' AND o.total_fen = 0 THEN ${due} ELSE o.payment::text END)::payment_state
    FROM jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) AS t (order_id uuid, "full" bigint) WHERE o.id = t.order_id`);
}

/** What was planned to carry the allocation goes with it: no trip of it is loading, since no batch is picked. */
async function dropPlans(tx: Tx, ctx: Ctx, cycleId: CycleId, reason: string): Promise<number> {
  await tx
    .update(plans)
    .set({ state: "superseded" })
    .where(and(eq(plans.cycleId, cycleId), inArray(plans.state, ["solving", "proposed", "accepted"])));
  const planned = await tx
    .select()
    .from(trips)
    .where(and(eq(trips.cycleId, cycleId), inArray(trips.state, ["planned", "published", "ready"])))
    .for("update");
  for (const trip of planned)
    await moveTrip(tx, ctx, trip, "cancel", { as: "DIS", reason, facts: { reason_given: reason !== "" } });
  return planned.length;
}
