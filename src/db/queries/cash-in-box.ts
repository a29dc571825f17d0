import { sql } from "drizzle-orm";
import type { CycleId, GridId, HouseholdId, OrderId, UserId } from "#domain/kernel/ids.ts";
import { addFen, type Fen, fen } from "#domain/kernel/money.ts";
import type { Tx } from "../client.ts";

export type CashInBox = {
  readonly orderId: OrderId;
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly cycleId: CycleId;
  readonly amountFen: Fen;
  readonly at: number;
};

/**
 * What lies in a grid worker's box, by the order that it came from: below zero where other homes' cash stood in for a
 * refund.
 */
export async function listCashInBox(tx: Pick<Tx, "execute">, worker: UserId): Promise<CashInBox[]> {
  const rows = await tx.execute<{
    order_id: OrderId;
    household_id: HouseholdId;
    grid_id: GridId;
    cycle_id: CycleId;
    amount: string;
    at: string;
  }>(sql`
    SELECT e.order_id, e.household_id, e.grid_id, e.cycle_id, sum(e.amount_fen) AS amount, max(e.at) AS at
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind = 'cash_box' AND a.owner_id = ${worker}
    GROUP BY 1, 2, 3, 4 HAVING sum(e.amount_fen) <> 0 ORDER BY max(e.at) DESC`);
  return rows.map((r) => ({
    orderId: r.order_id,
    householdId: r.household_id,
    gridId: r.grid_id,
    cycleId: r.cycle_id,
    amountFen: fen(Number(r.amount)),
    at: Date.parse(r.at),
  }));
}

/** What is in the box altogether, in fen. */
export const sumOfBox = (box: readonly CashInBox[]): Fen => addFen(...box.map((c) => c.amountFen));

/** Of how many homes there is cash in it; a home may have given some twice. */
export const homesInBox = (box: readonly CashInBox[]): number =>
  new Set(box.filter((c) => c.amountFen > 0).map((c) => c.householdId)).size;

/** Whoever takes something out of a box waits here for who does so at the same time. */
export async function lockBox(tx: Pick<Tx, "execute">, worker: UserId): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`box:${worker}`}, 0))`);
}
