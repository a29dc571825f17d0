import { sql } from "drizzle-orm";
import { readHomeCredits } from "#db/queries/home-credits.ts";
import type { CycleId, HouseholdId } from "#domain/kernel/ids.ts";
import { fen } from "#domain/kernel/money.ts";
import { divideCash } from "#domain/ledger/divide-cash.ts";
import { keepCredit } from "#domain/ledger/ledger.ts";
import type { ActTx } from "../../act.ts";
import { SYSTEM } from "../../ctx.ts";
import { post } from "../../post.ts";
import { type Credit, creditOrders } from "./credit-orders.ts";

type Given = Omit<Credit, "amount"> & { readonly cycle_id: CycleId; readonly fen: string };

/**
 * What a home has to its credit and will not use any more comes back as money: the orders that it was given for, the last
 * one first, cost less after all.
 */
export async function payOutCredits(tx: ActTx, householdId: HouseholdId): Promise<void> {
  await tx.as(SYSTEM, async (all) => {
    const account = sql`(SELECT id FROM ledger_accounts WHERE owner_id = ${householdId} AND kind = 'home_credit')`;
    await all.execute(sql`SELECT id FROM ledger_accounts WHERE id = ${account} FOR NO KEY UPDATE`);
    const leftFen = (await readHomeCredits(all, [householdId])).get(householdId) ?? 0;
    if (leftFen === 0) return;
    const given = await all.execute<Given>(sql`
      SELECT o.id AS order_id, o.household_id, o.grid_id, o.cycle_id, -sum(e.amount_fen) AS fen
      FROM ledger_entries e JOIN household_orders o ON o.id = e.order_id WHERE e.account_id = ${account} AND e.kind = 'credit_kept'
      GROUP BY o.id HAVING sum(e.amount_fen) < 0 ORDER BY max(e.seq) DESC`);
    const parts = divideCash(
      leftFen,
      given.map((g) => Number(g.fen)),
    );
    const paid = given.map((g, i) => ({ ...g, amountFen: parts[i] ?? 0 })).filter((g) => g.amountFen > 0);
    await post(
      all,
      paid.map((g) => ({
        posting: keepCredit(householdId, fen(-g.amountFen)),
        cycleId: g.cycle_id,
        orderId: g.order_id,
        householdId,
        gridId: g.grid_id,
      })),
    );
    for (const [cycleId, own] of Map.groupBy(paid, (g) => g.cycle_id))
      await creditOrders(
        all,
        cycleId,
        own.map((g) => ({ ...g, amount: String(g.amountFen) })),
      );
  });
}
