import type { Names } from "#domain/kernel/names.ts";
import type { Locale } from "#messages/locale.ts";
import { pickDistrict } from "../format/district.ts";
import type { MapLabel } from "../map/map-view.ts";

/** The districts' names for a map, each in the middle of its places. */
export function districtLabels(
  places: readonly { readonly district: Names; readonly lat: number; readonly lng: number }[],
  locale: Locale,
): MapLabel[] {
  return [...Map.groupBy(places, (p) => pickDistrict(p.district, locale))].flatMap(([text, inside]) => {
    const middle = (of: "lat" | "lng") => inside.reduce((sum, p) => sum + p[of], 0) / inside.length;
    return text ? [{ lat: middle("lat"), lng: middle("lng"), text }] : [];
  });
}
