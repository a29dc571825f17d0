import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { DEMO_GRID, DEMO_PLACE } from "#server/demo/sign-ins.ts";

/**
 * Lays orders of invented homes into a cycle, the same for the same cycle number: `orders` of them over one grid of
 * each place, and `demoShare` per cent of the demo grid's homes. Written set by set, as the window's orders would have left them.
 */
export async function layDemoOrders(
  tx: Tx,
  cycle: { id: CycleId; number: number; placedAt: number },
  orders: number,
  demoShare: number,
): Promise<void> {
  const at = new Date(cycle.placedAt).toISOString();
  await tx.execute(sql`CREATE TEMP TABLE demo_orders ON COMMIT DROP AS
    SELECT md5('order:' || ${cycle.number}::int || h.id)::uuid AS id, h.id AS household_id, h.grid_id, h.community_id, h.building_id, h.tags, h.heads, luck, p.user_id
    FROM (
      SELECT h.*, (hashtextextended(h.id::text, ${cycle.number}::int) & 2147483647)::int AS luck, g.number AS grid_number, c.code,
        row_number() OVER (PARTITION BY h.community_id ORDER BY hashtextextended(h.id::text, ${cycle.number}::int)) AS turn
      FROM households h JOIN grids g ON g.id = h.grid_id JOIN communities c ON c.id = h.community_id WHERE NOT h.vacant AND (g.number = 1 OR (c.code = ${DEMO_PLACE} AND g.number = ${DEMO_GRID}))
    ) h LEFT JOIN persons p ON p.household_id = h.id AND p.user_id IS NOT NULL
    WHERE (h.code = ${DEMO_PLACE} AND h.grid_number = ${DEMO_GRID} AND (mod(luck, 100) < ${demoShare}::int OR p.user_id IS NOT NULL))
      OR (NOT (h.code = ${DEMO_PLACE} AND h.grid_number = ${DEMO_GRID}) AND turn <= ${Math.max(1, Math.round((orders - 260) / 215))}::int)`);
  await tx.execute(sql`CREATE TEMP TABLE demo_lines ON COMMIT DROP AS
    SELECT o.id AS order_id, f.package_version_id, f.price_fen, coalesce(o.heads, 1 + (mod(o.luck / 7, 6) = 0 AND f.household_limit > 1)::int) AS wanted, f.household_limit * coalesce(o.heads, 1) AS household_limit
    FROM demo_orders o JOIN offers f ON f.cycle_id = ${cycle.id} JOIN package_versions v ON v.id = f.package_version_id JOIN packages p ON p.id = v.package_id
    WHERE p.letter = CASE WHEN 'halal' = ANY (o.tags) THEN 'H' WHEN 'elder_alone' = ANY (o.tags) AND mod(o.luck, 2) = 0 THEN 'S' WHEN 'infant' = ANY (o.tags) THEN 'M'
        ELSE substr('AAAAABBBCDRAB', 1 + mod(o.luck / 3, 13), 1) END
      OR (p.letter = 'B' AND mod(o.luck / 11, 9) = 0 AND o.heads IS NULL AND NOT 'halal' = ANY (o.tags))`);
  await tx.execute(sql`INSERT INTO household_orders (id, cycle_id, household_id, grid_id, community_id, state, payment, channel, placed_by, idempotency_key, total_fen, note, pickup_code, placed_at, changed_at)
    SELECT o.id, ${cycle.id}, o.household_id, o.grid_id, o.community_id, 'submitted', (CASE WHEN mod(o.luck, 10) < 7 AND NOT 'no_phone' = ANY (o.tags) THEN 'matched' ELSE 'due' END)::payment_state,
      (CASE WHEN 'no_phone' = ANY (o.tags) OR o.heads IS NOT NULL THEN 'proxy' ELSE 'app' END)::order_channel, o.user_id, 'demo:' || o.id, t.total,
      CASE WHEN o.heads IS NULL THEN CASE mod(o.luck, 23) WHEN 3 THEN '放门口别敲门' WHEN 9 THEN '老人耳背,多敲几下' WHEN 14 THEN '宝宝睡觉,放门口' END END,
      lpad(mod(o.luck, 10000)::text, 4, '0'), ${at}::timestamptz + mod(o.luck, 18000) * interval '1 second', ${at}::timestamptz + mod(o.luck, 18000) * interval '1 second'
    FROM demo_orders o JOIN (SELECT order_id, sum(price_fen * wanted) AS total FROM demo_lines GROUP BY 1) t ON t.order_id = o.id`);
  await tx.execute(sql`INSERT INTO order_lines (order_id, cycle_id, package_version_id, household_id, grid_id, community_id, building_id, price_fen, wanted, accept_up_to)
    SELECT l.order_id, ${cycle.id}, l.package_version_id, o.household_id, o.grid_id, o.community_id, o.building_id, l.price_fen, l.wanted, least(l.household_limit, l.wanted + CASE WHEN o.heads IS NULL THEN mod(o.luck, 2) ELSE 0 END)
    FROM demo_lines l JOIN demo_orders o ON o.id = l.order_id`);
  await tx.execute(sql`INSERT INTO order_revisions (order_id, revision, act, lines, by, at)
    SELECT o.id, 1, 'placed', (SELECT jsonb_agg(jsonb_build_object('packageVersionId', l.package_version_id, 'wanted', l.wanted, 'acceptUpTo', l.accept_up_to)) FROM order_lines l WHERE l.order_id = o.id),
      o.placed_by, o.placed_at FROM household_orders o WHERE o.cycle_id = ${cycle.id}`);
  await tx.execute(
    sql`UPDATE offers f SET reserved = t.n FROM (SELECT package_version_id, sum(wanted)::int AS n FROM demo_lines GROUP BY 1) t WHERE f.cycle_id = ${cycle.id} AND f.package_version_id = t.package_version_id`,
  );
  await tx.execute(sql`INSERT INTO audit_events (at, actor, role, kind, subject, subject_id, cycle_id)
    SELECT placed_at, placed_by, 'RES', 'order.placed', 'order', id, cycle_id FROM household_orders WHERE cycle_id = ${cycle.id}`);
}

