import type { Problem, Stop } from "./problem.ts";

/** A visit's share of a stop: all of it, or one full load (or the rest) of a demand that no vehicle can carry at once. */
export interface Share {
  stop: number;
  amount: number[];
  packages: number[];
}

/**
 * Cuts demands larger than the largest vehicle allowed into full loads and a rest, before the search starts.
 * Shares of one stop add up to it exactly in every dimension and package kind.
 */
export function splitStops(problem: Problem): Share[] {
  const loadsOf = loadCounter(problem);
  return problem.stops.flatMap((stop, index) => splitStop(stop, index, loadsOf(stop)));
}

function splitStop(stop: Stop, index: number, loads: number): Share[] {
  const last = Math.ceil(loads - 1e-9);
  const packages = stop.packages ?? [];
  if (!(loads > 1) || !Number.isFinite(loads)) return [{ stop: index, amount: stop.demand, packages }];
  const upTo = (total: number, part: number) => (part >= last ? total : Math.floor((total * part) / loads + 1e-9));
  return Array.from({ length: last }, (_, part) => ({
    stop: index,
    amount: stop.demand.map((total) => upTo(total, part + 1) - upTo(total, part)),
    packages: packages.map((total) => upTo(total, part + 1) - upTo(total, part)),
  }));
}

/**
 * How many loads a stop is for the vehicle that needs fewest: 0 or less than 1 when it fits, infinite when a capacity is
 * zero or no vehicle may come. Vehicles alike are looked at once, not once a stop.
 */
export function loadCounter({ vehicles }: Problem): (stop: Stop) => number {
  const kinds = new Map<string, { capacity: number[]; zone: number }>();
  for (const { capacity, zone = 0 } of vehicles) kinds.set(`${zone}/${capacity.join()}`, { capacity, zone });
  const all = [...kinds.values()];
  return (stop) => {
    const zone = stop.zone ?? 0;
    const listed = stop.vehicles?.map((v) => ({ capacity: vehicles[v]!.capacity, zone: vehicles[v]!.zone ?? 0 }));
    let fewest = Number.POSITIVE_INFINITY;
    for (const { capacity, zone: rights } of listed ?? all) {
      if ((rights & zone) !== zone) continue;
      fewest = Math.min(fewest, Math.max(...stop.demand.map((q, d) => (q > 0 ? q / capacity[d]! : 0)), 0));
    }
    return fewest;
  };
}
