import type { Point } from "../../../src/roads/estimate.ts";
import { UNITS_PER_DEGREE } from "../../../src/roads/geometry.ts";
import type { Network } from "../../../src/roads/network.ts";

/** Points beside streets of the main part, up to some 30 m off: the same for the same seed. */
export function scatter(net: Network, count: number, seed: number): Point[] {
  const random = numbers(seed);
  const points: Point[] = [];
  while (points.length < count) {
    const p = Math.floor(random() * net.graph.shapeLat.length);
    const edge = net.index.segmentOf[p]! * 2;
    if (!net.main[edge] && !net.main[edge + 1]) continue;
    points.push({
      lat: net.graph.shapeLat[p]! / UNITS_PER_DEGREE + (random() - 0.5) * 0.0005,
      lng: net.graph.shapeLng[p]! / UNITS_PER_DEGREE + (random() - 0.5) * 0.0005,
    });
  }
  return points;
}

/** Even numbers from 0 to 1: xorshift (Marsaglia 2003). */
export function numbers(seed: number): () => number {
  let x = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}
