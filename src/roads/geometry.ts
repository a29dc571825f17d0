/** Metres per 1e-7 degree along a meridian. */
export const METRES_PER_UNIT = (6_371_008.8 * Math.PI) / 180 / 1e7;
export const UNITS_PER_DEGREE = 1e7;

/** A place in 1e-7 degrees. */
export type UnitPoint = { readonly lat: number; readonly lng: number };

/** How much narrower a step east is than a step north, at a latitude in 1e-7 degrees. */
export function eastScale(lat: number): number {
  return Math.cos((lat / UNITS_PER_DEGREE) * (Math.PI / 180));
}

/** Metres between two places in 1e-7 degrees; flat-earth, exact to a centimetre over a street's length. */
export function metresBetween(latA: number, lngA: number, latB: number, lngB: number): number {
  const north = latB - latA;
  const east = (lngB - lngA) * eastScale((latA + latB) / 2);
  return Math.hypot(north, east) * METRES_PER_UNIT;
}

/** Compass degrees, 0 to 359, from one place to another. */
export function heading(latA: number, lngA: number, latB: number, lngB: number): number {
  const east = (lngB - lngA) * eastScale((latA + latB) / 2);
  return Math.round((Math.atan2(east, latB - latA) * 180) / Math.PI + 360) % 360;
}

/** Do the lines a–b and c–d meet? Touching counts. */
export function linesMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
  const abx = bx - ax;
  const aby = by - ay;
  const cdx = dx - cx;
  const cdy = dy - cy;
  const c = abx * (cy - ay) - aby * (cx - ax);
  const d = abx * (dy - ay) - aby * (dx - ax);
  const a = cdx * (ay - cy) - cdy * (ax - cx);
  const b = cdx * (by - cy) - cdy * (bx - cx);
  return Math.sign(c) * Math.sign(d) <= 0 && Math.sign(a) * Math.sign(b) <= 0;
}
