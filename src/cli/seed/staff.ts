import { hashPassword, symmetricEncrypt } from "better-auth/crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import {
  DEMO_GRID,
  DEMO_PASSWORD,
  DEMO_PLACE,
  DEMO_RESIDENT_PHONE,
  DEMO_STAFF,
  DEMO_UNITS,
} from "#server/demo/sign-ins.ts";

/** Everybody works here since before the days that are lived. */
const LONG_AGO = sql.raw("now() - interval '30 days'");

/**
 * Writes a grid worker for every grid, a clerk for every community and store, keepers and the city's own staff. Only the
 * demo's own can sign in with a password; the others are there to be named, and are invited when they are needed.
 */
export async function writeStaff(tx: Tx, authSecret: string): Promise<void> {
  const names = sql`substr('陈林黄王李吴郑蔡许张苏杨洪庄谢曾郭', 1 + mod(abs(hashtext(x.key)), 17), 1) || substr('美珍丽萍淑华玉兰建国志明秀英文彬', 1 + 2 * mod(abs(hashtext(x.key || 'n')), 8), 2)`;
  const write = async (role: string, keys: ReturnType<typeof sql>, scope: string) => {
    await tx.execute(sql`INSERT INTO users (id, name, email, username, display_username)
      SELECT md5('staff:' || x.key)::uuid, ${names}, md5(x.key) || '@staff.invalid', lower(${role}) || '_' || substr(md5(x.key), 1, 10), lower(${role}) || '_' || substr(md5(x.key), 1, 10)
      FROM (${keys}) AS x ON CONFLICT DO NOTHING`);
    await tx.execute(sql`INSERT INTO assignments (id, user_id, role, ${sql.raw(scope)}, "from")
      SELECT md5('assignment:' || x.key)::uuid, md5('staff:' || x.key)::uuid, ${role}::role, x.id, ${LONG_AGO} FROM (${keys}) AS x ON CONFLICT DO NOTHING`);
  };
  await write("GW", sql`SELECT 'grid:' || id AS key, id FROM grids`, "grid_id");
  await write("COM", sql`SELECT 'community:' || id AS key, id FROM communities`, "community_id");
  await write("SUPM", sql`SELECT 'manager:' || id AS key, id FROM supermarkets`, "supermarket_id");
  await write("SUP", sql`SELECT 'clerk:' || id AS key, id FROM supermarkets`, "supermarket_id");
  await write("DEP", sql`SELECT 'depot:' || id AS key, id FROM depots`, "depot_id");

  const password = await hashPassword(DEMO_PASSWORD);
  for (const s of DEMO_STAFF) {
    await tx.execute(sql`INSERT INTO users (id, name, email, username, display_username, two_factor_enabled)
      VALUES (md5(${`demo:${s.username}`})::uuid, ${s.name}, ${`${s.username}@staff.invalid`}, ${s.username}, ${s.username}, ${s.totp !== undefined}) ON CONFLICT DO NOTHING`);
    await tx.execute(sql`INSERT INTO auth_accounts (id, user_id, account_id, provider_id, password)
      VALUES (md5(${`credential:${s.username}`})::uuid, md5(${`demo:${s.username}`})::uuid, md5(${`demo:${s.username}`})::uuid, 'credential', ${password}) ON CONFLICT DO NOTHING`);
    if (s.totp)
      await tx.execute(sql`INSERT INTO two_factors (id, user_id, secret, backup_codes)
        VALUES (md5(${`totp:${s.username}`})::uuid, md5(${`demo:${s.username}`})::uuid, ${await symmetricEncrypt({ key: authSecret, data: s.totp })}, ${await symmetricEncrypt({ key: authSecret, data: "[]" })}) ON CONFLICT DO NOTHING`);
  }
  // Whoever may have to be called has a number of the demo's own block.
  await tx.execute(sql`UPDATE users u SET phone_number = '139001' || lpad(n.n::text, 5, '0') FROM (
      SELECT user_id, row_number() OVER (ORDER BY user_id) AS n FROM assignments WHERE role IN ('GW', 'DRV', 'DIS', 'DEP') GROUP BY user_id
    ) n WHERE u.id = n.user_id AND u.phone_number IS NULL`);
  await tx.execute(sql`UPDATE users SET phone_number = '13900000' || v.n FROM (VALUES ('wangge', '123'), ('diaodu', '124'), ('changzhan', '125'), ('siji', '126'), ('dianzhang', '127'))
    AS v (username, n) WHERE users.username = v.username`);
  const demo = (username: string) => sql`md5(${`demo:${username}`})::uuid`;
  const place = sql`(SELECT id FROM communities WHERE code = ${DEMO_PLACE})`;
  const grid = sql`(SELECT id FROM grids WHERE community_id = ${place} AND number = ${DEMO_GRID})`;
  const site = sql`(SELECT g.id FROM grids g JOIN communities c ON c.id = g.community_id WHERE c.code = ${DEMO_UNITS[0]} AND g.number = 1)`;
  const store = sql`(SELECT id FROM supermarkets WHERE code = 'S01')`;
  await tx.execute(
    sql`DELETE FROM assignments WHERE grid_id IN (${grid}, ${site}) OR (role = 'COM' AND community_id = ${place}) OR (role IN ('SUP', 'SUPM') AND supermarket_id = ${store})`,
  );
  await tx.execute(sql`INSERT INTO assignments (id, user_id, role, grid_id, community_id, supermarket_id, "from") VALUES
    (gen_random_uuid(), ${demo("wangge")}, 'GW', ${grid}, NULL, NULL, ${LONG_AGO}), (gen_random_uuid(), ${demo("shequ")}, 'COM', NULL, ${place}, NULL, ${LONG_AGO}),
    (gen_random_uuid(), ${demo("chaoshi")}, 'SUPM', NULL, NULL, ${store}, ${LONG_AGO}), (gen_random_uuid(), ${demo("jianhuo")}, 'SUP', NULL, NULL, ${store}, ${LONG_AGO}),
    (gen_random_uuid(), ${demo("diaodu")}, 'DIS', NULL, NULL, NULL, ${LONG_AGO}), (gen_random_uuid(), ${demo("siji")}, 'DRV', NULL, NULL, NULL, ${LONG_AGO}),
    (gen_random_uuid(), ${demo("changzhan")}, 'DEP', NULL, NULL, NULL, ${LONG_AGO}), (gen_random_uuid(), ${demo("wuzi")}, 'DESK', NULL, NULL, NULL, ${LONG_AGO})`);
  await tx.execute(sql`INSERT INTO assignments (id, user_id, role, grid_id, "from")
    SELECT gen_random_uuid(), ${demo("dianzhang")}, 'GW', site.id, ${LONG_AGO} FROM ${site} AS site WHERE site.id IS NOT NULL`);
  // The resident of the pictures: the first home with several people in the demo grid whose door looks like 1203.
  await tx.execute(sql`WITH home AS (
      SELECT h.id, h.grid_id FROM households h WHERE h.grid_id = ${grid} AND NOT h.vacant AND h.size >= 3 AND h.tags = '{}' ORDER BY (h.room = '1203') DESC, h.id LIMIT 1
    ), person AS (
      INSERT INTO users (id, name, email, phone_number, phone_number_verified)
      VALUES (md5('demo:resident')::uuid, '黄思源', ${`${DEMO_RESIDENT_PHONE}@phone.invalid`}, ${DEMO_RESIDENT_PHONE}, true) ON CONFLICT DO NOTHING RETURNING id
    )
    UPDATE persons p SET user_id = person.id, name = '黄思源', phone_masked = '139****6021' FROM home, person WHERE p.household_id = home.id`);
}