/** Books the transfers of the homes that have paid by phone. */
export async function bookDemoPayments(tx: Tx, cycleId: CycleId): Promise<void> {
  await tx.execute(sql`INSERT INTO ledger_accounts (kind) VALUES ('escrow') ON CONFLICT DO NOTHING`);
  await tx.execute(
    sql`INSERT INTO ledger_accounts (kind, owner_id, grid_id) SELECT 'household', household_id, grid_id FROM household_orders WHERE cycle_id = ${cycleId} ON CONFLICT DO NOTHING`,
  );
  await tx.execute(sql`INSERT INTO ledger_entries (transaction_id, kind, account_id, amount_fen, cycle_id, order_id, household_id, grid_id, at)
    SELECT md5('pay:' || o.id)::uuid, 'payment', a.id, CASE WHEN a.kind = 'escrow' THEN o.total_fen ELSE -o.total_fen END, o.cycle_id, o.id, o.household_id, o.grid_id, o.placed_at
    FROM household_orders o JOIN ledger_accounts a ON a.kind = 'escrow' OR (a.kind = 'household' AND a.owner_id = o.household_id)
    WHERE o.cycle_id = ${cycleId} AND o.payment = 'matched' AND o.total_fen > 0`);
  await tx.execute(sql`INSERT INTO payment_claims (order_id, cycle_id, household_id, grid_id, community_id, said_fen, said_at, found_fen, answered_at)
    SELECT o.id, o.cycle_id, o.household_id, o.grid_id, o.community_id, o.total_fen, o.placed_at, o.total_fen, o.placed_at
    FROM household_orders o WHERE o.cycle_id = ${cycleId} AND o.payment = 'matched' AND o.total_fen > 0`);
}
