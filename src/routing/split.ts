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
  return problem.stops.flatMap((stop, index) => splitStop(problem, stop, index));
}

function splitStop(problem: Problem, stop: Stop, index: number): Share[] {
  const loads = fullLoads(problem, stop);
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

/** How many loads of the vehicle that needs fewest; 0 or less than 1 when it fits, infinite when a capacity is zero. */
function fullLoads(problem: Problem, stop: Stop): number {
  const zone = stop.zone ?? 0;
  let fewest = Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  for (let v = 0; v < problem.vehicles.length; v++) {
    const vehicle = problem.vehicles[v]!;
    if (((vehicle.zone ?? 0) & zone) !== zone) continue;
    if (stop.vehicles && !stop.vehicles.includes(v)) continue;
    const key = vehicle.capacity.join();
    if (seen.has(key)) continue;
    seen.add(key);
    const loads = Math.max(...stop.demand.map((q, d) => (q > 0 ? q / vehicle.capacity[d]! : 0)), 0);
    fewest = Math.min(fewest, loads);
  }
  return fewest;
}
