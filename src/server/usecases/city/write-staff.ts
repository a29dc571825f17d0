import { sql } from "drizzle-orm";
import type { ActTx } from "../../act.ts";

/** Accounts and roles, each on record; somebody who holds the role there already keeps it. He signs in with the word of his slip. */
export async function writeStaff(tx: ActTx): Promise<void> {
  await tx.execute(sql`CREATE TEMP TABLE part_staff ON COMMIT DROP AS
    SELECT p.row, p.before, make_staff(p.row ->> 'username', p.row ->> 'name') AS user_id, c.id AS community_id, g.id AS grid_id, s.id AS store_id, d.id AS depot_id
    FROM part p LEFT JOIN communities c ON c.code = p.row ->> 'place' LEFT JOIN grids g ON g.community_id = c.id AND g.number = (p.row ->> 'grid')::int
    LEFT JOIN supermarkets s ON s.code = p.row ->> 'store' LEFT JOIN depots d ON d.code = p.row ->> 'depot'`);
  await tx.execute(
    sql`SELECT note_duty_phone(user_id, row ->> 'phone') FROM part_staff WHERE coalesce(row ->> 'phone', before ->> 'phone') IS NOT NULL`,
  );
  await tx.execute(sql`WITH given AS (
      INSERT INTO assignments (id, user_id, role, grid_id, community_id, supermarket_id, depot_id, "from")
      SELECT gen_random_uuid(), user_id, (row ->> 'role')::role, grid_id, CASE WHEN row ->> 'role' = 'COM' THEN community_id END, store_id, depot_id, app_now()
      FROM part_staff t WHERE NOT EXISTS (SELECT FROM assignments a WHERE a.user_id = t.user_id AND a.role = (t.row ->> 'role')::role
        AND a.grid_id IS NOT DISTINCT FROM t.grid_id AND a.community_id IS NOT DISTINCT FROM CASE WHEN t.row ->> 'role' = 'COM' THEN t.community_id END
        AND a.supermarket_id IS NOT DISTINCT FROM t.store_id AND a.depot_id IS NOT DISTINCT FROM t.depot_id
        AND a.stands_in_for IS NULL AND (a."to" IS NULL OR a."to" > app_now()))
      RETURNING id, user_id, role)
    INSERT INTO audit_events (at, actor, role, kind, subject, subject_id, data)
    SELECT app_now(), ${tx.actor.userId}::uuid, ${tx.actor.role}::role, 'role.given', 'role', id, jsonb_build_object('to', user_id, 'role', role) FROM given`);
  await tx.execute(sql`DROP TABLE part_staff`);
}
