import { type Closure, closedArea, inForce, zoneAround } from "./closure.ts";
import { estimateMatrix, type Point } from "./estimate.ts";
import type { Noted, RoadsProvider } from "./provider.ts";
import { UNREACHABLE } from "./road-matrix.ts";
import type { SnapAnswer } from "./snap.ts";

/**
 * Answers without road data: straight lines, made longer. Closures keep stops out of their zone and nothing more.
 * @param speedKmh above 0
 */
export function estimateProvider(speedKmh: number): RoadsProvider {
  return {
    kind: "estimate",
    version: `estimate-${speedKmh}`,
    mindsClosures: false,
    async snap(points, _vehicle, closures, departs) {
      return place(points, inForce(closures, departs));
    },
    async matrix(points, _vehicle, closures, departs) {
      const stops = place(points, inForce(closures, departs));
      const { seconds, metres } = estimateMatrix(points, speedKmh);
      const n = points.length;
      for (let i = 0; i < n; i += 1)
        for (let j = 0; j < n; j += 1)
          if (i !== j && !(stops[i]!.ok && stops[j]!.ok)) seconds[i * n + j] = metres[i * n + j] = UNREACHABLE;
      return { seconds, metres, stops, ...noted(inForce(closures, departs)) };
    },
    async route(points, _vehicle, closures, departs) {
      const stops = place(points, inForce(closures, departs));
      const legs = points.slice(1).map((to, i) => {
        if (!stops[i]!.ok || !stops[i + 1]!.ok) return undefined;
        const { seconds, metres } = estimateMatrix([points[i]!, to], speedKmh);
        return { seconds: seconds[1]!, metres: metres[1]!, line: [points[i]!, to], manoeuvres: [] };
      });
      return { stops, legs, ...noted(inForce(closures, departs)) };
    },
    async reachable(from, points, _vehicle, closures, departs) {
      const [start, ...stops] = place([from, ...points], inForce(closures, departs));
      return stops.map((stop) => ({ stop, there: start!.ok && stop.ok, back: start!.ok && stop.ok }));
    },
  };
}

function noted(closures: readonly Closure[]): Noted {
  if (closures.length === 0) return {};
  return { notes: [{ kind: "closures_not_minded", by: "estimate", closureIds: closures.map(({ id }) => id) }] };
}

/** There is no street to be put on: a stop stays where it is. */
function place(points: readonly Point[], closures: readonly Closure[]): SnapAnswer[] {
  const areas = closures.map((closure) => ({ ...closedArea(closure), id: closure.id }));
  return points.map((at) => {
    const zone = zoneAround(areas, at);
    if (zone !== undefined) return { ok: false, refusal: { kind: "in_closed_zone", closureId: zone } };
    return { ok: true, snap: { segment: -1, fraction: 0, at, metresAway: 0 } };
  });
}
