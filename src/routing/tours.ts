import { Docks } from "./docks.ts";
import { type Model, NEVER } from "./model.ts";
import type { Reason } from "./solution.ts";
import { lateness, latestStart, startOfService } from "./windows.ts";

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
  readonly slot: Int32Array;
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
  /** Unused buses per group, with each one's position. */
  readonly idle: Int32Array[];
  readonly idleCount: Int32Array;
  private readonly idleAt: Int32Array;

  private journal: Int32Array;
  private journalLength = 0;
  readonly touched: Int32Array;
  touchedCount = 0;
  private readonly isTouched: Uint8Array;
  private readonly metresStale: Uint8Array;
  /** 1 while a bus's times are true to its tours. */
  private readonly timed: Uint8Array;
  /** Why the last re-timing said no, and by how many seconds. */
  missed: Reason = "shift";
  missedBy = 0;
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
    this.idle = Array.from({ length: model.groups }, () => new Int32Array(buses));
    this.idleCount = new Int32Array(model.groups);
    this.idleAt = new Int32Array(buses);
    for (let b = buses - 1; b >= 0; b--) this.setIdle(b);
    this.journal = new Int32Array(1024);
    this.touched = new Int32Array(buses);
    this.isTouched = new Uint8Array(buses);
    this.metresStale = new Uint8Array(buses);
    this.timed = new Uint8Array(buses);
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
    this.write(REMOVE, visit, this.prev[visit]!, 0, 0);
    this.unlink(visit);
  }

  /** Puts a left-out visit right after node `after` (a visit or a head). */
  insert(visit: number, after: number): void {
    this.write(INSERT, visit, after, 0, 0);
    this.link(visit, after);
  }

  /**
   * Opens an empty trip on a bus, after trip `after` of that bus (−1: first), loading at `supplier` (−1: nothing to
   * load). `slot` is the dock slot booked, −1 when the supplier needs none. Returns the trip.
   */
  open(bus: number, after: number, supplier: number, slot: number): number {
    const trip = this.freeSlots[--this.freeCount]!;
    this.attach(trip, bus, after, supplier, slot);
    this.write(OPEN, trip, 0, 0, 0);
    return trip;
  }

  /** Closes an empty trip. */
  close(trip: number): void {
    this.write(CLOSE, this.busOf[trip]!, this.prevTrip[trip]!, this.supplierOf[trip]!, this.slot[trip]!);
    this.detach(trip);
    this.freeSlots[this.freeCount++] = trip;
  }

  // --- rounds -----------------------------------------------------------------------------------------------------

  begin(): void {
    this.journalLength = 0;
    for (let k = 0; k < this.touchedCount; k++) this.isTouched[this.touched[k]!] = 0;
    this.touchedCount = 0;
    this.savedTravel = this.travelCost;
    this.savedAbsent = this.absentCost;
  }

  /** Closes emptied trips, re-times what was touched and brings the cost up to date. False when a bus cannot do it. */
  settle(): boolean {
    let feasible = true;
    for (let k = 0; k < this.touchedCount; k++) {
      const bus = this.touched[k]!;
      for (let t = this.firstTrip[bus]!; t >= 0; ) {
        const after = this.nextTrip[t]!;
        if (this.size[t] === 0) this.close(t);
        t = after;
      }
      if (!this.retime(bus)) feasible = false;
      this.price(bus);
    }
    return feasible;
  }

  /** Takes back everything since `begin`. */
  undo(): void {
    const { journal } = this;
    for (let at = this.journalLength - 5; at >= 0; at -= 5) {
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
          this.attach(this.freeSlots[--this.freeCount]!, a, b, journal[at + 3]!, journal[at + 4]!);
      }
    }
    this.journalLength = 0;
    for (let k = 0; k < this.touchedCount; k++) {
      const bus = this.touched[k]!;
      this.retime(bus);
      this.price(bus);
    }
    this.travelCost = this.savedTravel;
    this.absentCost = this.savedAbsent;
  }

  // --- timing -----------------------------------------------------------------------------------------------------

  /**
   * Re-times a bus's whole day, forwards and backwards. False when a window, shift, dock slot, rank or limit is missed;
   * the arrays then hold no meaning until the next change. A bus leaves as late as it can without ending later.
   */
  retime(bus: number): boolean {
    const { model } = this;
    if (this.timed[bus]) return true;
    if (this.metresStale[bus]) this.measure(bus);
    if (this.trips[bus] === 0) {
      this.seconds[bus] = 0;
      return true;
    }
    if (!model.has.time) return true;
    const inTime = this.walk(bus);
    if (inTime) this.timed[bus] = 1;
    return inTime;
  }

  private walk(bus: number): boolean {
    const { model, next, prev, place } = this;
    const { n } = model;
    const travel = model.seconds[model.classOf[bus]!]!;
    const { earliest, latest, service } = this;
    let at = model.startPlace[bus]!;
    let ready = model.shiftFrom[bus]!;
    const duration = model.has.duration || model.has.release;
    let work = 0;
    let depart = NEVER;
    for (let t = this.firstTrip[bus]!; t >= 0; t = this.nextTrip[t]!) {
      const head = n + t;
      const supplier = this.supplierOf[t]!;
      const leg = travel.get(at, place[head]!);
      ready += leg;
      work += leg;
      let limit = NEVER;
      if (supplier >= 0) {
        limit = model.supplierClose[supplier]!;
        const slot = this.slot[t]!;
        let from = model.supplierOpen[supplier]!;
        if (model.has.release) {
          const release = this.releaseOf(t);
          if (slot >= 0 && release > slot) return this.miss("dock", release - slot);
          if (release > from) from = release;
        }
        if (slot > limit) return this.miss("dock", slot - limit);
        if (slot >= 0) from = limit = slot;
        if (ready < from) ready = from;
        if (ready > limit) return this.miss(slot >= 0 ? "dock" : "shift", ready - limit);
      }
      earliest[head] = ready;
      latest[head] = limit;
      if (duration) {
        this.work[head] = work;
        if (limit - work < depart) depart = limit - work;
        this.depart[head] = depart;
      }
      let rank = 0;
      let node = head;
      for (;;) {
        const follow = next[node]!;
        const go = service[node]! + travel.get(place[node]!, place[follow]!);
        ready += go;
        work += go;
        if (follow >= n) break;
        if (model.rank[follow]! < rank) return this.miss("zone_order", 0);
        rank = model.rank[follow]!;
        let bound = model.close[follow]!;
        if (model.many[follow]) {
          const start = startOfService(model, follow, ready);
          if (start < 0) return this.miss("window", ready - bound);
          ready = start;
          bound = latestStart(model, follow, ready, true);
        } else {
          if (ready < model.open[follow]!) ready = model.open[follow]!;
          if (ready > bound) return this.miss("window", ready - bound);
        }
        earliest[follow] = ready;
        if (duration) {
          this.work[follow] = work;
          if (bound - work < depart) depart = bound - work;
          this.depart[follow] = depart;
        }
        node = follow;
      }
      const tail = next[node]!;
      // Between two loads the vehicle is cleaned when the first trip touched a controlled place.
      const clean = this.nextTrip[t]! >= 0 && rank > 0 ? model.disinfect[bus]! : 0;
      service[tail] = clean;
      earliest[tail] = ready;
      if (duration) {
        this.work[tail] = work;
        this.depart[tail] = depart;
      }
      // A tail and the next head are one place: the leg between them is zero.
      ready += clean;
      work += clean;
      at = place[tail]!;
    }
    if (ready > model.shiftTo[bus]!) return this.miss("shift", ready - model.shiftTo[bus]!);

    let bound = model.shiftTo[bus]!;
    let workLeft = 0;
    let endBound = ready;
    for (let t = this.lastTrip[bus]!; t >= 0; t = this.prevTrip[t]!) {
      const tail = n + this.slots + t;
      bound -= service[tail]!;
      workLeft += service[tail]!;
      latest[tail] = bound;
      if (duration) {
        this.workLeft[tail] = workLeft;
        this.endBound[tail] = t === this.lastTrip[bus]! ? 0 : endBound;
      }
      let node = prev[tail]!;
      let follow = tail;
      for (;;) {
        const go = service[node]! + travel.get(place[node]!, place[follow]!);
        bound -= go;
        if (node < n) {
          if (model.many[node]) bound = latestStart(model, node, bound, false);
          else if (bound > model.close[node]!) bound = model.close[node]!;
        } else if (bound > latest[node]!) bound = latest[node]!;
        latest[node] = bound;
        if (duration) {
          workLeft += go;
          this.workLeft[node] = workLeft;
          // When this node cannot start before its window, the end cannot come before that and the work left.
          const base = follow === tail && t === this.lastTrip[bus]! ? 0 : this.endBound[follow]!;
          const own = this.opens(node, earliest[node]!) + workLeft;
          this.endBound[node] = Math.max(own, base);
        }
        if (node >= n) break;
        follow = node;
        node = prev[node]!;
      }
      endBound = this.endBound[n + t]!;
      bound = latest[n + t]!;
    }
    if (model.has.duration) {
      const length = Math.max(work, ready - depart);
      this.seconds[bus] = length;
      if (length > model.maxSeconds[bus]!) return this.miss("duration", length - model.maxSeconds[bus]!);
    }
    const overDriven = this.driving[bus]! - model.maxDriving[bus]!;
    return overDriven <= 0 || this.miss("duration", overDriven);
  }

  private miss(reason: Reason, by: number): false {
    this.missed = reason;
    this.missedBy = by;
    return false;
  }

  /** When a trip's goods are all ready. */
  releaseOf(trip: number): number {
    const { release } = this.model;
    let latest = 0;
    for (let v = this.next[this.head(trip)]!; v < this.model.n; v = this.next[v]!)
      if (release[v]! > latest) latest = release[v]!;
    return latest;
  }

  /** Before this time the node cannot start, whenever the bus arrives. */
  private opens(node: number, start: number): number {
    const { model } = this;
    if (node < model.n) {
      if (!model.many[node]) return model.open[node]!;
      const from = model.windowFrom[node]!;
      let k = from.length - 1;
      while (k > 0 && from[k]! > start) k--;
      return from[k]!;
    }
    const trip = node - model.n;
    const supplier = this.supplierOf[trip]!;
    if (supplier < 0) return 0;
    if (this.slot[trip]! >= 0) return this.slot[trip]!;
    return Math.max(model.supplierOpen[supplier]!, model.has.release ? this.releaseOf(trip) : 0);
  }

  /** Cost of a day of `seconds` on a bus: pay, overtime, and the weight against unequal days. */
  costOfTime(bus: number, seconds: number): number {
    const { model } = this;
    const over = seconds - model.regular[bus]!;
    const hours = seconds / 3600;
    return (
      seconds * model.perSecond[bus]! + (over > 0 ? over * model.overtime[bus]! : 0) + model.balance * hours * hours
    );
  }

  /** Late service on a bus, priced at the earliest times. */
  latenessOf(bus: number): number {
    let sum = 0;
    for (let t = this.firstTrip[bus]!; t >= 0; t = this.nextTrip[t]!)
      for (let v = this.next[this.head(t)]!; v < this.model.n; v = this.next[v]!)
        if (this.model.many[v]) sum += lateness(this.model, v, this.earliest[v]!);
    return sum;
  }

  // --- inside -----------------------------------------------------------------------------------------------------

  private price(bus: number): void {
    const { model } = this;
    let cost = 0;
    if (this.trips[bus]! > 0) {
      cost = model.fixed[bus]! + model.perMetre[bus]! * this.metres[bus]!;
      if (model.has.duration) cost += this.costOfTime(bus, this.seconds[bus]!);
      if (model.has.soft) cost += this.latenessOf(bus);
    }
    this.travelCost += cost - this.busCost[bus]!;
    this.busCost[bus] = cost;
  }

  private touch(bus: number): void {
    this.timed[bus] = 0;
    if (this.isTouched[bus]) return;
    this.isTouched[bus] = 1;
    this.touched[this.touchedCount++] = bus;
  }

  private write(kind: number, a: number, b: number, c: number, d: number): void {
    if (this.journalLength + 5 > this.journal.length) {
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
    journal[at++] = d;
    this.journalLength = at;
  }

  private link(visit: number, after: number): void {
    const { model, place, next } = this;
    const before = next[after]!;
    const trip = this.tripOf[after]!;
    const bus = this.busOf[trip]!;
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
    this.touch(bus);
  }

  private unlink(visit: number): void {
    const { model, place, next, prev } = this;
    const after = prev[visit]!;
    const before = next[visit]!;
    const trip = this.tripOf[visit]!;
    const bus = this.busOf[trip]!;
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
    this.touch(bus);
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

  private attach(trip: number, bus: number, after: number, supplier: number, slot: number): void {
    const { model } = this;
    const before = after < 0 ? this.firstTrip[bus]! : this.nextTrip[after]!;
    this.busOf[trip] = bus;
    this.supplierOf[trip] = supplier;
    this.slot[trip] = slot;
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
    if (slot >= 0) this.docks.book(supplier, slot);
    if (this.trips[bus]!++ === 0) this.unsetIdle(bus);
    this.metresStale[bus] = 1;
    this.touch(bus);
  }

  private detach(trip: number): void {
    const bus = this.busOf[trip]!;
    const after = this.prevTrip[trip]!;
    const before = this.nextTrip[trip]!;
    if (after < 0) this.firstTrip[bus] = before;
    else this.nextTrip[after] = before;
    if (before < 0) this.lastTrip[bus] = after;
    else this.prevTrip[before] = after;
    if (after >= 0)
      this.place[this.tail(after)] = before < 0 ? this.model.endPlace[bus]! : this.place[this.head(before)]!;
    if (this.slot[trip]! >= 0) this.docks.release(this.supplierOf[trip]!, this.slot[trip]!);
    if (--this.trips[bus]! === 0) this.setIdle(bus);
    this.metresStale[bus] = 1;
    this.touch(bus);
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

  private setIdle(bus: number): void {
    const group = this.model.group[bus]!;
    this.idleAt[bus] = this.idleCount[group]!;
    this.idle[group]![this.idleCount[group]!++] = bus;
  }

  private unsetIdle(bus: number): void {
    const group = this.model.group[bus]!;
    const list = this.idle[group]!;
    const last = list[--this.idleCount[group]!]!;
    list[this.idleAt[bus]!] = last;
    this.idleAt[last] = this.idleAt[bus]!;
  }
}
