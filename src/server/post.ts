import { sql } from "drizzle-orm";
import type { CashReceiptId, CycleId, GridId, HouseholdId, OrderId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Account, Posting } from "#domain/ledger/ledger.ts";
import type { ActTx } from "./act.ts";

/** A posting with what it belongs to, for whoever may see it. */
export type Booked = {
  readonly posting: Posting;
  readonly cycleId?: CycleId;
  readonly orderId?: OrderId;
  readonly householdId?: HouseholdId;
  readonly gridId?: GridId;
  readonly supermarketId?: SupermarketId;
  /** The transaction that the posting is part of, where several were one act of somebody; else it is one by itself. */
  readonly receiptId?: CashReceiptId;
  /** The receipt that it takes back. */
  readonly takesBack?: CashReceiptId;
};

const NOBODY = "00000000-0000-0000-0000-000000000000";
const nobody = sql.raw(`'${NOBODY}'::uuid`);
const ownerOf = (account: Account) => ("owner" in account ? account.owner : NOBODY);

/** Writes postings into the books, all in one statement: the database refuses one that does not sum to zero. */
export async function post(tx: ActTx, booked: readonly Booked[]): Promise<void> {
  const entries = booked.flatMap((b) => {
    const transaction = b.receiptId ?? crypto.randomUUID();
    return b.posting.entries
      .filter((e) => e.amountFen !== 0)
      .map((e) => ({
        transaction,
        posting: b.posting.kind,
        kind: e.account.kind,
        owner: ownerOf(e.account),
        amount: e.amountFen,
        cycle: b.cycleId ?? null,
        order: b.orderId ?? null,
        home: b.householdId ?? null,
        store: b.supermarketId ?? null,
        grid: b.gridId ?? null,
        back: b.takesBack ?? null,
      }));
  });
  if (entries.length === 0) return;
  const rows = JSON.stringify(entries);
  const columns = sql`AS e (transaction uuid, posting text, kind account_kind, owner uuid, amount bigint, cycle uuid, "order" uuid, home uuid, store uuid, grid uuid, back uuid)`;
  await tx.execute(sql`INSERT INTO ledger_accounts (kind, owner_id, grid_id)
    SELECT DISTINCT kind, nullif(owner, ${nobody}), CASE WHEN kind IN ('household', 'home_credit') THEN grid END FROM jsonb_to_recordset(${rows}::jsonb) ${columns}
    ON CONFLICT DO NOTHING`);
  const at = new Date(tx.at).toISOString();
  await tx.execute(sql`INSERT INTO ledger_entries (transaction_id, kind, account_id, amount_fen, cycle_id, order_id, household_id, supermarket_id, grid_id, by, at, takes_back)
    SELECT e.transaction, e.posting, CASE WHEN e.owner = ${nobody} THEN (SELECT a.id FROM ledger_accounts a WHERE a.owner_id IS NULL AND a.kind = e.kind)
        ELSE (SELECT a.id FROM ledger_accounts a WHERE a.owner_id = e.owner AND a.kind = e.kind) END,
      e.amount, e.cycle, e."order", e.home, e.store, e.grid, ${tx.actor.userId}::uuid, ${at}::timestamptz, e.back
    FROM jsonb_to_recordset(${rows}::jsonb) ${columns}`);
}
