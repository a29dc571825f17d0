import { Docks } from "./docks.ts";
import { IdleBuses } from "./idle-buses.ts";
import type { Model } from "./model.ts";
import { SavedDays } from "./saved-days.ts";
import type { Reason } from "./solution.ts";
import { costOfTime, latenessOf, releaseSlot, timeDay } from "./timing.ts";

const REMOVE = 0;
const INSERT = 1;
const CLOSE = 2;
const OPEN = 3;

/**
 * The plan under search, as linked tours in flat arrays. Nodes `0 … n-1` are visits; each trip slot `t` has a head
 * `n + t` (the load at its supplier) and a tail `n + slots + t` (the next load of the same bus, or the bus's end).
 * A bus is a linked list of trips. Four primitive changes, each with an exact inverse, are written to a journal, so
 * that undoing a round costs what the round changed and nothing more.
 */
export class Tours {
  readonly model: Model;
  readonly slots: number;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  readonly place: Int32Array;
  /** Trip of a visit, −1 while it is left out. */
  readonly tripOf: Int32Array;

  readonly busOf: Int32Array;
  readonly supplierOf: Int32Array;
  readonly size: Int32Array;
  readonly load: Int32Array;
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

  private readonly freeSlots: Int32Array;
  private freeCount: number;
  readonly idle: IdleBuses;

  private journal: Int32Array;
  private journalLength = 0;
  readonly touched: Int32Array;
  touchedCount = 0;
  private readonly isTouched: Uint8Array;
  /** 1 after trips came or went, until the lengths are measured again. */
  readonly metresStale: Uint8Array;
  /** 1 while a bus's times are true to its tours. */
  readonly timed: Uint8Array;
  /** Per pin of kind "order" the place seen last while a day is walked. */
  readonly orderSeen: Int32Array;
  /** Why the last re-timing said no, and by how many seconds. */
  missed: Reason = "shift";
  missedBy = 0;
  private readonly saved: SavedDays;
  private savedTravel = 0;
  private savedAbsent = 0;

