import { eq, inArray } from "drizzle-orm";
import type { CreateCycleInput } from "#contract/cycles.ts";
import { gridQuotas, offers, packageVersions, supplyCommits } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { expandQuotas } from "./expand-quotas.ts";

/** @throws AppError `refused` with `times_out_of_order` or `offered_beyond_commits`: what the draft itself cannot mean */
export function refuseImpossible(input: CreateCycleInput): void {
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
}

/**
 * Writes a draft's price card (the catalogue's prices of today), commits and quotas in place of what it had.
 * @throws AppError `refused` with `unknown_package`, or those of its quotas
 */
export async function writeDraft(tx: ActTx, cycleId: CycleId, input: CreateCycleInput): Promise<void> {
  const { offers: card, commits } = input;
  for (const table of [gridQuotas, supplyCommits, offers]) await tx.delete(table).where(eq(table.cycleId, cycleId));
  const versions = await tx
    .select()
    .from(packageVersions)
    .where(
      inArray(
        packageVersions.id,
        card.map((o) => o.packageVersionId),
      ),
    );
  const priceOf = new Map(versions.map((v) => [v.id, v.priceFen]));
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
}
