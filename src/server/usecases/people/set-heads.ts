import { and, eq, ne } from "drizzle-orm";
import type { SetHeadsInput } from "#contract/grid.ts";
import { cycles, householdOrders, households, offers, orderLines } from "#db/schema/index.ts";
import type { HouseholdId } from "#domain/kernel/ids.ts";
import { judgeHeads } from "#domain/orders/by-heads.ts";
import { canStill } from "#domain/orders/household-order.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { waitForPlacing } from "../orders/wait-for-placing.ts";

/**
 * How many people a unit orders for from now on. Who orders by heads at all is said by the workbook: a home is not made a
 * unit here. The same number again changes nothing.
 * @throws AppError `not_found`; `refused` with `not_by_heads`, or `too_few_heads` and how many its order needs
 */
export async function setHeads(ctx: Ctx, { householdId, heads }: SetHeadsInput): Promise<{ heads: number }> {
  return act(ctx, async (tx) => {
    const [unit] = await tx.select().from(households).where(eq(households.id, householdId)).for("no key update");
    if (!unit) throw new AppError("not_found");
    if (unit.heads === null) throw new AppError("refused", { kind: "not_by_heads" });
    if (unit.heads === heads) return { heads };
    await waitForPlacing(tx);
    const verdict = judgeHeads(heads, await listStanding(tx, householdId));
    if (!verdict.ok) throw new AppError("refused", verdict.error);
    await tx.update(households).set({ heads }).where(eq(households.id, householdId));
    await record(tx, { kind: "household.heads_set", subjectId: householdId, data: { was: unit.heads, is: heads } });
    tx.tell([`grid:${unit.gridId}`, `home:${householdId}`]);
    return { heads };
  });
}

/** What it has ordered and may still change. */
async function listStanding(tx: ActTx, householdId: HouseholdId) {
  const rows = await tx
    .select({ o: householdOrders, c: cycles, l: orderLines, householdLimit: offers.householdLimit })
    .from(householdOrders)
    .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
    .innerJoin(orderLines, eq(orderLines.orderId, householdOrders.id))
    .innerJoin(
      offers,
      and(eq(offers.cycleId, orderLines.cycleId), eq(offers.packageVersionId, orderLines.packageVersionId)),
    )
    .where(and(eq(householdOrders.householdId, householdId), ne(orderLines.wanted, orderLines.cancelledBeforeLock)));
  return rows
    .filter(({ o, c }) => canStill("revise", o.state, { role: tx.role, now: tx.at, ...c }))
    .map(({ l, householdLimit }) => ({ acceptUpTo: l.acceptUpTo, householdLimit }));
}
