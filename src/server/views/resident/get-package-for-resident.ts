import { and, eq, inArray, ne } from "drizzle-orm";
import type { PackageView } from "#contract/resident.ts";
import { listOutOfRound } from "#db/queries/out-of-round.ts";
import { householdOrders } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { homesOfReader } from "./homes-of-reader.ts";
import { offersOfCycle } from "./offers-of-cycle.ts";
import { listRoundsInHand } from "./round-in-hand.ts";

/**
 * One package of a round in hand (the first one when none is named), by its version, and the homes it can be ordered for.
 * @throws AppError `not_found` when it is not on the card
 */
export async function getPackageForResident(
  ctx: Ctx,
  packageVersionId: string,
  cycleId?: string,
): Promise<PackageView> {
  const view = await look(ctx, async (tx) => {
    const now = tx.at;
    const rounds = await listRoundsInHand(tx, now);
    const round = rounds.find((r) => r.id === cycleId) ?? rounds[0];
    const offer =
      round && (await offersOfCycle(tx, round.id)).find((o) => o.view.packageVersionId === packageVersionId);
    if (!round || !offer) throw new AppError("not_found");
    const homes = await homesOfReader(tx, ctx);
    const ids = homes.map((h) => h.ref.householdId);
    const ordered = ids.length
      ? await tx
          .select({ id: householdOrders.id, householdId: householdOrders.householdId })
          .from(householdOrders)
          .where(
            and(
              eq(householdOrders.cycleId, round.id),
              inArray(householdOrders.householdId, ids),
              ne(householdOrders.state, "cancelled"),
            ),
          )
      : [];
    return {
      nowMs: now,
      cycleId: round.id,
      open: round.takesOrders,
      cutOffMs: round.cutOffAt,
      offer: offer.view,
      feeFen: offer.feeFen,
      parts: offer.parts,
      signed: round.priceCardSignedAt !== null,
      caseSize: offer.caseSize,
      homes,
      ordered,
    };
  });
  const { homes, ordered, ...rest } = view;
  // The desk's words are behind what a resident sees, and meant for him all the same.
  const out = await look({ db: ctx.db, actor: SYSTEM }, (tx) =>
    listOutOfRound(
      tx,
      view.cycleId,
      homes.map((h) => h.gridId),
    ),
  );
  const notHere = homes.findLast((h) => out.has(h.gridId));
  return {
    ...rest,
    homes: homes
      .filter((h) => !out.has(h.gridId))
      .map((h) => ({
        ...h.ref,
        ordered: ordered.find((o) => o.householdId === h.ref.householdId)?.id ?? null,
      })),
    notHere: notHere ? { community: notHere.ref.community, why: out.get(notHere.gridId)?.why ?? null } : null,
  };
}