  constructor(model: Model) {
    this.model = model;
    const { n, buses } = model;
    const slots = model.maxTripSlots;
    const nodes = n + 2 * slots;
    this.slots = slots;
    this.next = new Int32Array(nodes);
    this.prev = new Int32Array(nodes);
    this.place = new Int32Array(nodes);
    this.tripOf = new Int32Array(nodes).fill(-1);
    this.busOf = new Int32Array(slots).fill(-1);
    this.supplierOf = new Int32Array(slots).fill(-1);
    this.size = new Int32Array(slots);
    this.load = new Int32Array(slots * model.dims);
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
    this.saved = new SavedDays(this);
    this.journal = new Int32Array(1024);
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

  // --- the four changes -------------------------------------------------------------------------------------------

  /** Takes a visit out of its trip. The trip stays open even when empty: `settle` closes it. */
  remove(visit: number): void {
    this.write(REMOVE, visit, this.prev[visit]!, 0);
    this.unlink(visit);
  }

  /** Puts a left-out visit right after node `after` (a visit or a head). */
  insert(visit: number, after: number): void {
    this.write(INSERT, visit, after, 0);
    this.link(visit, after);
  }

  /**
   * Opens an empty trip on a bus, after trip `after` of that bus (−1: first), loading at `supplier` (−1: nothing to
   * load). Returns the trip.
   */
  open(bus: number, after: number, supplier: number): number {
    const trip = this.freeSlots[--this.freeCount]!;
    this.attach(trip, bus, after, supplier);
    this.write(OPEN, trip, 0, 0);
    return trip;
  }

  /** Books a dock slot known from elsewhere, so that others keep away from it until the bus is re-timed. */
  bookSlot(trip: number, slot: number): void {
    this.slot[trip] = slot;
    this.docks.book(this.supplierOf[trip]!, slot);
  }

  /** Closes an empty trip. */
  close(trip: number): void {
    this.write(CLOSE, this.busOf[trip]!, this.prevTrip[trip]!, this.supplierOf[trip]!);
    this.detach(trip);
    this.freeSlots[this.freeCount++] = trip;
  }

  // --- rounds -----------------------------------------------------------------------------------------------------

  begin(): void {
    this.journalLength = 0;
    for (let k = 0; k < this.touchedCount; k++) this.isTouched[this.touched[k]!] = 0;
    this.touchedCount = 0;
    this.saved.clear();
    this.savedTravel = this.travelCost;
    this.savedAbsent = this.absentCost;
  }

  /** Closes trips that stand empty. */
  closeEmptied(): void {
    for (let k = 0; k < this.touchedCount; k++)
      for (let t = this.firstTrip[this.touched[k]!]!; t >= 0; ) {
        const after = this.nextTrip[t]!;
        if (this.size[t] === 0) this.close(t);
        t = after;
      }
  }

  /** Prices the touched buses as they stand. Returns what every plan that can still follow in this round pays anyhow. */
  priceTouched(): number {
    let mayVanish = 0;
    for (let k = 0; k < this.touchedCount; k++) {
      const bus = this.touched[k]!;
      this.price(bus);
      for (let t = this.firstTrip[bus]!; t >= 0; t = this.nextTrip[t]!)
        if (this.size[t] === 0) {
          mayVanish += this.busCost[bus]!;
          break;
        }
    }
    return this.travelCost - mayVanish;
  }

  /** Closes emptied trips, re-times what was touched and brings the cost up to date. False when a bus cannot do it. */
  settle(): boolean {
    this.closeEmptied();
    let feasible = true;
    for (let k = 0; k < this.touchedCount; k++) {
      const bus = this.touched[k]!;
      if (!this.retime(bus)) feasible = false;
      this.price(bus);
    }
    return feasible;
  }

  /** Takes back everything since `begin`. */
  undo(): void {
    const { journal } = this;
    if (this.model.has.docks)
      for (let k = 0; k < this.touchedCount; k++)
        for (let t = this.firstTrip[this.touched[k]!]!; t >= 0; t = this.nextTrip[t]!) this.unbook(t);
    for (let at = this.journalLength - 4; at >= 0; at -= 4) {
      const a = journal[at + 1]!;
      const b = journal[at + 2]!;
      switch (journal[at]) {
        case REMOVE:
          this.link(a, b);
          break;
        case INSERT:
          this.unlink(a);
          break;
        case OPEN:
          this.detach(a);
          this.freeSlots[this.freeCount++] = a;
          break;
        default:
          // A trip closed last is the free slot on top: it comes back under the same number.
          this.attach(this.freeSlots[--this.freeCount]!, a, b, journal[at + 3]!);
      }
    }
    this.journalLength = 0;
    this.saved.restore(this.touched, this.touchedCount);
    this.travelCost = this.savedTravel;
    this.absentCost = this.savedAbsent;
  }

  /** Brings a bus's times up to date. False when it cannot do its day: see `timeDay`. */
  retime(bus: number): boolean {
    if (this.timed[bus]) return true;
    if (this.metresStale[bus]) this.measure(bus);
    if (this.trips[bus] === 0) {
      this.seconds[bus] = 0;
      return true;
    }
    if (!this.model.has.time) return true;
    const inTime = timeDay(this, bus);
    if (inTime) this.timed[bus] = 1;
    return inTime;
  }

  // --- inside -----------------------------------------------------------------------------------------------------

  private price(bus: number): void {
    const { model } = this;
    let cost = 0;
    if (this.trips[bus]! > 0) {
      cost = model.fixed[bus]! + model.perMetre[bus]! * this.metres[bus]!;
      if (model.has.duration) cost += costOfTime(model, bus, this.seconds[bus]!);
      if (model.has.soft) cost += latenessOf(this, bus);
    }
    this.travelCost += cost - this.busCost[bus]!;
    this.busCost[bus] = cost;
  }

  /** Before a bus changes. */
  private touch(bus: number): void {
    if (!this.isTouched[bus]) {
      this.saved.take(bus);
      this.isTouched[bus] = 1;
      this.touched[this.touchedCount++] = bus;
    }
    this.timed[bus] = 0;
  }

  private unbook(trip: number): void {
    releaseSlot(this, trip);
    this.slot[trip] = -1;
  }

  private write(kind: number, a: number, b: number, c: number): void {
    if (this.journalLength + 4 > this.journal.length) {
      const longer = new Int32Array(this.journal.length * 2);
      longer.set(this.journal);
      this.journal = longer;
    }
    const { journal } = this;
    let at = this.journalLength;
    journal[at++] = kind;
    journal[at++] = a;
    journal[at++] = b;
    journal[at++] = c;
    this.journalLength = at;
  }

  private link(visit: number, after: number): void {
    const { model, place, next } = this;
    const before = next[after]!;
    const trip = this.tripOf[after]!;
    const bus = this.busOf[trip]!;
    this.touch(bus);
    next[after] = visit;
    this.prev[visit] = after;
    next[visit] = before;
    this.prev[before] = visit;
    this.tripOf[visit] = trip;
    this.size[trip]!++;
    this.addTravel(bus, place[after]!, place[visit]!, place[before]!, 1);
    this.carry(visit, trip, 1);
    if (this.home[visit] === bus) this.absentCost -= this.movePrice;
    this.absentCost -= model.penalty[visit]!;
    const at = this.absentAt[visit]!;
    const last = this.absent[--this.absentCount]!;
    this.absent[at] = last;
    this.absentAt[last] = at;
  }

  private unlink(visit: number): void {
    const { model, place, next, prev } = this;
    const after = prev[visit]!;
    const before = next[visit]!;
    const trip = this.tripOf[visit]!;
    const bus = this.busOf[trip]!;
    this.touch(bus);
    next[after] = before;
    prev[before] = after;
    this.tripOf[visit] = -1;
    this.size[trip]!--;
    this.addTravel(bus, place[after]!, place[visit]!, place[before]!, -1);
    this.carry(visit, trip, -1);
    if (this.home[visit] === bus) this.absentCost += this.movePrice;
    this.absentCost += model.penalty[visit]!;
    this.absentAt[visit] = this.absentCount;
    this.absent[this.absentCount++] = visit;
  }

  private carry(visit: number, trip: number, sign: number): void {
    const { model } = this;
    const { dims, packages } = model;
    if (dims === 1) this.load[trip]! += sign * model.demand[visit]!;
    else for (let d = 0; d < dims; d++) this.load[trip * dims + d]! += sign * model.demand[visit * dims + d]!;
    const supplier = this.supplierOf[trip]!;
    if (model.has.stock && supplier >= 0)
      for (let k = 0; k < packages; k++)
        this.stockLeft[supplier * packages + k]! -= sign * model.goods[visit * packages + k]!;
  }

  private addTravel(bus: number, a: number, b: number, c: number, sign: number): void {
    const { model } = this;
    const metres = model.metres[model.classOf[bus]!]!;
    this.metres[bus]! += sign * (metres.get(a, b) + metres.get(b, c) - metres.get(a, c));
    if (model.has.driving) {
      const seconds = model.seconds[model.classOf[bus]!]!;
      this.driving[bus]! += sign * (seconds.get(a, b) + seconds.get(b, c) - seconds.get(a, c));
    }
  }

  private attach(trip: number, bus: number, after: number, supplier: number): void {
    const { model } = this;
    this.touch(bus);
    const before = after < 0 ? this.firstTrip[bus]! : this.nextTrip[after]!;
    this.busOf[trip] = bus;
    this.supplierOf[trip] = supplier;
    this.slot[trip] = -1;
    this.closed[trip] = supplier < 0 ? 1 : 0;
    this.prevTrip[trip] = after;
    this.nextTrip[trip] = before;
    if (after < 0) this.firstTrip[bus] = trip;
    else this.nextTrip[after] = trip;
    if (before < 0) this.lastTrip[bus] = trip;
    else this.prevTrip[before] = trip;
    const head = this.head(trip);
    const tail = this.tail(trip);
    this.next[head] = tail;
    this.prev[tail] = head;
    this.place[head] = supplier < 0 ? model.startPlace[bus]! : model.supplierPlace[supplier]!;
    this.service[head] = supplier < 0 ? 0 : model.loadSeconds[supplier]!;
    this.place[tail] = before < 0 ? model.endPlace[bus]! : this.place[this.head(before)]!;
    if (after >= 0) this.place[this.tail(after)] = this.place[head]!;
    if (this.trips[bus]!++ === 0) this.idle.take(bus);
    this.metresStale[bus] = 1;
  }

  private detach(trip: number): void {
    const bus = this.busOf[trip]!;
    this.touch(bus);
    const after = this.prevTrip[trip]!;
    const before = this.nextTrip[trip]!;
    if (after < 0) this.firstTrip[bus] = before;
    else this.nextTrip[after] = before;
    if (before < 0) this.lastTrip[bus] = after;
    else this.prevTrip[before] = after;
    if (after >= 0)
      this.place[this.tail(after)] = before < 0 ? this.model.endPlace[bus]! : this.place[this.head(before)]!;
    this.unbook(trip);
    if (--this.trips[bus]! === 0) this.idle.add(bus);
    this.metresStale[bus] = 1;
  }

  /** Lengths from scratch, after trips came or went. */
  private measure(bus: number): void {
    const { model, place, next } = this;
    const metres = model.metres[model.classOf[bus]!]!;
    const seconds = model.seconds[model.classOf[bus]!]!;
    let length = 0;
    let driving = 0;
    let at = model.startPlace[bus]!;
    for (let t = this.firstTrip[bus]!; t >= 0; t = this.nextTrip[t]!) {
      const tail = this.tail(t);
      for (let node = this.head(t); ; node = next[node]!) {
        length += metres.get(at, place[node]!);
        driving += seconds.get(at, place[node]!);
        at = place[node]!;
        if (node === tail) break;
      }
    }
    this.metres[bus] = length;
    this.driving[bus] = driving;
    this.metresStale[bus] = 0;
  }
}
