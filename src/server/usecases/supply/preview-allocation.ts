import { and, eq, lte, max } from "drizzle-orm";
import { allocationRuns, cycles } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { plusSeconds } from "#domain/kernel/time.ts";
import { CYCLE } from "#domain/offer/cycle.ts";
import { act, look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { ALLOCATION_RUNS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { record } from "../../record.ts";
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
  const { cycleId } = input;
  const run = await act(ctx, async (tx) => {
    const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, cycleId)).for("update");
    if (!cycle) throw new AppError("not_found");
    if (!statesBefore(CYCLE, "allocate").includes(cycle.state))
      throw new AppError("refused", { kind: "not_from_here", from: cycle.state });
    const [last] = await tx
      .select({ run: max(allocationRuns.run) })
      .from(allocationRuns)
      .where(eq(allocationRuns.cycleId, cycleId));
    const next = (last?.run ?? 0) + 1;
    const { policy } = cycle;
    await tx.insert(allocationRuns).values({ cycleId, run: next, state: "computing", policy, requestedAt: tx.at });
    await record(tx, { kind: "allocation_run.requested", subjectId: cycleId, cycleId, data: { run: next, policy } });
    return next;
  });
  await queue({ cycleId, run });
  return { run };
}

/** The job behind a requested preview; run again it comes to the same, and a run that is past computing stays as it is. */
export async function computePreview(ctx: Ctx, job: { cycleId: CycleId; run: number }): Promise<void> {
  await act({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [run] = await tx
      .select()
      .from(allocationRuns)
      .where(and(eq(allocationRuns.cycleId, job.cycleId), eq(allocationRuns.run, job.run)))
      .for("update");
    if (run?.state !== "computing") return;
    const { summary } = await computeAllocation(tx, job.cycleId, run.policy);
    await moveOne(tx, ALLOCATION_RUNS, run, "show", {}, { set: { summary }, data: { run: run.run } });
  });
}

/** A preview that was asked for so long ago and is still not computed has no job: whoever asked ended before sending it. */
const LEFT_SECONDS = 60;

/** Computes the previews that were asked for and left. */
export async function computeLeftPreviews(ctx: Ctx): Promise<void> {
  const left = await look({ ...ctx, actor: SYSTEM }, (tx) =>
    tx
      .select({ cycleId: allocationRuns.cycleId, run: allocationRuns.run })
      .from(allocationRuns)
      .where(
        and(eq(allocationRuns.state, "computing"), lte(allocationRuns.requestedAt, plusSeconds(tx.at, -LEFT_SECONDS))),
      ),
  );
  for (const job of left) await computePreview(ctx, job);
}
