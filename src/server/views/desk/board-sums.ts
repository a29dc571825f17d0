import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { HandoverState } from "#domain/movement/handover.ts";
import type { PackageUnderWay, PlaceUnderWay, StopUnderWay } from "#domain/orders/conservation-board.ts";
import { FROZEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { type BagState, WHEREABOUTS, type Whereabouts } from "#domain/supply/bag.ts";
import { GIVEN_UP_BATCH_STATES } from "#domain/supply/batch.ts";

type Counted<T> = { readonly communityId: string; readonly count: T };
type OfStop = Counted<StopUnderWay> & {
  readonly tripNumber: number;
  /** The grid whose count is disputed, and since when. */
  readonly grid: number | null;
  readonly since: string | null;
};

/** What each package has come to at each community. */
export function readPackages(
  tx: Tx,
  cycleId: string,
): Promise<readonly (PackageUnderWay & { readonly communityId: string; readonly letter: string })[]> {
  return tx.execute(sql`
    SELECT s.community_id AS "communityId", p.letter, s.wanted, s.cancelled AS "cancelledBeforeLock", s.not_locked AS "notLocked", s.locked,
      s.not_allocated AS "notAllocated", s.extra, s.allocated, s.shorted_alloc AS "shortedAlloc", s.not_packed AS "notPacked",
      s.packed, s.shorted_pick AS "shortedPick", s.delivered
    FROM line_stages s JOIN package_versions v ON v.id = s.package_version_id JOIN packages p ON p.id = v.package_id
    WHERE s.cycle_id = ${cycleId}`);
}

type Sum = { readonly community_id: string; readonly bags: number };
const NOWHERE: Readonly<Record<Whereabouts, number>> = {
  in_store: 0,
  on_bus: 0,
  in_hand: 0,
  delivered: 0,
  returned: 0,
  scrapped: 0,
  lost: 0,
  damaged: 0,
};

/** What each community's lines (`packages`), bags, frozen sheets and batches come to. */
export async function readPlaces(
  tx: Tx,
  cycleId: string,
  packages: Awaited<ReturnType<typeof readPackages>>,
): Promise<Counted<PlaceUnderWay>[]> {
  const bags = await tx.execute<Sum & { state: BagState }>(
    sql`SELECT community_id, state, sum(bags)::int AS bags FROM bag_counts WHERE cycle_id = ${cycleId} GROUP BY 1, 2`,
  );
  const onSheets = await sums(
    tx,
    sql`SELECT community_id, sum(bags)::int AS bags FROM grid_sheets
      WHERE cycle_id = ${cycleId} AND state IN ${[...FROZEN_SHEET_STATES]} GROUP BY 1`,
  );
  const inBatches = await sums(
    tx,
    sql`SELECT b.community_id, sum(l.allocated)::int AS bags FROM batches b JOIN batch_lines l ON l.batch_id = b.id
      WHERE b.cycle_id = ${cycleId} AND b.state NOT IN ${[...GIVEN_UP_BATCH_STATES]} GROUP BY 1`,
  );
  const where = new Map<string, Record<Whereabouts, number>>();
  for (const b of bags) {
    const at = WHEREABOUTS[b.state];
    const here = where.get(b.community_id) ?? { ...NOWHERE };
    if (at) here[at] += b.bags;
    where.set(b.community_id, here);
  }
  const lines = Map.groupBy(packages, (p) => p.communityId);
  return [...new Set([...lines.keys(), ...where.keys(), ...onSheets.keys(), ...inBatches.keys()])].map((id) => {
    const of = (term: "packed" | "delivered" | "locked" | "allocated") =>
      (lines.get(id) ?? []).reduce((n, line) => n + line[term], 0);
    const count = {
      ...(where.get(id) ?? NOWHERE),
      packed: of("packed"),
      deliveredByLines: of("delivered"),
      // Before anything is frozen or shared out there is no second count to compare with.
      lockedOnSheets: onSheets.has(id) ? of("locked") : 0,
      onSheets: onSheets.get(id) ?? 0,
      allocatedToBatches: inBatches.has(id) ? of("allocated") : 0,
      inBatches: inBatches.get(id) ?? 0,
    };
    return { communityId: id, count };
  });
}

async function sums(tx: Tx, query: ReturnType<typeof sql>): Promise<Map<string, number>> {
  return new Map((await tx.execute<Sum>(query)).map((r) => [r.community_id, r.bags]));
}

/** As what a handover's bags count, by its state: agreed they are handed over, disputed as many as were counted. */
const COUNTS_AS = {
  offered: ["offered", "offered"],
  counted: ["offered", "offered"],
  disputed: ["handed", "counted"],
  agreed: ["handed", "agreed"],
  resolved: ["handed", "agreed"],
  on_paper: ["handed", "agreed"],
  set_down: ["handed", "agreed"],
  // On the bus again, until another stop takes it over with its load.
  withdrawn: ["offered", "offered"],
} as const satisfies Record<HandoverState, readonly ["handed" | "offered", "offered" | "counted" | "agreed"]>;

/** What was loaded for each stop at which a count was offered, and what became of it. */
export async function readStops(tx: Tx, cycleId: string): Promise<OfStop[]> {
  type Row = Readonly<Record<"offered" | "refused" | "lost" | "back" | "loaded" | "trip" | "grid", number>> &
    Readonly<Record<"counted" | "agreed", number | null>> &
    Readonly<Record<"missing" | "givenUp", number>> & {
      readonly skipped: boolean;
      readonly id: string;
      readonly communityId: string;
      readonly state: HandoverState;
      readonly since: string;
    };
  const rows = await tx.execute<Row>(sql`
    SELECT s.id, s.community_id AS "communityId", t.number AS trip, g.number AS grid, h.state, h.counted, h.agreed, h.refused, h.lost,
      h.back_on_board AS back, CASE WHEN h.state = 'withdrawn' AND s.state <> 'skipped' THEN 0 ELSE h.offered END AS offered, h.offered_at AS since, k.loaded,
      s.missing_back AS missing, CASE WHEN s.state = 'given_up' THEN s.counted_back ELSE 0 END AS "givenUp", s.state = 'skipped' AS skipped
    FROM handovers h JOIN grids g ON g.id = h.grid_id JOIN stops s ON s.id = h.stop_id JOIN trips t ON t.id = s.trip_id
      JOIN (SELECT stop_id, sum(loaded)::int AS loaded FROM stop_loads GROUP BY 1) k ON k.stop_id = s.id
    WHERE t.cycle_id = ${cycleId} AND k.loaded IS NOT NULL ORDER BY h.offered_at, g.number`);
  return [...Map.groupBy(rows, (r) => r.id).values()].flatMap((mine) => {
    const [first] = mine;
    if (!first) return [];
    const disputed = mine.find((h) => h.state === "disputed");
    const count = { loaded: first.loaded, handed: 0, partRefused: 0, lost: 0, backOnBoard: 0, offered: 0 };
    for (const h of mine) {
      const [term, column] = COUNTS_AS[h.state];
      count[term] += h[column] ?? 0;
      count.partRefused += h.refused;
      count.lost += h.lost;
      count.backOnBoard += h.back;
    }
    // What came home with the bus and was counted there: what is missing is no more offered anywhere.
    count.lost += first.missing;
    if (first.skipped) count.offered -= Math.min(count.offered, first.missing);
    count.backOnBoard += first.givenUp;
    const { communityId, trip: tripNumber } = first;
    return [{ communityId, tripNumber, count, grid: disputed?.grid ?? null, since: disputed?.since ?? null }];
  });
}
