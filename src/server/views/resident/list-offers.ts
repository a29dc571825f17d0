import type { OffersView } from "#contract/resident.ts";
import type { ScopedDatabase } from "#db/client.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { type OfferWithParts, offersOfCycle } from "./offers-of-cycle.ts";
import { listRoundsInHand, type RoundInHand } from "./round-in-hand.ts";

export type RoundOnOffer = { readonly round: RoundInHand; readonly offers: readonly OfferWithParts[] };

/** In a rush everybody looks at the same card: a process reads it once in this time for all of them. */
const FRESH_MS = 1_000;
const read = new WeakMap<ScopedDatabase, { readonly readMs: number; readonly found: Promise<RoundOnOffer[]> }>();

/** The rounds in hand (see `listRoundsInHand`), each with its price card; what is left of each package was true at most a second ago. */
export function roundsOnOffer(ctx: Pick<Ctx, "db">): Promise<RoundOnOffer[]> {
  const readMs = performance.now();
  const kept = read.get(ctx.db);
  if (kept && readMs - kept.readMs < FRESH_MS) return kept.found;
  const found = look({ db: ctx.db, actor: SYSTEM }, async (tx) => {
    const found: RoundOnOffer[] = [];
    for (const round of await listRoundsInHand(tx, tx.at))
      found.push({ round, offers: await offersOfCycle(tx, round.id) });
    return found;
  });
  read.set(ctx.db, { readMs, found });
  found.catch(() => read.delete(ctx.db));
  return found;
}

/** What may be ordered now, the same for everybody; null between two rounds. */
export async function listOffers(ctx: Pick<Ctx, "db">): Promise<OffersView | null> {
  const [found] = await roundsOnOffer(ctx);
  if (!found) return null;
  const { id, takesOrders, opensAt, cutOffAt } = found.round;
  return {
    cycleId: id,
    open: takesOrders,
    opensMs: opensAt,
    cutOffMs: cutOffAt,
    offers: found.offers.map((o) => o.view),
  };
}
