import type { Sql } from "./client.ts";

/**
 * Events are linked by the numbers of the transactions that wrote them, and each server counts its own from the start: a
 * database that was restored into another server goes on counting from the newest number in its record. Does nothing
 * where the server is past it. The number lies in a function's body, so that it costs nothing where orders are written,
 * and goes into the next backup.
 */
export async function raiseTransactionBase(owner: Sql): Promise<void> {
  const [behind] = await owner<{ newest: string }[]>`SELECT newest::text FROM (
      SELECT greatest((SELECT max(to_transaction) FROM audit_links), (SELECT max(transaction_id) FROM audit_events)) AS newest) r
    WHERE newest >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + transaction_base()`;
  if (behind)
    await owner.unsafe(
      `CREATE OR REPLACE FUNCTION transaction_base() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT ${BigInt(behind.newest)}::bigint'`,
    );
}
