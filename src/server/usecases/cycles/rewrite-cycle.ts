import { eq } from "drizzle-orm";
import type { RewriteCycleInput } from "#contract/cycles.ts";
import { cycles } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { CYCLES } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { refuseImpossible, writeDraft } from "./write-draft.ts";

/**
 * Writes a draft anew, whole: times, rules, price card, commits and quotas. What is published is not rewritten.
 * @throws AppError `not_found`; `refused` with `not_from_here` once it is no draft, and as `createCycle`; `conflict` when
 * somebody has written it since it was read
 */
export async function rewriteCycle(ctx: Ctx, input: RewriteCycleInput): Promise<{ revision: number }> {
  refuseImpossible(input);
  return act(ctx, async (tx) => {
    const { cycleId, revision, offers: _, commits: __, quotas, ...times } = input;
    const [draft] = await tx.select().from(cycles).where(eq(cycles.id, cycleId)).for("update");
    if (!draft) throw new AppError("not_found");
    if (draft.state === "draft" && draft.revision !== revision) throw new AppError("conflict");
    const set = { ...times, quotasWritten: quotas, revision: revision + 1 };
    await moveOne(tx, CYCLES, draft, "rewrite", {}, { set, data: { revision: set.revision } });
    await writeDraft(tx, cycleId, input);
    return { revision: set.revision };
  });
}
