/** A place in WGS 84 degrees. */
export type LatLng = { readonly lat: number; readonly lng: number };

const EARTH_RADIUS_METRES = 6_371_008.8;

/** Great-circle distance in metres, by the haversine formula. */
export function metresBetween(a: LatLng, b: LatLng): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLng = (b.lng - a.lng) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}
