import { sql } from "drizzle-orm";
import type { HouseholdId } from "#domain/kernel/ids.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import type { Tx } from "../client.ts";
import { anyId } from "./any-of.ts";

/** What homes have to their credit and no order has used yet, in fen; homes without any are not there. */
export async function readHomeCredits(
  tx: Pick<Tx, "execute">,
  households: readonly HouseholdId[],
): Promise<Map<HouseholdId, Fen>> {
  const rows = await tx.execute<{ home: HouseholdId; fen: string }>(sql`
    SELECT a.owner_id AS home, -sum(e.amount_fen) AS fen FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
    WHERE a.owner_id = ${anyId(households)} AND a.kind = 'home_credit' GROUP BY 1 HAVING sum(e.amount_fen) <> 0`);
  return new Map(rows.map((r) => [r.home, fen(Number(r.fen))]));
}
