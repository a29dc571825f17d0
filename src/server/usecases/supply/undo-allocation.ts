import { and, eq, inArray, sql } from "drizzle-orm";
import type { UndoAllocationInput } from "#contract/cycles.ts";
import { listSharedOutMoney } from "#db/queries/shared-out-money.ts";
import { allocationRuns, batches, cycles, householdOrders, plans, trips } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { fen } from "#domain/kernel/money.ts";
import { chargeOrder, creditOrder } from "#domain/ledger/ledger.ts";
import { STANDING_PLAN_STATES } from "#domain/movement/plan.ts";
import { TRIP } from "#domain/movement/trip.ts";
import { BATCH, UNPICKED_BATCH_STATES } from "#domain/supply/batch.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { ALLOCATION_RUNS, BATCHES, ORDER_KEYS, ORDERS, PLANS, TRIPS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { type Booked, post } from "../../post.ts";
import { record } from "../../record.ts";
import { moveCycleIn } from "../cycles/move-cycle.ts";

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
  const { cycleId, reason } = input;
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, cycleId)).for("update");
      if (!cycle) throw new AppError("not_found");
      // A store that starts to pick at this moment holds its batch: it is waited for here, and its batch is then picking.
      const rows = await tx
        .select()
        .from(batches)
        .where(eq(batches.cycleId, cycleId))
        .orderBy(batches.id)
        .for("update");
      await moveCycleIn(tx, "undo_allocation", { cycleId, reason });
      const pickingBatches = rows.filter((b) => !UNPICKED_BATCH_STATES.includes(b.state)).length;
      const recallable = statesBefore(BATCH, "recall");
      const live = rows.filter((b) => recallable.includes(b.state));
      await moveAll(tx, BATCHES, live, "recall", { reason }, { reason });
      await tx.as(SYSTEM, (all) => chargeAgain(all, cycleId, pickingBatches));
      const gone = await tx.execute(sql`DELETE FROM bags WHERE cycle_id = ${cycleId} RETURNING id`);
      await tx.execute(sql`UPDATE order_lines SET allocated = NULL, shorted_alloc = NULL, extra_alloc = 0, packed = NULL, shorted_pick = NULL, short_reason = NULL
        WHERE cycle_id = ${cycleId} AND allocated IS NOT NULL`);
      await tx.execute(sql`UPDATE supply_commits SET allocated = 0 WHERE cycle_id = ${cycleId} AND allocated > 0`);
      const runs = await tx
        .select()
        .from(allocationRuns)
        .where(and(eq(allocationRuns.cycleId, cycleId), eq(allocationRuns.state, "approved")));
      await moveAll(tx, ALLOCATION_RUNS, runs, "drop", {}, { reason });
      const cancelled = await tx.as(SYSTEM, (all) => dropPlans(all, cycleId, reason));
      await record(tx, {
        kind: "allocation.undone",
        subjectId: cycleId,
        cycleId,
        reason,
        data: { batches: live.length, bags: gone.length, trips: cancelled },
      });
      return { batches: live.length, bags: gone.length, trips: cancelled };
    }),
  );
}

/** The orders are locked again, for the price of what was locked: credits for shortages and charges for filled cases go back. */
async function chargeAgain(tx: ActTx, cycleId: CycleId, pickingBatches: number): Promise<void> {
  const orders = await tx
    .select(ORDER_KEYS)
    .from(householdOrders)
    .where(
      and(
        eq(householdOrders.cycleId, cycleId),
        inArray(householdOrders.state, statesBefore(ORDERS.machine, "undo_allocation")),
      ),
    )
    .orderBy(householdOrders.id)
    .for("update");
  const facts = (o: (typeof orders)[number]) => ({ pickingBatches, payment: o.payment });
  await moveAll(tx, ORDERS, orders, "undo_allocation", facts);
  const taken = await listSharedOutMoney(tx, cycleId);
  const orderOf = new Map(orders.map((o) => [o.id, o]));
  await post(
    tx,
    taken.flatMap((t): Booked[] => {
      const order = orderOf.get(t.order_id);
      if (!order) return [];
      const where = { cycleId, orderId: order.id, householdId: order.householdId, gridId: order.gridId };
      const [short, extra] = [fen(Number(t.short)), fen(Number(t.extra))];
      return [
        ...(short > 0
          ? [
              {
                ...where,
                posting: unwrap(chargeOrder(order.householdId, [{ amountFen: short, stock: "paid" as const }])),
              },
            ]
          : []),
        ...(extra > 0 ? [{ ...where, posting: creditOrder(order.householdId, extra) }] : []),
      ];
    }),
  );
  await tx.execute(sql`UPDATE household_orders o SET total_fen = t.full
    FROM jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) AS t (order_id uuid, "full" bigint) WHERE o.id = t.order_id`);
  await followMoney(
    tx,
    orders.map((o) => o.id),
  );
}

/** What was planned to carry the allocation goes with it: no trip of it is loading, since no batch is picked. */
async function dropPlans(tx: ActTx, cycleId: CycleId, reason: string): Promise<number> {
  const standing = await tx
    .select()
    .from(plans)
    .where(and(eq(plans.cycleId, cycleId), inArray(plans.state, [...STANDING_PLAN_STATES])));
  await moveAll(tx, PLANS, standing, "supersede", {}, { reason });
  const planned = await tx
    .select()
    .from(trips)
    .where(and(eq(trips.cycleId, cycleId), inArray(trips.state, statesBefore(TRIP, "cancel"))))
    .orderBy(trips.id)
    .for("update");
  await moveAll(tx, TRIPS, planned, "cancel", { reason }, { reason });
  return planned.length;
}
