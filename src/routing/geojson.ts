import type { Problem } from "./problem.ts";
import type { Solution } from "./solution.ts";

export interface RouteFeature {
  type: "Feature";
  geometry: { type: "LineString"; coordinates: [number, number][] } | { type: "Point"; coordinates: [number, number] };
  properties: {
    vehicle: number;
    trip: number;
    supplier?: number | null;
    order?: number;
    stop?: number;
    startAt?: number;
    amount?: number[];
  };
}

export interface RouteCollection {
  type: "FeatureCollection";
  features: RouteFeature[];
}

/**
 * A line per trip and a point per visit, straight between places; `at` holds [lng, lat] per location.
 */
export function toGeoJson(problem: Problem, solution: Solution, at: [number, number][]): RouteCollection {
  const features = solution.days.flatMap((day) => {
    let from = problem.vehicles[day.vehicle]!.startAt;
    return day.trips.flatMap((trip, k) => {
      const load = trip.supplier === null ? [] : [problem.suppliers[trip.supplier]!.location];
      const way = [from, ...load, ...trip.visits.map((v) => problem.stops[v.stop]!.location)];
      from = way.at(-1)!;
      const end = problem.vehicles[day.vehicle]!.endAt;
      if (k === day.trips.length - 1 && end !== null) way.push(end);
      return [
        feature(
          { type: "LineString", coordinates: way.map((l) => at[l]!) },
          { vehicle: day.vehicle, trip: k, supplier: trip.supplier },
        ),
        ...trip.visits.map((v, i) =>
          feature(
            { type: "Point", coordinates: at[problem.stops[v.stop]!.location]! },
            { vehicle: day.vehicle, trip: k, order: i + 1, stop: v.stop, startAt: v.startAt, amount: v.amount },
          ),
        ),
      ];
    });
  });
  return { type: "FeatureCollection", features };
}

function feature(geometry: RouteFeature["geometry"], properties: RouteFeature["properties"]): RouteFeature {
  return { type: "Feature", geometry, properties };
}
