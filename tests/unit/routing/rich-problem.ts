import type { Pin, Problem, Stop, Supplier, Vehicle } from "../../../src/routing/problem.ts";
import { Random } from "../../../src/routing/random.ts";

export interface RichOptions {
  stops?: number;
  vehicles?: number;
  suppliers?: number;
  pins?: boolean;
  docks?: boolean;
  /** Demands larger than any vehicle. */
  splits?: boolean;
}

/** A small random problem with every constraint that the solver knows, each present more often than not. */
export function richProblem(seed: number, options: RichOptions = {}): Problem {
  const random = new Random(seed);
  const n = options.stops ?? 1 + random.below(8);
  const v = options.vehicles ?? 1 + random.below(3);
  const s = options.suppliers ?? 1 + random.below(3);
  const has = (chance: number) => random.next() < chance;
  const between = (low: number, high: number) => low + random.below(high - low + 1);
  const locations = n + s + 2;
  const x = Array.from({ length: locations }, () => between(0, 100));
  const y = Array.from({ length: locations }, () => between(0, 100));
  const table = (factor: number) => {
    const values = new Int32Array(locations * locations);
    for (let i = 0; i < locations; i++)
      for (let j = 0; j < locations; j++)
        // Lopsided, so that nothing may assume that there is as far as back.
        if (i !== j)
          values[i * locations + j] = Math.round(
            factor * Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!) + ((i * 7 + j * 3) % 5),
          );
    return { kind: "table" as const, values };
  };
  const dimensions = between(1, 2);
  const packages = has(0.5) ? 2 : 0;
  const classes = Array.from({ length: between(1, 2) }, () => ({
    seconds: table(1 + random.next()),
    metres: table(1),
  }));
  const windowed = has(0.8);
  const ranked = has(0.4);
  const released = has(0.4);
  const stops: Stop[] = Array.from({ length: n }, (_, i) => {
    const bags = between(1, 10) * (options.splits && has(0.2) ? 4 : 1);
    const from = between(0, 500);
    const width = between(60, 500);
    const soft = has(0.25) ? { latePerSecond: between(1, 3), hardTo: from + width + between(0, 100) } : {};
    const windows = [{ from, to: from + width, ...soft }];
    if (has(0.2)) windows.push({ from: from + width + 150, to: from + width + 300 });
    return {
      location: i,
      demand: dimensions === 2 ? [bags, bags * between(1, 3)] : [bags],
      ...(packages ? { packages: [Math.floor(bags / 2), Math.ceil(bags / 2)] } : {}),
      ...(windowed && has(0.7) ? { windows } : {}),
      service: { setUp: between(0, 10), perUnit: between(0, 2) },
      ...(released && has(0.5) ? { release: between(0, 200) } : {}),
      unservedCost: has(0.3) ? between(20, 400) : null,
      ...(has(0.2) ? { zone: 1 } : {}),
      ...(ranked ? { rank: between(0, 2) } : {}),
      ...(has(0.1) ? { vehicles: [random.below(v)] } : {}),
    };
  });
  const suppliers: Supplier[] = Array.from({ length: s }, (_, i) => ({
    location: n + i,
    open: { from: between(0, 50), to: 900 },
    loadSeconds: between(0, 30),
    ...(options.docks !== false && has(0.4) ? { docks: 1 } : {}),
    ...(packages && has(0.7) ? { stock: [between(5, 40), between(5, 40)] } : {}),
  }));
  const vehicles: Vehicle[] = Array.from({ length: v }, () => ({
    class: random.below(classes.length),
    startAt: n + s + random.below(2),
    endAt: has(0.2) ? null : n + s + random.below(2),
    shift: { from: between(0, 60), to: between(600, 1200) },
    capacity: dimensions === 2 ? [between(10, 30), between(20, 60)] : [between(10, 30)],
    maxTrips: between(1, 3),
    ...(has(0.5) ? { disinfectSeconds: between(0, 60) } : {}),
    ...(has(0.4) ? { maxSeconds: between(400, 900) } : {}),
    ...(has(0.3) ? { maxDrivingSeconds: between(300, 800) } : {}),
    cost: {
      fixed: between(0, 100),
      perMetre: between(0, 2),
      perSecond: has(0.6) ? between(0, 2) : 0,
      ...(has(0.4) ? { overtimePerSecond: between(1, 2), regularSeconds: between(100, 500) } : {}),
    },
    ...(has(0.7) ? { zone: 1 } : {}),
    ...(has(0.3) ? { suppliers: [random.below(s)] } : {}),
  }));
  const pins: Pin[] = [];
  if (options.pins !== false && n >= 4) {
    if (has(0.2)) pins.push({ kind: "apart", stops: [0, 1] });
    if (has(0.2)) pins.push({ kind: "bus", stop: 2, vehicle: random.below(v) });
    if (has(0.15)) {
      const vehicle = random.below(v);
      stops[3]!.zone = 0;
      delete stops[3]!.vehicles;
      pins.push({ kind: "prefix", vehicle, location: between(0, locations - 1), time: between(0, 100), stops: [3] });
      // Something light and always welcome: what is on board can be delivered.
      delete stops[3]!.windows;
      stops[3]!.demand = stops[3]!.demand.map(() => 1);
      delete stops[3]!.packages;
    }
  }
  return {
    locations,
    classes,
    dimensions,
    packages,
    vehicles,
    suppliers,
    stops,
    ...(pins.length ? { pins } : {}),
    ...(has(0.2) ? { balancePerHourSquared: 1000 } : {}),
  };
}
