import type { z } from "zod";
import type { PlaceDatum } from "#contract/place-files.ts";
import { PLACE_COLUMNS, type PlaceMistake, type PlaceRow, placeRow } from "#contract/places.ts";
import type { Place } from "#db/seed/territory.ts";
import { toWgs84From } from "#roads/datum.ts";
import { metresBetween, UNITS_PER_DEGREE } from "#roads/geometry.ts";
import type { Cell, Table } from "./read-place-file.ts";

/** The places of a table, and what is wrong with it: by line and column. */
export function checkPlaces({ head, rows }: Table): { good: PlaceRow[]; mistakes: PlaceMistake[] } {
  const missing = PLACE_COLUMNS.filter((name) => !head.includes(name));
  if (missing.length > 0)
    return { good: [], mistakes: [{ kind: "columns_missing", line: 1, column: missing.join(", ") }] };
  if (rows.length === 0) return { good: [], mistakes: [{ kind: "no_rows", line: 1, column: "" }] };
  const good: PlaceRow[] = [];
  const mistakes: PlaceMistake[] = [];
  const seen = new Map<string, number>();
  const placed: { line: number; at: PlaceRow }[] = [];
  for (const { line, cells } of rows) {
    const bad = badCells(head, cells);
    mistakes.push(...bad.map(({ kind, column }) => ({ kind, line, column })));
    if (bad.length > 0) continue;
    const parsed = placeRow.safeParse(Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
    if (!parsed.success) {
      mistakes.push(...mistakesOf(parsed.error.issues, line));
      continue;
    }
    const id = sameCode(parsed.data.place_id);
    const before = seen.get(id);
    if (before) mistakes.push({ kind: "twice", line, column: "place_id", before });
    seen.set(id, before ?? line);
    placed.push({ line, at: parsed.data });
  }
  const [lat, lng] = [median(placed.map(({ at }) => at.lat)), median(placed.map(({ at }) => at.lng))];
  for (const { line, at } of placed) {
    const isFar = placed.length > 2 && metresApart(at, { lat, lng }) > FAR_AWAY_METRES;
    if (isFar || (at.lat === 0 && at.lng === 0)) mistakes.push({ kind: "far_away", line, column: "lat, lng" });
    else good.push(at);
  }
  return { good, mistakes: mistakes.sort((a, b) => a.line - b.line) };
}

/** No city is so wide that one of its places lies this far from where most of them do. */
const FAR_AWAY_METRES = 500_000;

/** Cells that hold no text, and cells beyond the last column. */
function badCells(
  head: readonly string[],
  cells: readonly Cell[],
): { kind: "date" | "error" | "cells"; column: string }[] {
  const bad = cells.flatMap((cell, i) =>
    typeof cell === "string" || (head[i] !== undefined && !PLACE_COLUMNS.includes(head[i]))
      ? []
      : [{ kind: cell.bad, column: head[i] ?? "" }],
  );
  const beyond = cells.slice(head.length).some((cell) => cell !== "");
  return bad.length === 0 && beyond ? [{ kind: "cells", column: head[head.length - 1] ?? "" }] : bad;
}

/** The schema's messages are the kinds of mistakes; of one cell the first is told. */
function mistakesOf(issues: readonly z.core.$ZodIssue[], line: number): PlaceMistake[] {
  const firsts = issues.filter(
    (issue, i) => issues.findIndex((other) => other.path.join() === issue.path.join()) === i,
  );
  return firsts.map((issue) => ({ kind: issue.message, line, column: issue.path.join(".") }) as PlaceMistake);
}

/** Codes that people read as one: `x001`, `X001` and `Ｘ００１`. */
function sameCode(code: string): string {
  return code.normalize("NFKC").replace(/\s+/g, "").toUpperCase();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** A checked row as it is laid out; its point is taken as WGS 84. */
export function toPlace(r: PlaceRow): Place {
  return {
    code: r.place_id,
    kind: r.place_type,
    name: { "zh-CN": r.name_zh, en: r.name_en },
    subdistrict: { "zh-CN": r.subdistrict_zh, en: r.subdistrict_en },
    district: r.district_zh,
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
