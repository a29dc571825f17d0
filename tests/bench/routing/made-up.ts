import type { Problem, Stop, Travel, Vehicle } from "../../../src/routing/problem.ts";
import { Random } from "../../../src/routing/random.ts";
import type { Published } from "./published.ts";

/**
 * Instances larger than the published ones of their kinds, made up in the same manner: customers crowd around some towns,
 * amounts and service 1 to 25, windows of 90 to 180, a duration that binds, more vehicles than are needed.
 * Source: Cordeau, Gendreau and Laporte (1997) and Cordeau and Laporte (2001).
 */
const SCALE = 1000;
const DAY = { from: 0, to: 1000 * SCALE };

/** Best cost of runs far longer than those that are measured, in units of the problem; not proven to be best. */
const BEST_OF_LONG_RUNS: Readonly<Record<string, number>> = { "types-n840": 11_872_821, "depots-n720": 6_398_444 };

type Made = { readonly name: string; readonly kind: string; readonly n: number; readonly make: () => Problem };

export const MADE_UP: readonly Made[] = [
  ...[360, 720, 840].map((n) => ({ name: `types-n${n}`, kind: "sitedep-made", n, make: () => siteDependent(n) })),
  ...[360, 720, 840].map((n) => ({ name: `depots-n${n}`, kind: "mdvrptw-made", n, make: () => depots(n) })),
  ...[10_000, 20_000].map((n) => ({ name: `towns-n${n}`, kind: "towns-made", n, make: () => towns(n, 30) })),
  ...[10_000].map((n) => ({ name: `types-n${n}`, kind: "large-made", n, make: () => siteDependent(n) })),
  ...[10_000].map((n) => ({ name: `depots-n${n}`, kind: "large-made", n, make: () => depots(n) })),
  ...[10_000, 20_000].map((n) => ({ name: `long-n${n}`, kind: "towns-made", n, make: () => towns(n, 200) })),
];

export function readMadeUp({ name, kind, n, make }: Made): Published {
  return { name, kind, n, bks: BEST_OF_LONG_RUNS[name] ?? Number.NaN, unit: 1, problem: make(), routes: null };
}

/** One depot; four types of vehicle, and each customer takes any of them, or some. */
function siteDependent(n: number): Problem {
  const random = new Random(n);
  const perType = Math.ceil(n / 36);
  const vehicles = Array.from({ length: 4 * perType }, () => vehicle(0, 195, 440));
  const problem = scatter(n, [[0, 0]], random, vehicles);
  for (const stop of problem.stops) {
    if (random.next() < 1 / 3) continue;
    const types = [0, 1, 2, 3].filter(() => random.next() < 0.4);
    if (types.length === 0) types.push(random.below(4));
    if (types.length < 4)
      stop.vehicles = types.flatMap((t) => Array.from({ length: perType }, (_, k) => t * perType + k));
  }
  return problem;
}

/** Four depots with vehicles of their own; any of them serves any customer. */
function depots(n: number): Problem {
  const random = new Random(n + 1);
  const at = Array.from({ length: 4 }, () => [100 * random.next() - 50, 100 * random.next() - 50] as const);
  const perDepot = Math.ceil(n / 36);
  const vehicles = at.flatMap((_, d) => Array.from({ length: perDepot }, () => vehicle(d, 190, 430)));
  return scatter(n, at, random, vehicles);
}

/** Many customers, loads alone bind, as many vehicles as customers: as the towns of Arnold, Gendreau and Sörensen (2019). */
function towns(n: number, capacity: number): Problem {
  const random = new Random(n + 2);
  const spots = Array.from({ length: Math.ceil(n / 150) }, () => [random.below(20_000), random.below(20_000)] as const);
  const place = () => {
    const [x, y] = spots[random.below(spots.length)]!;
    const far = -400 * Math.log(1 - random.next());
    const angle = 2 * Math.PI * random.next();
    return [Math.round(x + far * Math.cos(angle)), Math.round(y + far * Math.sin(angle))] as const;
  };
  const points = [[10_000, 10_000] as const, ...Array.from({ length: n }, place)];
  const travel = plane(points, 1);
  return {
    locations: n + 1,
    classes: [{ seconds: travel, metres: travel }],
    dimensions: 1,
    packages: 0,
    vehicles: Array.from({ length: n }, () => {
      const { maxSeconds: _, ...plain } = vehicle(0, capacity, 0);
      return { ...plain, shift: { from: 0, to: 1 << 29 } };
    }),
    suppliers: [{ location: 0, open: { from: 0, to: 1 << 29 }, loadSeconds: 0 }],
    stops: Array.from({ length: n }, (_, i) => ({
      location: i + 1,
      demand: [1 + random.below(3)],
      service: { setUp: 0, perUnit: 0 },
      unservedCost: null,
    })),
  };
}

function vehicle(depot: number, capacity: number, longest: number): Vehicle {
  return {
    class: 0,
    startAt: depot,
    endAt: depot,
    shift: DAY,
    capacity: [capacity],
    maxTrips: 1,
    maxSeconds: longest * SCALE,
    cost: { fixed: 0, perMetre: 1, perSecond: 0 },
    suppliers: [depot],
  };
}

function scatter(
  n: number,
  depotsAt: readonly (readonly [number, number])[],
  random: Random,
  vehicles: Vehicle[],
): Problem {
  const towns = depotsAt.length > 1 ? depotsAt : [...depotsAt, ...Array.from({ length: 3 }, () => anywhere(random))];
  const places: (readonly [number, number])[] = [...depotsAt];
  while (places.length < depotsAt.length + n) {
    const at = anywhere(random);
    const nearness = towns.reduce((sum, [x, y]) => sum + Math.exp(-0.05 * Math.hypot(at[0] - x, at[1] - y)), 0);
    if (random.next() < nearness) places.push(at);
  }
  const stops: Stop[] = places.slice(depotsAt.length).map((at, i) => {
    const service = 1 + random.below(25);
    const width = 90 + random.below(91);
    // So that whoever drives there and back again alone is in time.
    const far = Math.max(...depotsAt.map(([x, y]) => Math.hypot(at[0] - x, at[1] - y)));
    const from = Math.ceil(far) + random.below(Math.max(1, Math.floor(600 - width - far)));
    return {
      location: depotsAt.length + i,
      demand: [1 + random.below(25)],
      windows: [{ from: from * SCALE, to: (from + width) * SCALE }],
      service: { setUp: service * SCALE, perUnit: 0 },
      unservedCost: null,
    };
  });
  const travel = plane(places, SCALE);
  return {
    locations: places.length,
    classes: [{ seconds: travel, metres: travel }],
    dimensions: 1,
    packages: 0,
    vehicles,
    suppliers: depotsAt.map((_, d) => ({ location: d, open: DAY, loadSeconds: 0 })),
    stops,
  };
}

function anywhere(random: Random): readonly [number, number] {
  return [200 * random.next() - 100, 200 * random.next() - 100];
}

function plane(points: readonly (readonly [number, number])[], scale: number): Travel {
  return {
    kind: "plane",
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    scale,
    rounding: "nearest",
  };
}
