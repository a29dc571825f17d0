import type { Tags } from "../read-pbf.ts";
import type { Vehicle, VehicleKind } from "../vehicle.ts";
import { ACCESS_TAGS, type Direction, KINDS, readWords } from "./access.ts";
import { clausesOf, type Measured } from "./condition.ts";
import { type Measure, parseMetres, parseTonnes } from "./measure.ts";

/** What is signed for height (cm), weight (kg), length (cm), width (cm) and axle load (kg), 0 for nothing, kind after kind. */
export type Limits = readonly number[];
export const MEASURES: readonly Measured[] = ["height", "weight", "length", "width", "axleload"];
export const LIMITS_LENGTH = MEASURES.length * KINDS.length;

const TAGS: Readonly<Record<Measured, readonly string[]>> = {
  height: ["maxheight", "maxheight:physical", "maxheight:legal"],
  weight: ["maxweight", "maxweightrating", "maxgcweight", "maxgcweightrating"],
  length: ["maxlength", "maxlength:physical"],
  width: ["maxwidth", "maxwidth:physical"],
  axleload: ["maxaxleload"],
};
/** What cannot be read lets a car through and nothing larger: cm, kg, cm, cm, kg. */
const CAREFUL: Readonly<Record<Measured, number>> = {
  height: 210,
  weight: 3500,
  length: 600,
  width: 210,
  axleload: 2000,
};
/** Of a vehicle about which nothing is known; only signs for height and weight then bind nobody. */
const TYPICAL: Readonly<Record<VehicleKind, { length: number; width: number }>> = {
  car: { length: 480, width: 190 },
  bus: { length: 1200, width: 255 },
  truck: { length: 1000, width: 255 },
};
/** The share of a loaded two-axled vehicle that stands on its heavier axle. */
const HEAVY_AXLE = 0.63;

/** The limits of a way in one direction, or of a node; undefined where there are none. */
export function limitsOf(tags: Tags, direction: Direction, unread: (key: string) => void): Limits | undefined {
  // Most ways have none: then there is nothing to look up.
  if (!speaksOfLimits(tags)) return undefined;
  let rows: number[] | undefined;
  for (const [k, kind] of KINDS.entries())
    for (const [m, measure] of MEASURES.entries()) {
      const least = leastFor(tags, kind, measure, direction, unread);
      if (least === Infinity) continue;
      rows ??= new Array<number>(LIMITS_LENGTH).fill(0);
      rows[k * MEASURES.length + m] = Math.max(1, Math.floor(least + 1e-6));
    }
  return rows;
}

export function speaksOfLimits(tags: Tags): boolean {
  for (const key of tags.keys())
    if (key.endsWith(":conditional") || (key.startsWith("max") && !key.startsWith("maxspeed"))) return true;
  return false;
}

function leastFor(
  tags: Tags,
  kind: VehicleKind,
  measure: Measured,
  direction: Direction,
  unread: (key: string) => void,
): number {
  let least = Infinity;
  for (const name of TAGS[measure]) {
    // A sign for this kind of vehicle holds for it in place of the one for all.
    let own = Infinity;
    for (const mode of ["", ...ACCESS_TAGS[kind]])
      for (const way of ["", `:${direction}`]) {
        const key = `${name}${mode && `:${mode}`}${way}`;
        const text = tags.get(key);
        if (text !== undefined) own = sizeOf(measure, text, () => unread(key));
        const lanes = tags.get(`${name}${mode && `:${mode}`}:lanes${way}`);
        if (lanes !== undefined)
          own = Math.max(
            ...lanes.split("|").map((lane) => (lane === "" ? Infinity : sizeOf(measure, lane, () => unread(key)))),
          );
        for (const { value, when } of clausesOf(tags.get(`${key}:conditional`)))
          if (when === "always") own = sizeOf(measure, value, () => unread(key));
      }
    least = Math.min(least, own);
  }
  return Math.min(least, shutAbove(tags, kind, measure, direction));
}

/** `hgv:conditional=no @ (weight>7.5)` is a limit of 7.5 t. */
function shutAbove(tags: Tags, kind: VehicleKind, measure: Measured, direction: Direction): number {
  let least = Infinity;
  for (const mode of ACCESS_TAGS[kind])
    for (const key of [mode, `${mode}:${direction}`])
      for (const { value, when } of clausesOf(tags.get(`${key}:conditional`)))
        if (
          typeof when === "object" &&
          "measure" in when &&
          when.measure === measure &&
          readWords(value, kind) === "shut"
        )
          least = Math.min(
            least,
            sizeOf(measure, when.above, () => {}),
          );
  return least;
}

function sizeOf(measure: Measured, text: string, unread: () => void): number {
  const isWeight = measure === "weight" || measure === "axleload";
  const read: Measure = isWeight ? parseTonnes(text) : parseMetres(text);
  if (read === "none") return Infinity;
  if (typeof read === "number") return read * (isWeight ? 1000 : 100);
  unread();
  return CAREFUL[measure];
}

/** Does the vehicle keep within row `row` of a table of limits, one after the other? */
export function fits(table: Int32Array, row: number, vehicle: Vehicle): boolean {
  const first = row * LIMITS_LENGTH + KINDS.indexOf(vehicle.kind) * MEASURES.length;
  const weight = (vehicle.weightTonnes ?? 0) * 1000;
  const typical = TYPICAL[vehicle.kind];
  const size = [
    (vehicle.heightMetres ?? 0) * 100,
    weight,
    vehicle.lengthMetres === undefined ? typical.length : vehicle.lengthMetres * 100,
    vehicle.widthMetres === undefined ? typical.width : vehicle.widthMetres * 100,
    vehicle.axleTonnes === undefined ? weight * HEAVY_AXLE : vehicle.axleTonnes * 1000,
  ];
  return size.every((s, m) => table[first + m] === 0 || s <= table[first + m]! + 1e-6);
}
