import type { Problem, Stop, Supplier, Vehicle } from "../../../src/routing/problem.ts";
import { Random } from "../../../src/routing/random.ts";

const HOUR = 3600;

export interface CitySize {
  buses: number;
  depots: number;
  suppliers: number;
  communities: number;
}

/**
 * A made-up day of a city under control: buses at their depots, supermarkets with limited stock and docks, communities
 * with gate windows and zones, about 33 bags each. Travel is asymmetric and slower in the middle of the town.
 */
export function cityDay(
  seed: number,
  size: CitySize = { buses: 60, depots: 6, suppliers: 16, communities: 215 },
): Problem {
  const random = new Random(seed);
  const between = (low: number, high: number) => low + random.next() * (high - low);
  const x: number[] = [];
  const y: number[] = [];
  const place = (spread: number) => {
    // Denser towards the middle, over some 24 × 18 km.
    const r = Math.sqrt(random.next()) * spread;
    const a = random.next() * 2 * Math.PI;
    x.push(12_000 * r * Math.cos(a));
    y.push(9_000 * r * Math.sin(a));
    return x.length - 1;
  };

  const depots = Array.from({ length: size.depots }, () => place(1));
  const suppliers: Supplier[] = Array.from({ length: size.suppliers }, () => ({
    location: place(0.8),
    open: { from: 5.5 * HOUR, to: 17 * HOUR },
    loadSeconds: 900,
    docks: 2 + random.below(3),
    stock: [0, 0, 0, 0],
  }));

  const stops: Stop[] = Array.from({ length: size.communities }, () => {
    const bags = Math.round(8 + 50 * random.next() ** 1.3 + (random.next() < 0.08 ? 60 : 0));
    const packages = [0, 0, 0, 0];
    for (let k = 0; k < bags; k++) packages[Math.min(3, Math.floor(random.next() ** 1.6 * 4))]!++;
    const zone = random.next();
    const rank = zone < 0.12 ? 2 : zone < 0.3 ? 1 : 0;
    const early = random.next();
    const morning = { from: 7 * HOUR, to: 11.5 * HOUR };
    const afternoon = { from: 13 * HOUR, to: 18 * HOUR };
    const windows =
      early < 0.3
        ? [morning]
        : early < 0.6
          ? [{ ...afternoon, latePerSecond: 2, hardTo: 19 * HOUR }]
          : early < 0.75
            ? [morning, afternoon]
            : [{ from: 7 * HOUR, to: 18.5 * HOUR }];
    return {
      location: place(1),
      demand: [bags, bags * 9],
      packages,
      windows,
      service: { setUp: 240, perUnit: 5 },
      release: random.next() < 0.3 ? Math.round(between(6, 9) * HOUR) : 0,
      unservedCost: null,
      zone: rank === 2 ? 2 : rank === 1 ? 1 : 0,
      rank,
    };
  });

  // Stock: a quarter more of each package than is asked for, unevenly spread.
  const shares = suppliers.map(() => between(0.5, 1.5));
  const whole = shares.reduce((a, b) => a + b, 0);
  for (let k = 0; k < 4; k++) {
    const need = stops.reduce((sum, s) => sum + s.packages![k]!, 0);
    suppliers.forEach((s, i) => {
      s.stock![k] = Math.ceil((1.25 * need * shares[i]!) / whole);
    });
  }

  const vehicles: Vehicle[] = Array.from({ length: size.buses }, (_, i) => {
    const large = i % 3 !== 0;
    const depot = depots[i % depots.length]!;
    return {
      class: 0,
      startAt: depot,
      endAt: depot,
      shift: { from: 5.5 * HOUR, to: 20 * HOUR },
      capacity: large ? [120, 1000] : [80, 700],
      maxTrips: 4,
      disinfectSeconds: 1200,
      maxSeconds: 12 * HOUR,
      maxDrivingSeconds: 8 * HOUR,
      cost: {
        fixed: 30_000,
        perMetre: large ? 0.35 : 0.28,
        perSecond: 1,
        overtimePerSecond: 0.5,
        regularSeconds: 8 * HOUR,
      },
      zone: i % 2 === 0 ? 3 : 1,
    };
  });

  const n = x.length;
  const metres = new Int32Array(n * n);
  const seconds = new Int32Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const length = 1.35 * Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!) * (1 + 0.1 * (((i * 31 + j * 17) % 10) / 10));
      const middle = Math.hypot((x[i]! + x[j]!) / 2, (y[i]! + y[j]!) / 2);
      metres[i * n + j] = Math.round(length);
      seconds[i * n + j] = Math.round(length / (middle < 4000 ? 6 : 9) + 40);
    }
  return {
    locations: n,
    classes: [{ seconds: { kind: "table", values: seconds }, metres: { kind: "table", values: metres } }],
    dimensions: 2,
    packages: 4,
    vehicles,
    suppliers,
    stops,
  };
}
