import type { PriceCap } from "../offer/price-cap.ts";
import { metresBetween } from "../places/distance.ts";
import { inAll, type Mistake, type MistakeKind, type SheetRow } from "./column.ts";
import { type CityItem, itemFaults, itemOfRow } from "./item-row.ts";
import { packageFaults } from "./package-sum.ts";
import { keyOfRow, SHEETS, type SheetName } from "./sheets.ts";
import { statesOneWay } from "./states-one-way.ts";

/** What the city has already: the keys of its rows by sheet, its items, the price cap, and what its stores have taken on. */
export type CityKeys = {
  readonly keys: Readonly<Partial<Record<SheetName, ReadonlySet<string>>>>;
  readonly items: ReadonlyMap<string, CityItem>;
  readonly cap: PriceCap | undefined;
  /** The most bags that a store has accepted or is asked for in a round under way, by its code. */
  readonly bagsTaken: ReadonlyMap<string, number>;
};

/** No city is so wide that one of its places lies this far from where most of them do. */
const FAR_AWAY_METRES = 500_000;
/** Where each role works. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  GW: ["place", "grid"],
  COM: ["place"],
  SUP: ["store"],
  SUPM: ["store"],
  DEP: ["depot"],
};
const ALL_SCOPES = ["place", "grid", "store", "depot"] as const;

/**
 * Checks rows beside one another and beside the city: what stands twice, what points to nothing, what does not add up.
 * Hand the rows in sheet by sheet in the order of SHEETS, then ask for what only the whole shows.
 */
export function openBook(city: CityKeys) {
  const seen = new Map<SheetName, Map<string, number>>();
  const items = new Map(city.items);
  const drivers = new Set<string>();
  const points: { line: number; lat: number; lng: number }[] = [];
  const names: { line: number; username: string }[] = [];
  const has = (sheet: SheetName, key: string) => seen.get(sheet)?.has(key) || city.keys[sheet]?.has(key) || false;

  const row = (sheet: SheetName, line: number, cells: SheetRow): Mistake[] => {
    const found: Mistake[] = [];
    const wrong = (column: string, kind: MistakeKind, wanted?: string) =>
      void found.push({ sheet, line, column, kind, ...(wanted === undefined ? {} : { wanted }) });
    const pointsTo = (column: string, to: SheetName, key: string) => {
      if (!has(to, key)) wrong(column, "unknown", inAll(SHEETS[to].called));
    };
    const key = keyOfRow(sheet, cells);
    const mine = seen.get(sheet) ?? new Map<string, number>();
    seen.set(sheet, mine);
    const before = mine.get(key);
    if (before !== undefined) wrong(SHEETS[sheet].names[0] ?? "", "twice", String(before));
    else mine.set(key, line);
    const { place, grid } = cells;
    if (typeof place === "string") pointsTo("place", "places", place);
    if (typeof grid === "number" && typeof place === "string" && has("places", place))
      pointsTo("grid", "grids", `${place}/${grid}`);
    if (typeof cells.store === "string") pointsTo("store", "stores", cells.store);
    if (typeof cells.depot === "string") pointsTo("depot", "depots", cells.depot);
    if (sheet === "homes") pointsTo("building", "buildings", `${place}/${cells.building}`);
    if (sheet === "homes" && Array.isArray(cells.needs) && cells.needs.length > 0 && !cells.needs_on)
      wrong("needs_on", "needs_date");
    if (sheet === "homes" && cells.needs_on && cells.needs === undefined) wrong("needs", "needed");
    if (sheet === "buildings" && !statesOneWay(cells)) wrong("floors", "one_or_other");
    if (sheet === "types" && typeof cells.gross_kg === "number" && cells.gross_kg <= Number(cells.kg))
      wrong("gross_kg", "too_small", String(Number(cells.kg) + 1));
    if (sheet === "places") points.push({ line, lat: Number(cells.lat), lng: Number(cells.lng) });
    if (sheet === "staff") {
      names.push({ line, username: String(cells.username) });
      const wanted = SCOPES[String(cells.role)] ?? [];
      for (const name of ALL_SCOPES)
        if ((cells[name] ?? null) === null ? wanted.includes(name) : !wanted.includes(name))
          wrong(name, "scope", wordsOf(wanted));
      if (cells.role === "DRV") drivers.add(String(cells.username));
    }
    if (sheet === "vehicles") {
      pointsTo("type", "types", String(cells.type));
      const driver = cells.driver;
      if (typeof driver === "string" && !drivers.has(driver) && !city.keys.staff?.has(`${driver}/DRV////`))
        wrong("driver", "unknown", inAll(SHEETS.staff.called));
    }
    if (sheet === "stores") {
      const taken = city.bagsTaken.get(key) ?? 0;
      if (Number(cells.capacity) < taken) wrong("capacity", "bags_accepted", String(taken));
    }
    if (sheet === "items") {
      for (const fault of itemFaults(cells, city.items.get(key), city.cap)) found.push({ sheet, line, ...fault });
      items.set(key, itemOfRow(cells, city.items.get(key)));
    }
    if (sheet === "packages") {
      for (const fault of packageFaults(cells, items, city.cap)) found.push({ sheet, line, ...fault });
      if (typeof cells.variant_of === "string" && (cells.variant_of === key || !has("packages", cells.variant_of)))
        wrong("variant_of", "unknown", inAll(SHEETS.packages.called));
      if (Number(cells.people_from ?? 1) > Number(cells.people_to ?? 20) || !cells.people_from !== !cells.people_to)
        wrong("people_to", "out_of_order");
    }
    return found;
  };

  /**
   * Points that lie where no city reaches, or at 0, 0; and staff under a name that a resident bears.
   * @param residents those of `userNames()` that are residents'
   */
  const end = (residents: ReadonlySet<string>): Mistake[] => {
    const at = { lat: median(points.map((p) => p.lat)), lng: median(points.map((p) => p.lng)) };
    const farAway = points
      .filter((p) => (points.length > 2 && metresBetween(p, at) > FAR_AWAY_METRES) || (p.lat === 0 && p.lng === 0))
      .map(({ line }): Mistake => ({ sheet: "places", line, column: "lat", kind: "far_away" }));
    const taken = names
      .filter((n) => residents.has(n.username))
      .map(({ line }): Mistake => ({ sheet: "staff", line, column: "username", kind: "name_taken" }));
    return [...farAway, ...taken];
  };
  return { row, userNames: () => names.map((n) => n.username), end };
}

const wordsOf = (keys: readonly string[]) =>
  SHEETS.staff.columns
    .filter((c) => keys.includes(c.key))
    .map((c) => inAll(c.called))
    .join("、");

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
