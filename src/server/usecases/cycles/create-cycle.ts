import { randomUUID } from "node:crypto";
import { inArray, max } from "drizzle-orm";
import type { CreateCycleInput } from "#contract/cycles.ts";
import { cycles, gridQuotas, offers, packageVersions, supplyCommits } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { expandQuotas } from "./expand-quotas.ts";

/**
 * Writes a draft of the next cycle with its price card (the catalogue's prices of today), quantities and quotas.
 * @throws AppError `refused` with `times_out_of_order`, `offered_beyond_commits`, `unknown_package`, or those of its quotas
 */
export async function createCycle(ctx: Ctx, input: CreateCycleInput): Promise<{ cycleId: CycleId; number: number }> {
  if (!(input.opensAt < input.cutOffAt && input.cutOffAt <= input.graceEndsAt))
    throw new AppError("refused", { kind: "times_out_of_order" });
  for (const offer of input.offers) {
    const committed = input.commits
      .filter((c) => c.packageVersionId === offer.packageVersionId)
      .reduce((n, c) => n + c.committed, 0);
    if (offer.offered > committed)
      throw new AppError("refused", {
        kind: "offered_beyond_commits",
        packageVersionId: offer.packageVersionId,
        committed,
      });
  }
  return act(ctx, async (tx) => {
    const versions = await tx
      .select()
      .from(packageVersions)
      .where(
        inArray(
          packageVersions.id,
          input.offers.map((o) => o.packageVersionId),
        ),
      );
    const priceOf = new Map(versions.map((v) => [v.id, v.priceFen]));
    const [last] = await tx.select({ number: max(cycles.number) }).from(cycles);
    const number = (last?.number ?? 0) + 1;
    const cycleId = randomUUID() as CycleId;
    const { offers: card, commits, quotas: _, ...times } = input;
    await tx.insert(cycles).values({ id: cycleId, number, ...times });
    await tx.insert(offers).values(
      card.map((o, position) => {
        const priceFen = priceOf.get(o.packageVersionId);
        if (priceFen === undefined)
          throw new AppError("refused", { kind: "unknown_package", packageVersionId: o.packageVersionId });
        return { cycleId, priceFen, position, ...o };
      }),
    );
    if (commits.length > 0) await tx.insert(supplyCommits).values(commits.map((c) => ({ cycleId, ...c })));
    const quotas = await expandQuotas(tx, cycleId, input);
    // A row has four values: a statement takes so many parameters and no more.
    for (let i = 0; i < quotas.length; i += 5000) await tx.insert(gridQuotas).values(quotas.slice(i, i + 5000));
    await record(tx, { kind: "cycle.drafted", subjectId: cycleId, cycleId, data: { number } });
    return { cycleId, number };
  });
}
