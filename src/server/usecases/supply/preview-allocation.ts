import { and, eq, lte, max } from "drizzle-orm";
import { allocationRuns, cycles } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { plusSeconds } from "#domain/kernel/time.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { computeAllocation } from "./compute-allocation.ts";

/**
 * Asks for a preview; the worker computes it.
 * @throws AppError `not_found`, `refused` when the cycle is not closed
 */
export async function requestAllocation(
  ctx: Ctx,
  input: { cycleId: CycleId },
  queue: (job: { cycleId: CycleId; run: number }) => Promise<void>,
): Promise<{ run: number }> {
  const run = await inScope(ctx, async (tx) => {
    const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, input.cycleId)).for("update");
    if (!cycle) throw new AppError("not_found");
    if (cycle.state !== "closed") throw new AppError("refused", { kind: "not_from_here", from: cycle.state });
    const [last] = await tx
      .select({ run: max(allocationRuns.run) })
      .from(allocationRuns)
      .where(eq(allocationRuns.cycleId, input.cycleId));
    const next = (last?.run ?? 0) + 1;
    await tx.insert(allocationRuns).values({
      cycleId: input.cycleId,
      run: next,
      state: "computing",
      policy: cycle.policy,
      requestedAt: ctx.clock.now(),
    });
    return next;
  });
  await queue({ cycleId: input.cycleId, run });
  return { run };
}

/** The job behind a requested preview; run again it comes to the same, and a run that is past computing stays as it is. */
export async function computePreview(ctx: Ctx, job: { cycleId: CycleId; run: number }): Promise<void> {
  const system: Ctx = { ...ctx, actor: systemActor };
  await inScope(system, async (tx) => {
    const mine = and(eq(allocationRuns.cycleId, job.cycleId), eq(allocationRuns.run, job.run));
    const [run] = await tx.select().from(allocationRuns).where(mine).for("update");
    if (run?.state !== "computing") return;
    const { summary } = await computeAllocation(tx, job.cycleId, run.policy);
    await tx.update(allocationRuns).set({ state: "preview", summary }).where(mine);
  });
  await ctx.live.announce(`cycle:${job.cycleId}`, "desk");
}

/** A preview that was asked for so long ago and is still not computed has no job: whoever asked ended before sending it. */
const LEFT_SECONDS = 60;

/** Computes the previews that were asked for and left. */
export async function computeLeftPreviews(ctx: Ctx): Promise<void> {
  const left = await inScope({ ...ctx, actor: systemActor }, (tx) =>
    tx
      .select({ cycleId: allocationRuns.cycleId, run: allocationRuns.run })
      .from(allocationRuns)
      .where(
        and(
          eq(allocationRuns.state, "computing"),
          lte(allocationRuns.requestedAt, plusSeconds(ctx.clock.now(), -LEFT_SECONDS)),
        ),
      ),
  );
  for (const job of left) await computePreview(ctx, job);
}
