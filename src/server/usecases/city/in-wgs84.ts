import type { DatumName } from "#contract/workbook-files.ts";
import { metresBetween } from "#domain/places/distance.ts";
import type { SheetRow } from "#domain/workbook/column.ts";
import { toWgs84From } from "#roads/datum.ts";
import { UNITS_PER_DEGREE } from "#roads/geometry.ts";

/** Puts a row's point into WGS 84 and says by how many metres that has moved it; a row without a point stays as it is. */
export function inWgs84(datum: DatumName): (row: SheetRow) => { readonly row: SheetRow; readonly metres: number } {
  const convert = toWgs84From(datum);
  return (row) => {
    const { lat, lng } = row;
    if (!convert || typeof lat !== "number" || typeof lng !== "number") return { row, metres: 0 };
    const units = (degrees: number) => Math.round(degrees * UNITS_PER_DEGREE);
    const to = convert({ lat: units(lat), lng: units(lng) });
    const at = { lat: to.lat / UNITS_PER_DEGREE, lng: to.lng / UNITS_PER_DEGREE };
    return { row: { ...row, ...at }, metres: Math.round(metresBetween({ lat, lng }, at)) };
  };
}
