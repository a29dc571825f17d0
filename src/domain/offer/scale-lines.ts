import type { UnitKind } from "./package.ts";

/** Half a unit: nobody weighs a tenth of a jin into a thousand bags. */
const HALF = 5;
const WHOLE = 10;

/**
 * What of an item goes into a variant for more or fewer people: in proportion, to the nearest half of what is weighed
 * and the nearest whole of what is counted, and never none of it.
 * @param tenths of the item's unit, for `from` people
 * @returns tenths of the item's unit, for `to` people
 */
export function scaleTenths(tenths: number, unitKind: UnitKind, from: number, to: number): number {
  const step = unitKind === "piece" ? WHOLE : HALF;
  return Math.max(step, Math.round((tenths * to) / from / step) * step);
}
