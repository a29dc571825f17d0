import type { PlaceDatum } from "#contract/place-files.ts";
import { PLACE_COLUMNS, type PlaceMistake, type PlaceRow, placeRow } from "#contract/places.ts";
import type { Place } from "#db/seed/territory.ts";
import { toWgs84From } from "#roads/datum.ts";
import { metresBetween, UNITS_PER_DEGREE } from "#roads/geometry.ts";
import type { Table } from "./read-place-file.ts";

/** The places of a table, and what is wrong with it: by line and column. */
export function checkPlaces({ head, rows }: Table): { good: PlaceRow[]; mistakes: PlaceMistake[] } {
  const missing = PLACE_COLUMNS.filter((name) => !head.includes(name));
  if (missing.length > 0)
    return { good: [], mistakes: [{ kind: "columns_missing", line: 1, column: missing.join(", ") }] };
  if (rows.length === 0) return { good: [], mistakes: [{ kind: "no_rows", line: 1, column: "" }] };
  const good: PlaceRow[] = [];
  const mistakes: PlaceMistake[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of rows) {
    const parsed = placeRow.safeParse(Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
    if (!parsed.success) {
      // The schema's messages are the kinds of mistakes.
      for (const issue of parsed.error.issues)
        mistakes.push({ kind: issue.message, line, column: issue.path.join(".") } as PlaceMistake);
      continue;
    }
    const { place_id: id } = parsed.data;
    const before = seen.get(id);
    if (before) mistakes.push({ kind: "twice", line, column: "place_id", before });
    seen.set(id, before ?? line);
    good.push(parsed.data);
  }
  return { good, mistakes };
}

/** A checked row as it is laid out; its point is taken as WGS 84. */
export function toPlace(r: PlaceRow): Place {
  return {
    code: r.place_id,
    kind: r.place_type,
    nameZh: r.name_zh,
    nameEn: r.name_en,
    subdistrictZh: r.subdistrict_zh,
    subdistrictEn: r.subdistrict_en,
    districtZh: r.district_zh,
    lat: r.lat,
    lng: r.lng,
    pointQuality: r.coord_quality,
    households: r.demo_households,
    eldersAlone: r.demo_elderly_alone,
    withoutPhone: r.demo_no_smartphone_households,
    grids: r.demo_grids,
    buildings: r.demo_buildings,
    gateOpensSeconds: r.demo_gate_window.opensSeconds,
    gateClosesSeconds: r.demo_gate_window.closesSeconds,
    busAccessible: r.demo_bus_accessible === "yes",
    transferMode: r.demo_transfer_mode || null,
  };
}

/** Metres between two points given in degrees, to the whole metre. */
export function metresApart(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const units = (degrees: number) => Math.round(degrees * UNITS_PER_DEGREE);
  return Math.round(metresBetween(units(a.lat), units(a.lng), units(b.lat), units(b.lng)));
}

/** The places in WGS 84, and by how many metres that has moved them at most. */
export function inWgs84(places: readonly Place[], datum: PlaceDatum): { places: Place[]; shiftMetres: number } {
  const convert = toWgs84From(datum);
  if (!convert) return { places: [...places], shiftMetres: 0 };
  let shiftMetres = 0;
  const moved = places.map((p) => {
    const to = convert({ lat: Math.round(p.lat * UNITS_PER_DEGREE), lng: Math.round(p.lng * UNITS_PER_DEGREE) });
    const at = { lat: to.lat / UNITS_PER_DEGREE, lng: to.lng / UNITS_PER_DEGREE };
    shiftMetres = Math.max(shiftMetres, metresApart(p, at));
    return { ...p, ...at };
  });
  return { places: moved, shiftMetres };
}
