import { Docks } from "./docks.ts";
import { IdleBuses } from "./idle-buses.ts";
import { type Amounts, type Model, NEVER } from "./model.ts";
import type { Reason } from "./solution.ts";

/**
 * The plan under search, as linked tours in flat arrays. Nodes `0 … n-1` are visits; each trip slot `t` has a head
 * `n + t` (the load at its supplier) and a tail `n + slots + t` (the next load of the same bus, or the bus's end).
 * A bus is a linked list of trips.
 */
export class TourArrays {
  readonly model: Model;
  readonly slots: number;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  readonly place: Int32Array;
  /** Metres from a node to the next, by the bus's class. */
  readonly arc: Int32Array;
  /**
   * The longer of the two arcs at a visit: how much a place beside it can save at most. Endless at the ends of a trip,
   * less than nothing while it is left out.
   */
  readonly reach: Int32Array;
  /** Trip of a visit, −1 while it is left out. */
  readonly tripOf: Int32Array;

  readonly busOf: Int32Array;
  readonly supplierOf: Int32Array;
  readonly size: Int32Array;
  readonly load: Amounts;
  /** When the trip loads at a supplier with few docks; −1 where that does not matter or nothing is booked. */
  readonly slot: Int32Array;
  /** True while a plan is brought back as it was: slots stay where they are booked. */
  keepSlots = false;
  /** Before this time the trip cannot load, whenever the bus is there. */
  readonly opensAt: Int32Array;
  /** 1 for a frozen prefix: what is on board is on board. */
  readonly closed: Uint8Array;
  readonly nextTrip: Int32Array;
  readonly prevTrip: Int32Array;

  readonly firstTrip: Int32Array;
  readonly lastTrip: Int32Array;
  readonly trips: Int32Array;
  readonly metres: Float64Array;
  readonly driving: Float64Array;
  readonly seconds: Float64Array;
  readonly busCost: Float64Array;
  readonly stockLeft: Float64Array;
  readonly docks: Docks;

  /**
   * Per node, from the bus's start on: earliest start of service, seconds at work without any waiting, latest
   * departure that keeps every promise so far. For heads the load, for tails the arrival.
   */
  readonly earliest: Int32Array;
  readonly work: Int32Array;
  readonly depart: Int32Array;
  /** Per node, towards the bus's end: latest start, work still to come, and the end when waiting is all that counts. */
  readonly latest: Int32Array;
  readonly workLeft: Int32Array;
  readonly endBound: Int32Array;
  readonly service: Int32Array;

  /** Cost of all buses; of the visits left out and of those not on their home bus (left out is not at home either). */
  travelCost = 0;
  absentCost = 0;
  readonly home: Int32Array;
  movePrice = 0;

  /** Visits left out, with each one's position. */
  readonly absent: Int32Array;
  readonly absentAt: Int32Array;
  absentCount = 0;

  protected readonly freeSlots: Int32Array;
  protected freeCount: number;
  readonly idle: IdleBuses;

  readonly touched: Int32Array;
  touchedCount = 0;
  protected readonly isTouched: Uint8Array;
  /** 1 after trips came or went, until the lengths are measured again. */
  readonly metresStale: Uint8Array;
  /** 1 while a bus's times are true to its tours. */
  readonly timed: Uint8Array;
  /** Per pin of kind "order" the place seen last while a day is walked. */
  readonly orderSeen: Int32Array;
  /** Why the last re-timing said no, and by how many seconds. */
  missed: Reason = "shift";
  missedBy = 0;

  constructor(model: Model) {
    this.model = model;
    const { n, buses } = model;
    const slots = model.maxTripSlots;
    const nodes = n + 2 * slots;
    this.slots = slots;
    this.next = new Int32Array(nodes);
    this.prev = new Int32Array(nodes);
    this.place = new Int32Array(nodes);
    this.arc = new Int32Array(nodes);
    this.reach = new Int32Array(n).fill(-NEVER);
    this.tripOf = new Int32Array(nodes).fill(-1);
    this.busOf = new Int32Array(slots).fill(-1);
    this.supplierOf = new Int32Array(slots).fill(-1);
    this.size = new Int32Array(slots);
    this.load = new (model.demand.constructor as typeof Int32Array | typeof Float64Array)(slots * model.dims);
    this.slot = new Int32Array(slots).fill(-1);
    this.opensAt = new Int32Array(slots);
    this.closed = new Uint8Array(slots);
    this.nextTrip = new Int32Array(slots).fill(-1);
    this.prevTrip = new Int32Array(slots).fill(-1);
    this.firstTrip = new Int32Array(buses).fill(-1);
    this.lastTrip = new Int32Array(buses).fill(-1);
    this.trips = new Int32Array(buses);
    this.metres = new Float64Array(buses);
    this.driving = new Float64Array(buses);
    this.seconds = new Float64Array(buses);
    this.busCost = new Float64Array(buses);
    this.stockLeft = Float64Array.from(model.stock);
    this.docks = new Docks(model);
    this.earliest = new Int32Array(nodes);
    this.work = new Int32Array(nodes);
    this.depart = new Int32Array(nodes);
    this.latest = new Int32Array(nodes);
    this.workLeft = new Int32Array(nodes);
    this.endBound = new Int32Array(nodes);
    this.service = new Int32Array(nodes);
    this.service.set(model.service);
    this.home = new Int32Array(n).fill(-1);
    this.absent = Int32Array.from({ length: n }, (_, i) => i);
    this.absentAt = Int32Array.from({ length: n }, (_, i) => i);
    this.absentCount = n;
    for (let i = 0; i < n; i++) {
      this.place[i] = i;
      this.absentCost += model.penalty[i]!;
    }
    for (let t = 0; t < slots; t++) this.tripOf[n + t] = this.tripOf[n + slots + t] = t;
    this.freeSlots = Int32Array.from({ length: slots }, (_, i) => slots - 1 - i);
    this.freeCount = slots;
    this.idle = new IdleBuses(model);
    this.touched = new Int32Array(buses);
    this.isTouched = new Uint8Array(buses);
    this.metresStale = new Uint8Array(buses);
    this.timed = new Uint8Array(buses);
    this.orderSeen = new Int32Array(model.orders.length);
  }

  get cost(): number {
    return this.travelCost + this.absentCost;
  }

  head(trip: number): number {
    return this.model.n + trip;
  }

  tail(trip: number): number {
    return this.model.n + this.slots + trip;
  }

  isVisit(node: number): boolean {
    return node < this.model.n;
  }

  /** What leaving a visit out costs. */
  priceOfAbsence(visit: number): number {
    return this.model.penalty[visit]! + (this.home[visit]! >= 0 ? this.movePrice : 0);
  }

  /** From now on a visit that is not on the bus given costs `price`. Before anything is laid. */
  setHome(visit: number, bus: number, price: number): void {
    this.home[visit] = bus;
    this.movePrice = price;
    this.absentCost += price;
  }

  get tripCount(): number {
    return this.slots - this.freeCount;
  }

  hasFreeSlot(): boolean {
    return this.freeCount > 0;
  }
}
