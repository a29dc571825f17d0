import { randomUUID } from "node:crypto";
import { max } from "drizzle-orm";
import type { CreateCycleInput } from "#contract/cycles.ts";
import { cycles } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { refuseImpossible, writeDraft } from "./write-draft.ts";

/**
 * Writes a draft of the next cycle with its price card (the catalogue's prices of today), quantities and quotas.
 * @throws AppError `refused` with `times_out_of_order`, `offered_beyond_commits`, `unknown_package`, or those of its quotas
 */
export async function createCycle(ctx: Ctx, input: CreateCycleInput): Promise<{ cycleId: CycleId; number: number }> {
  refuseImpossible(input);
  return act(ctx, async (tx) => {
    const [last] = await tx.select({ number: max(cycles.number) }).from(cycles);
    const number = (last?.number ?? 0) + 1;
    const cycleId = randomUUID() as CycleId;
    const { offers: _, commits: __, quotas, ...times } = input;
    await tx.insert(cycles).values({ id: cycleId, number, ...times, quotasWritten: quotas });
    await writeDraft(tx, cycleId, input);
    await record(tx, { kind: "cycle.drafted", subjectId: cycleId, cycleId, data: { number } });
    return { cycleId, number };
  });
}
