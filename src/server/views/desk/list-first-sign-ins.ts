import { sql } from "drizzle-orm";
import type { FirstSignIn } from "#contract/sign-in-slips.ts";
import { FIRST_PASSWORD_DAYS } from "#domain/oversight/first-password.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

type Work = FirstSignIn["works"][number] & { readonly kind: string | null };
type FoundSignIn = Omit<FirstSignIn, "madeMs" | "works"> & {
  readonly madeMs: string | null;
  readonly works: readonly Work[];
};

/** Staff with a role in force who have not signed in yet, whoever was told nothing first, then by place and name. */
export function listFirstSignIns(ctx: Ctx): Promise<FirstSignIn[]> {
  return look(ctx, async (tx) => {
    const rows = await tx.execute<FoundSignIn>(sql`
      SELECT u.id AS "userId", u.name, coalesce(u.username, '') AS username, f.told_at IS NOT NULL AS told,
        coalesce(f.told_at < now() - make_interval(days => ${FIRST_PASSWORD_DAYS}::int), false) AS "ranOut",
        (extract(epoch FROM s.made_at) * 1000)::bigint AS "madeMs",
        jsonb_agg(jsonb_build_object('role', a.role, 'place', coalesce(c.name, m.name, d.name), 'kind', c.kind, 'aggregator', c.aggregator, 'gridNumber', g.number) ORDER BY a.role, c.code, g.number) AS works
      FROM first_sign_ins() f JOIN users u ON u.id = f.user_id
      JOIN assignments a ON a.user_id = u.id AND a.role <> 'RES' AND a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now())
      LEFT JOIN grids g ON g.id = a.grid_id LEFT JOIN communities c ON c.id = coalesce(a.community_id, g.community_id)
      LEFT JOIN supermarkets m ON m.id = a.supermarket_id LEFT JOIN depots d ON d.id = a.depot_id
      LEFT JOIN sign_in_slips s ON s.user_id = u.id
      WHERE u.id <> ${ctx.actor.userId}::uuid
      GROUP BY u.id, f.told_at, s.made_at ORDER BY told, min(coalesce(c.code, m.code, d.code)), min(g.number), u.name, u.id`);
    return rows.map((r) => ({
      ...r,
      madeMs: r.madeMs === null ? null : Number(r.madeMs),
      works: r.works.map(({ kind, aggregator, ...w }) => ({
        ...w,
        aggregator: kind === null ? null : aggregatorOf({ kind, aggregator }),
      })),
    }));
  });
}
