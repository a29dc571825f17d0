import { and, eq, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { CycleActInput } from "#contract/cycles.ts";
import { readCityFacts } from "#db/queries/city-facts.ts";
import { countImbalances } from "#db/queries/count-imbalances.ts";
import { isOpenSheet } from "#db/queries/open-sheets.ts";
import { countMoneyImbalances } from "#db/queries/place-money.ts";
import { readCap } from "#db/queries/price-caps.ts";
import {
  bags,
  batches,
  claims,
  type cycles,
  gridSheets,
  items,
  offers,
  packageLines,
  packageVersions,
  supplyCommits,
  trips,
} from "#db/schema/index.ts";
import { decide, type FactsFor } from "#domain/kernel/machine.ts";
import { addFen } from "#domain/kernel/money.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { ENDED_TRIP_STATES } from "#domain/movement/trip.ts";
import { CYCLE, type CycleAct } from "#domain/offer/cycle.ts";
import { lineFen } from "#domain/offer/design-package.ts";
import { checkPackage } from "#domain/offer/package.ts";
import { isOverCap } from "#domain/offer/price-cap.ts";
import { OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import { readinessOf } from "#domain/oversight/readiness.ts";
import { FINAL_BAG_STATES } from "#domain/supply/bag.ts";
import { GIVEN_UP_BATCH_STATES, UNPICKED_BATCH_STATES } from "#domain/supply/batch.ts";
import type { View } from "../../act.ts";

export type Cycle = typeof cycles.$inferSelect;
type Load<A extends CycleAct> = (tx: View, cycle: Cycle, input: CycleActInput) => Promise<FactsFor<typeof CYCLE, A>>;

async function count(tx: View, table: PgTable, where: SQL | undefined): Promise<number> {
  const [row] = await tx.select({ n: sql<number>`count(*)::int` }).from(table).where(where);
  return row?.n ?? 0;
}

const reasonOf: Load<"cancel" | "cut_off_early"> = async (_tx, _cycle, { reason }) => ({ reason });
const pickingBatches = (tx: View, cycle: Cycle) =>
  count(tx, batches, and(eq(batches.cycleId, cycle.id), notInArray(batches.state, [...UNPICKED_BATCH_STATES])));
const openSheets = (tx: View, cycle: Cycle) => count(tx, gridSheets, isOpenSheet(cycle.id));

/**
 * Packages on the card that must not be sold as they stand: at another price than their version's, or not made up of
 * listed lines and the declared fee (invariant 7); and those over the cap in force, by what their goods cost now (8).
 */
async function judgeCard(tx: View, cycle: Cycle): Promise<{ mispriced: number; overCap: number }> {
  const card = await tx
    .select({ offer: offers, version: packageVersions })
    .from(offers)
    .innerJoin(packageVersions, eq(packageVersions.id, offers.packageVersionId))
    .where(eq(offers.cycleId, cycle.id));
  const lines = await tx
    .select({ line: packageLines, item: items })
    .from(packageLines)
    .innerJoin(items, eq(items.id, packageLines.itemId))
    .where(
      inArray(
        packageLines.packageVersionId,
        card.map((c) => c.version.id),
      ),
    );
  const cap = await readCap(tx, toServiceDay(tx.at));
  const of = (id: string) => lines.filter((l) => l.line.packageVersionId === id);
  return {
    mispriced: card.filter(({ offer, version: { id, feeFen, priceFen } }) => {
      const mine = of(id).map(({ line, item }) => ({
        itemId: item.id,
        unitKind: item.unitKind,
        tenths: line.tenths,
        lineFen: line.lineFen,
      }));
      return offer.priceFen !== priceFen || !checkPackage({ lines: mine, feeFen, priceFen }).ok;
    }).length,
    overCap: card.filter(({ offer, version }) => {
      const cost = of(version.id).map(({ line, item }) => lineFen(item.costFen, line.tenths));
      return isOverCap(offer.priceFen, addFen(...cost), cap);
    }).length,
  };
}

/** Commits from which more is drawn than the store promised, by the bags that are there. */
async function overdrawn(tx: View, cycle: Cycle): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM (
      SELECT supermarket_id, package_version_id, count(*) AS drawn FROM bags WHERE cycle_id = ${cycle.id} AND NOT repacked GROUP BY 1, 2
    ) b LEFT JOIN ${supplyCommits} c ON c.cycle_id = ${cycle.id} AND c.supermarket_id = b.supermarket_id AND c.package_version_id = b.package_version_id
    WHERE b.drawn > coalesce(c.committed, 0)`);
  return row?.n ?? 0;
}

async function ledgerFen(tx: View, cycle: Cycle): Promise<number> {
  const [sum] = await tx.execute<{ n: string }>(
    sql`SELECT coalesce(sum(amount_fen), 0) AS n FROM ledger_totals WHERE cycle_id = ${cycle.id}`,
  );
  return Number(sum?.n ?? 0);
}

/** The facts behind the guards of each act of a cycle, read when it is about to happen and with the system's eyes. */
export const CYCLE_FACTS: { readonly [A in CycleAct]: Load<A> } = {
  rewrite: async () => ({}),
  publish: async (tx, cycle) => ({
    offers: await count(tx, offers, eq(offers.cycleId, cycle.id)),
    ...(await judgeCard(tx, cycle)),
    breaks: readinessOf(await readCityFacts(tx)).flatMap((r) => (r.state === "stop" ? [r.need] : [])),
  }),
  open: async (tx, { opensAt }) => ({ now: tx.at, opensAt }),
  open_early: async () => ({}),
  start_closing: async (tx, { cutOffAt }) => ({ now: tx.at, cutOffAt }),
  cut_off_early: reasonOf,
  extend: async (tx, cycle, { reason, cutOffAt, graceEndsAt }) => ({
    reason,
    acceptedBatches: await count(
      tx,
      batches,
      and(eq(batches.cycleId, cycle.id), notInArray(batches.state, ["pending", ...GIVEN_UP_BATCH_STATES])),
    ),
    now: tx.at,
    cutOffAt,
    graceEndsAt,
  }),
  close: async (tx, cycle) => ({ openSheets: await openSheets(tx, cycle) }),
  close_early: async (tx, cycle, { reason }) => ({ reason, openSheets: await openSheets(tx, cycle) }),
  allocate: async (tx, cycle) => ({ openSheets: await openSheets(tx, cycle), overdrawn: await overdrawn(tx, cycle) }),
  undo_allocation: async (tx, cycle, { reason }) => ({ reason, pickingBatches: await pickingBatches(tx, cycle) }),
  start_fulfilling: async (tx, cycle) => ({ pickingBatches: await pickingBatches(tx, cycle) }),
  start_reconciling: async (tx, cycle) => ({
    openTrips: await count(
      tx,
      trips,
      and(eq(trips.cycleId, cycle.id), notInArray(trips.state, [...ENDED_TRIP_STATES])),
    ),
    bagsUnderWay: await count(tx, bags, and(eq(bags.cycleId, cycle.id), notInArray(bags.state, [...FINAL_BAG_STATES]))),
  }),
  settle: async (tx, cycle, { reason }) => ({
    imbalances: (await countImbalances(tx, cycle.id)) + (await countMoneyImbalances(tx, cycle.id)),
    ledgerFen: await ledgerFen(tx, cycle),
    openClaims: await count(
      tx,
      claims,
      and(eq(claims.cycleId, cycle.id), inArray(claims.state, [...OPEN_CLAIM_STATES])),
    ),
    reason,
  }),
  archive: async (tx, { graceEndsAt }) => ({ now: tx.at, graceEndsAt }),
  cancel: reasonOf,
};

/** Whether the clock may make this act on a cycle now. */
export async function isDue<A extends CycleAct>(tx: View, act: A, cycle: Cycle): Promise<boolean> {
  const facts = await CYCLE_FACTS[act](tx, cycle, { cycleId: cycle.id });
  return decide(CYCLE, cycle.state, act, "SYS", facts).ok;
}
