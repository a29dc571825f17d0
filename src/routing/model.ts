import { mergeOrders } from "./order-pins.ts";
import { priceOfTheImpossible } from "./price-of-absence.ts";
import type { Pin, Problem, Vehicle } from "./problem.ts";
import { type Share, splitStops } from "./split.ts";
import { TravelTable } from "./travel-table.ts";

/** Later than any time that a problem may name, and still safe to add a day's travel to in 32 bits. */
export const NEVER = 1 << 29;
/** The last second at which anything may begin, so that its end is before `NEVER`; `own-clock.ts` moves what lies elsewhere. */
export const LATEST_BEGIN = 1 << 28;
/** The longest way, in seconds or metres. */
export const LONGEST_WAY = NEVER - 1;

/** Amounts and their sums: whole numbers, in 32 bits where all of them together fit, else exact up to 2^53. */
export type Amounts = Int32Array | Float64Array;

/**
 * The problem as the search reads it: visits `0 … n-1` (stops after splitting), buses, suppliers, all in flat arrays.
 * A place is a row of the travel tables; visit `i` is at place `i`, depots and suppliers follow.
 */
export interface Model {
  problem: Problem;
  shares: Share[];
  /** Visits, buses, suppliers, capacity dimensions, package kinds. */
  n: number;
  buses: number;
  suppliers: number;
  dims: number;
  packages: number;
  metres: TravelTable[];
  seconds: TravelTable[];
  /** Whether all ways are as long there as back: then what is read about a visit can be read in its own row. */
  symmetric: boolean;

  // Per visit.
  demand: Amounts;
  goods: Amounts;
  open: Int32Array;
  close: Int32Array;
  /** 1 when the visit has several windows or a soft one: then `windowsOf` counts, not `open` and `close`. */
  many: Uint8Array;
  windowFrom: Int32Array[];
  windowTo: Int32Array[];
  windowHard: Int32Array[];
  windowPrice: Float64Array[];
  service: Int32Array;
  release: Int32Array;
  rank: Int32Array;
  /** What leaving the visit out weighs in the search, and what it costs in the answer. */
  penalty: Float64Array;
  price: Float64Array;
  mandatory: Uint8Array;
  /** Row of `allowed` that says which buses may serve the visit. */
  pattern: Int32Array;
  allowed: Uint8Array;
  /** Visits that may not share a trip with this one; null for most. */
  apart: (Int32Array | null)[];
  /** On board already: never removed. */
  locked: Uint8Array;
  /** Which pin of kind "order" holds the visit (−1 for most), and at which place of it. */
  orderOf: Int32Array;
  orderAt: Int32Array;
  /** Visits of each such pin, in their order. */
  orders: number[][];
  /** The pins that make tours before the search starts: frozen prefixes first. */
  fixedTours: { bus: number; frozen: boolean; visits: number[] }[];

  // Per bus.
  classOf: Int32Array;
  startPlace: Int32Array;
  endPlace: Int32Array;
  shiftFrom: Int32Array;
  shiftTo: Int32Array;
  capacity: Amounts;
  maxTrips: Int32Array;
  disinfect: Int32Array;
  maxSeconds: Int32Array;
  maxDriving: Int32Array;
  fixed: Float64Array;
  perMetre: Float64Array;
  perSecond: Float64Array;
  overtime: Float64Array;
  regular: Float64Array;
  balance: number;
  /** Buses of one group are interchangeable while unused. */
  group: Int32Array;
  groups: number;
  groupSuppliers: Int32Array[];

  // Per supplier.
  supplierPlace: Int32Array;
  supplierOpen: Int32Array;
  supplierClose: Int32Array;
  loadSeconds: Int32Array;
  docks: Int32Array;
  stock: Float64Array;

  maxTripSlots: number;
  has: Features;
  /** Buses that cost something when used and take several loads a day: the art is to fill few of them. */
  packing: boolean;
}

/** What the problem makes use of. The search leaves out what it need not look at. */
export interface Features {
  time: boolean;
  windows: boolean;
  /** Duration counts: as a cost or against a limit. */
  duration: boolean;
  soft: boolean;
  release: boolean;
  rank: boolean;
  stock: boolean;
  apart: boolean;
  order: boolean;
  docks: boolean;
  driving: boolean;
  multiTrip: boolean;
  patterns: boolean;
}

/** 32 bits where every sum of some of these fits. */
function amountsOf(values: readonly number[], together: readonly number[] = values): Amounts {
  const sum = together.reduce((total, value) => total + value, 0);
  return sum < 2 ** 31 ? Int32Array.from(values) : Float64Array.from(values);
}

