import type { FirstSignIn } from "#contract/sign-in-slips.ts";
import { findFirstSignIns } from "#db/queries/first-sign-ins.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** Staff with a role in force who have not signed in yet, whoever was told nothing first, then by place and name. */
export function listFirstSignIns(ctx: Ctx): Promise<FirstSignIn[]> {
  return look(ctx, async (tx) => {
    const rows = await findFirstSignIns(tx, ctx.actor.userId);
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
