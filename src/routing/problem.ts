/**
 * What the solver is asked: stops to serve, vehicles to serve them with, suppliers to load at.
 * Plain data, so that it can be stored, sent to a worker or written to a file. Times are whole seconds on one clock
 * of the caller's choice (for a day: seconds after midnight), lengths whole metres, money any one unit (fen).
 * Everything is named by its index in the lists below.
 */
export interface Problem {
  /** How many places there are; matrices are `locations × locations`, row = from. */
  locations: number;
  /** Travel per vehicle class: asymmetric is fine, and each class has its own closures and speeds. */
  classes: TravelClass[];
  /** Number of capacity dimensions (bags, kilograms, litres, fragile …); every demand and capacity has this length. */
  dimensions: number;
  /** Number of package kinds that supplier stock is counted in; 0 when stock does not matter. */
  packages: number;
  vehicles: Vehicle[];
  suppliers: Supplier[];
  stops: Stop[];
  pins?: Pin[];
  /** Price per (hour worked)² of each vehicle: draws the vehicles' days towards equal length. */
  balancePerHourSquared?: number;
}

interface TravelClass {
  seconds: Travel;
  metres: Travel;
}

/**
 * Travel between places: a full table, or for very large planar problems the coordinates it is computed from:
 * `round(scale × Euclid)` with the rounding named.
 */
export type Travel =
  | { kind: "table"; values: ArrayLike<number> }
  | { kind: "plane"; x: ArrayLike<number>; y: ArrayLike<number>; scale: number; rounding: "nearest" | "down" };

export interface Vehicle {
  /** Index into `classes`. */
  class: number;
  /** Where it stands at the start of its shift and must be at the end; `null` as end: it stays where it gets empty. */
  startAt: number;
  endAt: number | null;
  /** May leave from, must be back by. */
  shift: { from: number; to: number };
  capacity: number[];
  /** Most trips (loads) in a day; 1 = no reload. */
  maxTrips: number;
  /** Between a trip that touched a stop with `rank` > 0 and the next load. */
  disinfectSeconds?: number;
  /** Longest time from leaving to being back, and longest time at the wheel. */
  maxSeconds?: number;
  maxDrivingSeconds?: number;
  cost: VehicleCost;
  /** Zone rights: it may serve a stop when it has every bit of the stop's `zone`. */
  zone?: number;
  /** Suppliers it may load at; all when absent. */
  suppliers?: number[];
}

interface VehicleCost {
  /** Once, when the vehicle is used at all. */
  fixed: number;
  perMetre: number;
  /** Per second from leaving to being back. */
  perSecond: number;
  /** On top, per second beyond `regularSeconds`. */
  overtimePerSecond?: number;
  regularSeconds?: number;
}

export interface Supplier {
  location: number;
  open: { from: number; to: number };
  /** A load takes this long at a dock. */
  loadSeconds: number;
  /** How many vehicles can load at once; unlimited when absent. */
  docks?: number;
  /** Units per package kind; unlimited when absent. */
  stock?: number[];
}

export interface Stop {
  location: number;
  /** Amount per capacity dimension. More than any vehicle carries is split into several visits. */
  demand: number[];
  /** Units per package kind, drawn from the supplier's stock; absent when stock does not matter. */
  packages?: number[];
  /** Ascending and disjoint; service starts inside one of them. Absent: any time. */
  windows?: Window[];
  service: { setUp: number; perUnit: number };
  /** Not loaded before this time. */
  release?: number;
  /** Price of leaving it out; `null`: must be served (left out only when nothing else is possible). */
  unservedCost: number | null;
  /** Bits that a vehicle needs. */
  zone?: number;
  /** Within a trip ranks never fall: 0 clean, 1 controlled, 2 locked. */
  rank?: number;
  /** Vehicles that may serve it; all when absent. */
  vehicles?: number[];
}

/** `to` is the last start of service. With `latePerSecond` it may be passed, at that price, until `hardTo`. */
interface Window {
  from: number;
  to: number;
  latePerSecond?: number;
  hardTo?: number;
}

/** What a planner or the day itself has fixed. Pins are kept by the solver and still checked. */
export type Pin =
  /** The stop stays with this vehicle. */
  | { kind: "bus"; stop: number; vehicle: number }
  /** These stops stay on this vehicle, in this order; others may come between them. */
  | { kind: "order"; vehicle: number; stops: number[] }
  /**
   * Already loaded (or on the way): the vehicle is at `location` from `time` on and carries exactly `stops`, which it
   * serves in this order before it can load again. Stops that are done are no longer part of the problem.
   */
  | { kind: "prefix"; vehicle: number; location: number; time: number; stops: number[] }
  /** These stops never share a trip. */
  | { kind: "apart"; stops: number[] };