const orNever = (limit: number | undefined) => (limit === undefined ? NEVER : Math.min(limit, NEVER));

export function compile(problem: Problem): Model {
  const shares = splitStops(problem);
  const n = shares.length;
  const buses = problem.vehicles.length;
  const suppliers = problem.suppliers.length;
  const dims = problem.dimensions;
  const packages = problem.packages;
  const visitsOf: number[][] = problem.stops.map(() => []);
  shares.forEach((share, i) => {
    visitsOf[share.stop]!.push(i);
  });
  const stopOf = (i: number) => problem.stops[shares[i]!.stop]!;

  const pins = mergeOrders(problem.pins ?? []);
  const prefixes = pins.filter((pin) => pin.kind === "prefix");
  const onBoard = (b: number) => prefixes.some((pin) => pin.vehicle === b && pin.stops.length > 0);
  const startOf = (b: number) => prefixes.find((pin) => pin.vehicle === b)?.location ?? problem.vehicles[b]!.startAt;

  // Places: one per visit, then one per other location in use, -1 standing for "anywhere".
  const others = new Map<number, number>();
  const placeOf = (location: number) => {
    if (!others.has(location)) others.set(location, n + others.size);
    return others.get(location)!;
  };
  const startPlace = Int32Array.from(problem.vehicles, (_, b) => placeOf(startOf(b)));
  const endPlace = Int32Array.from(problem.vehicles, (v) => placeOf(v.endAt ?? -1));
  const supplierPlace = Int32Array.from(problem.suppliers, (s) => placeOf(s.location));
  const locationOf = Int32Array.from([...shares.map((s) => problem.stops[s.stop]!.location), ...others.keys()]);

  const tables = new Map<unknown, TravelTable>();
  const table = (travel: Problem["classes"][number]["metres"]) => {
    const known = tables.get(travel);
    if (known) return known;
    const made = new TravelTable(travel, problem.locations, locationOf);
    tables.set(travel, made);
    return made;
  };
  const metres = problem.classes.map((c) => table(c.metres));
  const seconds = problem.classes.map((c) => table(c.seconds));

  const windows = Array.from({ length: n }, (_, i) => stopOf(i).windows ?? []);
  const many = Uint8Array.from(windows, (w) => (w.length > 1 || w.some((x) => x.latePerSecond !== undefined) ? 1 : 0));
  const hardEnd = (w: (typeof windows)[number][number]) =>
    orNever(w.latePerSecond === undefined ? w.to : (w.hardTo ?? NEVER));

  const { pattern, allowed } = permissions(problem, shares, pins, buses);
  const { group, groups } = groupBuses(problem, pins, allowed, buses);
  const groupSuppliers = Array.from({ length: groups }, (_, g) => {
    const vehicle = problem.vehicles[group.indexOf(g)]!;
    return Int32Array.from(vehicle.suppliers ?? problem.suppliers.keys());
  });

  const mandatoryPrice = priceOfTheImpossible(problem);
  const release = Int32Array.from(shares, (_, i) => stopOf(i).release ?? 0);
  const rank = Int32Array.from(shares, (_, i) => stopOf(i).rank ?? 0);
  const costs = problem.vehicles.map((v) => v.cost);
  const apart = kept(pins, visitsOf, n);
  const sumTrips = problem.vehicles.reduce((sum, v) => sum + v.maxTrips, 0);
  const onBoardAlready = new Set(prefixes.flatMap((pin) => pin.stops));
  const fixedTours = pins.flatMap((pin) => {
    if (pin.kind !== "prefix" && pin.kind !== "order") return [];
    const frozen = pin.kind === "prefix";
    // What an order names and is on board stays there, before the rest of it.
    const stops = frozen ? pin.stops : pin.stops.filter((s) => !onBoardAlready.has(s));
    return [{ bus: pin.vehicle, frozen, visits: stops.flatMap((s) => visitsOf[s]!) }];
  });
  fixedTours.sort((a, b) => Number(b.frozen) - Number(a.frozen));
  const locked = new Uint8Array(n);
  for (const tour of fixedTours) if (tour.frozen) for (const visit of tour.visits) locked[visit] = 1;
  const orderOf = new Int32Array(n).fill(-1);
  const orderAt = new Int32Array(n);
  const orders = pins.flatMap((pin) => (pin.kind === "order" ? [pin.stops] : []));
  orders.forEach((order, k) => {
    order.forEach((stop, place) => {
      for (const visit of visitsOf[stop]!) {
        orderOf[visit] = k;
        orderAt[visit] = place;
      }
    });
  });

  const duration = problem.vehicles.some(
    (v) => v.maxSeconds !== undefined || v.cost.perSecond > 0 || (v.cost.overtimePerSecond ?? 0) > 0,
  );
  const balance = problem.balancePerHourSquared ?? 0;
  const has: Features = {
    time:
      duration ||
      balance > 0 ||
      windows.some((w) => w.length > 0) ||
      prefixes.length > 0 ||
      orders.length > 0 ||
      release.some((r) => r > 0) ||
      problem.vehicles.some((v) => v.shift.to < NEVER || v.maxTrips > 1) ||
      problem.suppliers.some((s) => s.open.to < NEVER || s.docks !== undefined),
    windows: windows.some((w) => w.length > 0),
    duration: duration || balance > 0,
    soft: many.includes(1),
    release: release.some((r) => r > 0),
    rank: rank.some((r) => r > 0),
    stock: packages > 0 && problem.suppliers.some((s) => s.stock !== undefined),
    apart: apart.some((a) => a !== null),
    order: orders.length > 0,
    docks: problem.suppliers.some((s) => s.docks !== undefined),
    driving: problem.vehicles.some((v) => v.maxDrivingSeconds !== undefined),
    multiTrip: problem.vehicles.some((v, b) => v.maxTrips + (onBoard(b) ? 1 : 0) > 1),
    patterns: allowed.includes(0),
  };

  const demand = shares.flatMap((s) => s.amount);
  const capacity = problem.vehicles.flatMap((v) => v.capacity);
  const amounts = [...demand, capacity.reduce((most, q) => Math.max(most, q), 0)];
  return {
    problem,
    shares,
    n,
    buses,
    suppliers,
    dims,
    packages,
    metres,
    seconds,
    symmetric: [...metres, ...seconds].every((travel) => travel.symmetric),
    demand: amountsOf(demand, amounts),
    goods: amountsOf(shares.flatMap((s) => Array.from({ length: packages }, (_, k) => s.packages[k] ?? 0))),
    open: Int32Array.from(windows, (w) => w[0]?.from ?? 0),
    close: Int32Array.from(windows, (w) => (w.length ? hardEnd(w.at(-1)!) : NEVER)),
    many,
    windowFrom: windows.map((w) => Int32Array.from(w, (x) => x.from)),
    windowTo: windows.map((w) => Int32Array.from(w, (x) => Math.min(x.to, NEVER))),
    windowHard: windows.map((w) => Int32Array.from(w, hardEnd)),
    windowPrice: windows.map((w) => Float64Array.from(w, (x) => x.latePerSecond ?? 0)),
    service: Int32Array.from(
      shares,
      (s, i) => stopOf(i).service.setUp + stopOf(i).service.perUnit * (s.amount[0] ?? 0),
    ),
    release,
    rank,
    penalty: Float64Array.from(shares, (s, i) => {
      const price = priceOfShare(stopOf(i), s);
      // What a pin keeps in order is promised, and not dropped to save its price.
      return price === null || orderOf[i]! >= 0 ? mandatoryPrice + (price ?? 0) : price;
    }),
    price: Float64Array.from(shares, (s, i) => priceOfShare(stopOf(i), s) ?? 0),
    mandatory: Uint8Array.from(shares, (_, i) => (stopOf(i).unservedCost === null ? 1 : 0)),
    pattern,
    allowed,
    apart,
    locked,
    orderOf,
    orderAt,
    orders: orders.map((order) => order.flatMap((stop) => visitsOf[stop]!)),
    fixedTours,
    classOf: Int32Array.from(problem.vehicles, (v) => v.class),
    startPlace,
    endPlace,
    shiftFrom: Int32Array.from(problem.vehicles, (v, b) =>
      Math.max(v.shift.from, prefixes.find((pin) => pin.vehicle === b)?.time ?? 0),
    ),
    shiftTo: Int32Array.from(problem.vehicles, (v) => Math.min(v.shift.to, NEVER)),
    capacity: amountsOf(capacity, amounts),
    // What is on board already does not count as a load.
    maxTrips: Int32Array.from(problem.vehicles, (v, b) => Math.min(v.maxTrips, n) + (onBoard(b) ? 1 : 0)),
    disinfect: Int32Array.from(problem.vehicles, (v) => v.disinfectSeconds ?? 0),
    maxSeconds: Int32Array.from(problem.vehicles, (v) => orNever(v.maxSeconds)),
    maxDriving: Int32Array.from(problem.vehicles, (v) => orNever(v.maxDrivingSeconds)),
    fixed: Float64Array.from(costs, (c) => c.fixed),
    perMetre: Float64Array.from(costs, (c) => c.perMetre),
    perSecond: Float64Array.from(costs, (c) => c.perSecond),
    overtime: Float64Array.from(costs, (c) => c.overtimePerSecond ?? 0),
    regular: Float64Array.from(costs, (c) => c.regularSeconds ?? 0),
    balance,
    group,
    groups,
    groupSuppliers,
    supplierPlace,
    supplierOpen: Int32Array.from(problem.suppliers, (s) => s.open.from),
    supplierClose: Int32Array.from(problem.suppliers, (s) => Math.min(s.open.to, NEVER)),
    loadSeconds: Int32Array.from(problem.suppliers, (s) => s.loadSeconds),
    docks: Int32Array.from(problem.suppliers, (s) => orNever(s.docks)),
    stock: Float64Array.from(
      problem.suppliers.flatMap((s) =>
        Array.from({ length: packages }, (_, k) => (s.stock ? (s.stock[k] ?? 0) : Number.POSITIVE_INFINITY)),
      ),
    ),
    maxTripSlots: Math.min(sumTrips, n) + fixedTours.length + 1,
    has,
    packing: has.multiTrip && costs.some((c) => c.fixed > 0),
  };
}

