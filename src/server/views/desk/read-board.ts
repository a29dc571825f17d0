import { sql } from "drizzle-orm";
import { type BoardLine, type BoardRow, type BoardRowKey, DISTRICT_ROWS } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";
import type { PlaceMoney } from "#db/queries/place-money.ts";
import type { Names } from "#domain/kernel/names.ts";
import { type Equation, type Imbalance, imbalances } from "#domain/orders/conservation.ts";
import {
  MONEY_EQUATIONS,
  type MoneyUnderWay,
  PACKAGE_EQUATIONS,
  type PackageUnderWay,
  PLACE_EQUATIONS,
  type PlaceUnderWay,
  STOP_UNDER_WAY,
  type StopUnderWay,
} from "#domain/orders/conservation-board.ts";
import { readPackages, readPlaces, readStops } from "./board-sums.ts";

/** Lines shown behind one equation. */
const MOST_LINES = 200;

/** The words under which the terms on an equation's right are shown: two of one word are shown as their sum. */
type ShownAs<Count> = Readonly<Partial<Record<keyof Count, string>>>;
const OF_PACKAGE: ShownAs<PackageUnderWay> = {
  cancelledBeforeLock: "cancelled",
  notLocked: "not_locked",
  shortedAlloc: "short",
  notAllocated: "not_allocated",
  shortedPick: "short_pick",
  notPacked: "not_packed",
};
const OF_PLACE: ShownAs<PlaceUnderWay> = {
  delivered: "door",
  returned: "back",
  scrapped: "gone",
  lost: "gone",
  damaged: "gone",
  onSheets: "sheet",
  inBatches: "batch",
};
const OF_MONEY: ShownAs<MoneyUnderWay> = {
  inBoxes: "in_boxes",
  handedBack: "handed_back",
  notFound: "not_found",
  beingChecked: "being_checked",
  paidBack: "paid_back",
  toPayBack: "to_pay_back",
  openWhileChecked: "being_checked",
};
const OF_STOP: ShownAs<StopUnderWay> = { handed: "agreed", partRefused: "refused", backOnBoard: "back" };

type Where = {
  readonly communityId: string;
  readonly letter?: string;
  readonly tripNumber?: number;
  readonly grid?: number | null;
  readonly since?: string | null;
};
type Broken = Imbalance<(typeof DISTRICT_ROWS)[number]> & {
  readonly where: Where;
  readonly right: number;
  readonly terms: BoardLine["right"];
};
type Place = Readonly<Record<"id" | "code" | "district_id", string>> & {
  readonly name: Names;
  readonly district: Names;
};

/**
 * The equations of conservation of one cycle, as the domain judges its sums: every one by district and for the city,
 * with the lines behind those that do not come to zero.
 * @param placeMoney what is behind all doors, which the desk does not see: read with the system's eyes, in fen
 */
export async function readBoard(
  tx: Tx,
  cycleId: string,
  districtIds: readonly string[],
  placeMoney: readonly PlaceMoney[],
): Promise<{ board: BoardRow[]; lines: Partial<Record<BoardRowKey, BoardLine[]>> }> {
  const packages = await readPackages(tx, cycleId);
  const broken = [
    ...packages.flatMap((p) => judge(p, PACKAGE_EQUATIONS, OF_PACKAGE, p)),
    ...(await readPlaces(tx, cycleId, packages)).flatMap((p) => judge(p.count, PLACE_EQUATIONS, OF_PLACE, p)),
    ...(await readStops(tx, cycleId)).flatMap((s) => judge(s.count, STOP_UNDER_WAY, OF_STOP, s)),
    ...placeMoney.flatMap((p) => judge(p.count, MONEY_EQUATIONS, OF_MONEY, p)),
  ];
  const places = broken.length > 0 ? await readNames(tx) : new Map<string, Place>();
  const [money] = await tx.execute<{ n: string }>(
    sql`SELECT coalesce(sum(amount_fen), 0) AS n FROM ledger_totals WHERE cycle_id = ${cycleId}`,
  );
  const lines: Partial<Record<BoardRowKey, BoardLine[]>> = {};
  const sums = new Map<string, number>();
  const found = broken.flatMap((b) => {
    const place = places.get(b.where.communityId);
    return place ? [{ ...b, place }] : [];
  });
  found.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.place.code < b.place.code ? -1 : 1));
  for (const b of found) {
    const key = `${b.equation} ${b.place.district_id}`;
    sums.set(key, (sums.get(key) ?? 0) - b.difference);
    const behind = lines[b.equation] ?? [];
    lines[b.equation] = behind;
    if (behind.length < MOST_LINES) behind.push(toLine(b));
  }
  const board: BoardRow[] = DISTRICT_ROWS.map((key) => {
    const districts = districtIds.map((id) => sums.get(`${key} ${id}`) ?? 0);
    return { key, city: districts.reduce((n, d) => n + d, 0), districts };
  });
  board.push({ key: "ledger", city: Number(money?.n ?? 0), districts: districtIds.map(() => null) });
  return { board, lines };
}

/** What of `equations` a count breaks, with the terms of the right side as they are shown. */
function judge<Count extends Readonly<Record<Term, number>>, Term extends string & keyof Count>(
  count: Count,
  equations: readonly Equation<Term, Broken["equation"]>[],
  shownAs: ShownAs<Count>,
  where: Where,
): Broken[] {
  return imbalances(count, equations).map((i) => {
    const terms = new Map<string, number>();
    for (const term of equations.find((e) => e.name === i.equation)?.right ?? []) {
      const shown = shownAs[term] ?? term;
      terms.set(shown, (terms.get(shown) ?? 0) + count[term]);
    }
    return { ...i, where, terms: [...terms].map(([term, value]) => ({ term, value })) };
  });
}

function toLine({ equation, left, difference, terms, where, place }: Broken & { readonly place: Place }): BoardLine {
  return {
    id: `${equation}${place.id}${where.letter ?? ""}${where.tripNumber ?? 0}`,
    place: place.name,
    districtId: place.district_id,
    district: place.district,
    letter: where.letter ?? null,
    tripNumber: where.tripNumber ?? null,
    grid: where.grid ?? null,
    disputedSinceMs: where.since ? new Date(where.since).getTime() : null,
    left,
    right: terms,
    // On the screen what is missing is below zero.
    difference: -difference,
  };
}

async function readNames(tx: Tx): Promise<Map<string, Place>> {
  const rows = await tx.execute<Place>(sql`
    SELECT c.id, c.code, c.district_id, c.name, d.name AS district
    FROM communities c JOIN districts d ON d.id = c.district_id`);
  return new Map(rows.map((r) => [r.id, r]));
}
