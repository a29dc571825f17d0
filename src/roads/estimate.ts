/** A place in WGS 84 degrees. */
export type Point = { readonly lat: number; readonly lng: number };

/** Travel between all pairs of points, row = from: whole seconds and whole metres. */
export type Matrix = { readonly seconds: Int32Array; readonly metres: Int32Array };

const EARTH_RADIUS_METRES = 6_371_008.8;
/** Streets are longer than the straight line by about a third; see ARCHITECTURE.md. */
const DETOUR = 1.35;

/**
 * Times without road data: great circle × 1.35 at one speed. Whoever shows them says that they are an estimate.
 * @param speedKmh above 0
 */
export function estimateMatrix(points: readonly Point[], speedKmh: number): Matrix {
  const n = points.length;
  const seconds = new Int32Array(n * n);
  const metres = new Int32Array(n * n);
  const rad = Math.PI / 180;
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      const [a, b] = [points[i]!, points[j]!];
      const h =
        Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
        Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2;
      const length = 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h))) * DETOUR;
      metres[i * n + j] = Math.round(length);
      seconds[i * n + j] = Math.round((length * 3.6) / speedKmh);
    }
  return { seconds, metres };
}