/** A share of a split stop carries its share of the price. */
function priceOfShare(stop: Problem["stops"][number], share: Share): number | null {
  if (stop.unservedCost === null) return null;
  const whole = stop.demand[0] ?? 0;
  return whole > 0 ? (stop.unservedCost * share.amount[0]!) / whole : stop.unservedCost;
}

/** Which buses may serve which visits, as rows shared by visits with the same answer. */
function permissions(problem: Problem, shares: Share[], pins: Pin[], buses: number) {
  const pinned = new Map<number, number>();
  for (const pin of pins) {
    if (pin.kind === "bus") pinned.set(pin.stop, pin.vehicle);
    else if (pin.kind !== "apart") for (const stop of pin.stops) pinned.set(stop, pin.vehicle);
  }
  const rows = new Map<string, number>();
  const bits: Uint8Array[] = [];
  const pattern = Int32Array.from(shares, ({ stop: index }) => {
    const stop = problem.stops[index]!;
    const zone = stop.zone ?? 0;
    const key = `${zone}/${stop.vehicles?.join() ?? "*"}/${pinned.get(index) ?? "*"}`;
    const known = rows.get(key);
    if (known !== undefined) return known;
    const listed = stop.vehicles && new Set(stop.vehicles);
    const only = pinned.get(index);
    bits.push(
      Uint8Array.from(problem.vehicles, (v, b) =>
        ((v.zone ?? 0) & zone) === zone && (!listed || listed.has(b)) && (only === undefined || only === b) ? 1 : 0,
      ),
    );
    rows.set(key, bits.length - 1);
    return bits.length - 1;
  });
  const allowed = new Uint8Array(bits.length * buses);
  bits.forEach((row, r) => {
    allowed.set(row, r * buses);
  });
  return { pattern, allowed };
}

