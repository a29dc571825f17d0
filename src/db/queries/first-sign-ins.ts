import { sql } from "drizzle-orm";
import type { UserId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Role } from "#domain/kernel/role.ts";
import { FIRST_PASSWORD_DAYS } from "#domain/oversight/first-password.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import type { Tx } from "../client.ts";

type FoundSignIn = {
  userId: UserId;
  name: string;
  username: string;
  works: readonly {
    role: Role;
    place: Names | null;
    kind: string | null;
    aggregator: Aggregator | null;
    gridNumber: number | null;
  }[];
  told: boolean;
  ranOut: boolean;
  madeMs: string | null;
};

/** Staff with a role in force who have not signed in yet, but for whoever asks: those told nothing first, then by place and name. */
export const findFirstSignIns = (tx: Pick<Tx, "execute">, reader: UserId | null) =>
  tx.execute<FoundSignIn>(sql`
      SELECT u.id AS "userId", u.name, coalesce(u.username, '') AS username, f.told_at IS NOT NULL AS told,
        coalesce(f.told_at < now() - make_interval(days => ${FIRST_PASSWORD_DAYS}::int), false) AS "ranOut",
        (extract(epoch FROM s.made_at) * 1000)::bigint AS "madeMs",
        jsonb_agg(jsonb_build_object('role', a.role, 'place', coalesce(c.name, m.name, d.name), 'kind', c.kind, 'aggregator', c.aggregator, 'gridNumber', g.number) ORDER BY a.role, c.code, g.number) AS works
      FROM first_sign_ins() f JOIN users u ON u.id = f.user_id
      JOIN assignments a ON a.user_id = u.id AND a.role <> 'RES' AND a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now())
      LEFT JOIN grids g ON g.id = a.grid_id LEFT JOIN communities c ON c.id = coalesce(a.community_id, g.community_id)
      LEFT JOIN supermarkets m ON m.id = a.supermarket_id LEFT JOIN depots d ON d.id = a.depot_id
      LEFT JOIN sign_in_slips s ON s.user_id = u.id
      WHERE u.id <> ${reader}::uuid
      GROUP BY u.id, f.told_at, s.made_at ORDER BY told, min(coalesce(c.code, m.code, d.code)), min(g.number), u.name, u.id`);