function groupBuses(problem: Problem, pins: Pin[], allowed: Uint8Array, buses: number) {
  const singled = new Set(pins.flatMap((pin) => (pin.kind === "apart" ? [] : [pin.vehicle])));
  const rows = buses ? allowed.length / buses : 0;
  const known = new Map<string, number>();
  const describe = new Map<Vehicle, string>();
  const group = Int32Array.from(problem.vehicles, (vehicle, b) => {
    let text = describe.get(vehicle);
    if (text === undefined) {
      text = JSON.stringify(vehicle);
      describe.set(vehicle, text);
    }
    let key = `${text}/${singled.has(b) ? b : ""}/`;
    for (let r = 0; r < rows; r++) key += allowed[r * buses + b];
    if (!known.has(key)) known.set(key, known.size);
    return known.get(key)!;
  });
  return { group, groups: known.size };
}

function kept(pins: Pin[], visitsOf: number[][], n: number): (Int32Array | null)[] {
  const sets = new Map<number, Set<number>>();
  for (const pin of pins) {
    if (pin.kind !== "apart") continue;
    for (const a of pin.stops)
      for (const b of pin.stops) {
        if (a === b) continue;
        for (const i of visitsOf[a]!) for (const j of visitsOf[b]!) sets.set(i, (sets.get(i) ?? new Set()).add(j));
      }
  }
  return Array.from({ length: n }, (_, i) => (sets.has(i) ? Int32Array.from(sets.get(i)!) : null));
}
