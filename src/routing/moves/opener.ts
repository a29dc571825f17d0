import { type Model, NEVER } from "../model.ts";
import type { Neighbours } from "../neighbours.ts";
import type { Random } from "../random.ts";
import { costOfTime } from "../timing.ts";
import type { Tours } from "../tours.ts";
import { startOfService } from "../windows.ts";

/** Suppliers worth trying for a visit when there are many: its nearest. */
const SUPPLIERS_TRIED = 6;
/** Chance that an idle bus is overlooked. */
const BUS_BLINK = 0.05;
/** Of a larger fleet so many buses at work are looked at for one more trip, … */
const BUSES_TRIED = 3;
/** … drawn among those that serve one of so many nearest neighbours. */
const NEAR_TRIED = 24;
/** Fleets up to this size are looked at whole. */
const SMALL_FLEET = 12;

/**
 * Finds the cheapest new trip for a visit: an idle bus of each group, or one more trip of a bus at work, at each
 * supplier that has the goods, with loading, cleaning and dock slot in the timing.
 */
export class Opener {
  /** Cost of the best trip found, infinite when there is none. */
  cost = Number.POSITIVE_INFINITY;
  /**
   * Below 1, part of a bus's fixed price counts only in proportion to the room the visit takes. At full price the first
   * visit of a trip always chooses the smallest bus, and large buses, cheaper once full, would never be opened.
   */
  fixedShare = 1;
  private bus = -1;
  private after = -1;
  private supplier = -1;
  private readonly model: Model;
  private readonly tours: Tours;
  private readonly random: Random;
  private readonly near: Neighbours;
  private readonly nearSuppliers: Int32Array;
  private readonly tried: number;
  private readonly loadsAt: Uint8Array;

  constructor(tours: Tours, near: Neighbours, random: Random) {
    this.tours = tours;
    this.near = near;
    this.random = random;
    const { model } = tours;
    this.model = model;
    const { n, suppliers } = model;
    this.tried = Math.min(suppliers, SUPPLIERS_TRIED);
    this.nearSuppliers = new Int32Array(n * this.tried);
    const metres = model.metres[0];
    for (let i = 0; i < n && metres; i++) {
      const far = (s: number) => metres.get(model.supplierPlace[s]!, i);
      const order = Array.from({ length: suppliers }, (_, s) => s).sort((a, b) => far(a) - far(b) || a - b);
      this.nearSuppliers.set(order.slice(0, this.tried), i * this.tried);
    }
    this.loadsAt = new Uint8Array(model.groups * suppliers);
    model.groupSuppliers.forEach((list, g) => {
      for (const s of list) this.loadsAt[g * suppliers + s] = 1;
    });
  }

  /** Looks for a trip cheaper than `limit`; `thorough` looks at every bus and supplier. */
  find(visit: number, limit: number, thorough = false): void {
    const { model, tours } = this;
    this.cost = limit;
    this.bus = -1;
    if (tours.hasFreeSlot()) {
      for (let g = 0; g < model.groups; g++) {
        const idle = tours.idle.any(g);
        if (idle < 0 || this.fixedPrice(idle, visit) >= this.cost) continue;
        if (thorough || this.random.next() > BUS_BLINK) this.tryBus(visit, idle, thorough);
      }
      if (model.has.multiTrip) this.tryBusesAtWork(visit, thorough);
    }
    if (this.bus < 0) this.cost = Number.POSITIVE_INFINITY;
  }

  /** Opens the trip found, empty. */
  open(): number {
    return this.tours.open(this.bus, this.after, this.supplier);
  }

  private tryBusesAtWork(visit: number, thorough: boolean): void {
    const { model, tours } = this;
    const { width, list } = this.near;
    if (thorough || model.buses <= SMALL_FLEET)
      for (let b = 0; b < model.buses; b++) this.tryAtWork(visit, b, thorough);
    else
      for (let k = Math.min(BUSES_TRIED, width); k > 0; k--) {
        const trip = tours.tripOf[list[visit * width + this.random.below(Math.min(width, NEAR_TRIED))]!]!;
        if (trip >= 0) this.tryAtWork(visit, tours.busOf[trip]!, false);
      }
  }

  private tryAtWork(visit: number, bus: number, thorough: boolean): void {
    const trips = this.tours.trips[bus]!;
    if (trips > 0 && trips < this.model.maxTrips[bus]!) this.tryBus(visit, bus, thorough);
  }

  private tryBus(visit: number, bus: number, thorough: boolean): void {
    const { model, tours } = this;
    const { dims } = model;
    if (model.has.patterns && model.allowed[model.pattern[visit]! * model.buses + bus] === 0) return;
    for (let d = 0; d < dims; d++) if (model.demand[visit * dims + d]! > model.capacity[bus * dims + d]!) return;
    const group = model.group[bus]!;
    const own = model.groupSuppliers[group]!;
    const listed = thorough || own.length <= this.tried;
    const count = listed ? own.length : this.tried;
    for (let k = 0; k < count; k++) {
      const supplier = listed ? own[k]! : this.nearSuppliers[visit * this.tried + k]!;
      if (!this.loadsAt[group * model.suppliers + supplier]) continue;
      if (model.has.stock && !this.inStock(visit, supplier)) continue;
      const first = tours.firstTrip[bus]!;
      // Nothing can be loaded before a frozen trip: the bus is on its way.
      if (first < 0 || !tours.closed[first]) this.tryTrip(visit, bus, -1, supplier);
      for (let after = first; after >= 0; after = tours.nextTrip[after]!) this.tryTrip(visit, bus, after, supplier);
    }
  }

  private fixedPrice(bus: number, visit: number): number {
    const { model, fixedShare } = this;
    const fixed = model.fixed[bus]!;
    if (fixedShare >= 1 || fixed === 0) return fixed;
    const filled = Math.min(1, model.demand[visit * model.dims]! / Math.max(1, model.capacity[bus * model.dims]!));
    return fixed * (fixedShare + (1 - fixedShare) * filled);
  }

  private inStock(visit: number, supplier: number): boolean {
    const { model, tours } = this;
    for (let k = 0; k < model.packages; k++) {
      const need = model.goods[visit * model.packages + k]!;
      if (need > 0 && need > tours.stockLeft[supplier * model.packages + k]!) return false;
    }
    return true;
  }

  private tryTrip(visit: number, bus: number, after: number, supplier: number): void {
    const { model, tours } = this;
    const { n, has } = model;
    const kind = model.classOf[bus]!;
    const metres = model.metres[kind]!;
    const used = tours.trips[bus]! > 0;
    const before = after < 0 ? tours.firstTrip[bus]! : tours.nextTrip[after]!;
    const last = after < 0 ? -1 : tours.prev[tours.tail(after)]!;
    const from = last < 0 ? model.startPlace[bus]! : tours.place[last]!;
    const at = model.supplierPlace[supplier]!;
    const to = before < 0 ? model.endPlace[bus]! : tours.place[tours.head(before)]!;
    let length = metres.get(from, at) + metres.get(at, visit) + metres.get(visit, to);
    if (used) length -= metres.get(from, to);
    let cost = length * model.perMetre[bus]! + (used ? 0 : this.fixedPrice(bus, visit));
    if (tours.movePrice > 0 && tours.home[visit]! >= 0 && tours.home[visit] !== bus) cost += tours.movePrice;
    if (cost >= this.cost) return;
    if (has.time) {
      const seconds = model.seconds[kind]!;
      const leg = seconds.get(from, at);
      const clean = last >= 0 && last < n && model.rank[last]! > 0 ? model.disinfect[bus]! : 0;
      let load = (last < 0 ? model.shiftFrom[bus]! : tours.earliest[last]! + tours.service[last]!) + leg + clean;
      load = Math.max(load, model.supplierOpen[supplier]!, model.release[visit]!);
      let limit = model.supplierClose[supplier]!;
      if (tours.docks.limited(supplier)) {
        const free = tours.docks.earliest(supplier, load);
        if (free > load) load = free;
        limit = Math.min(limit, tours.docks.freeUntil(supplier, load));
      }
      if (load > limit) return;
      const out = seconds.get(at, visit);
      let start = load + model.loadSeconds[supplier]! + out;
      let close = model.close[visit]!;
      if (model.many[visit]) {
        start = startOfService(model, visit, start);
        if (start < 0) return;
        close = NEVER;
      } else {
        if (start < model.open[visit]!) start = model.open[visit]!;
        if (start > close) return;
      }
      const cleanAfter = before >= 0 && model.rank[visit]! > 0 ? model.disinfect[bus]! : 0;
      const home = seconds.get(visit, to);
      const arrival = start + tours.service[visit]! + home + cleanAfter;
      const next = before < 0 ? -1 : tours.head(before);
      const latest = next < 0 ? model.shiftTo[bus]! : tours.latest[next]!;
      if (arrival > latest) return;
      if (has.driving) {
        const driving = tours.driving[bus]! + leg + out + home - (used ? seconds.get(from, to) : 0);
        if ((used ? driving : leg + out + home) > model.maxDriving[bus]!) return;
      }
      if (has.duration) {
        const workAtLoad = (last < 0 ? 0 : tours.work[last]! + tours.service[last]!) + leg + clean;
        const workAtVisit = workAtLoad + model.loadSeconds[supplier]! + out;
        const workAfter = workAtVisit + tours.service[visit]! + home + cleanAfter;
        const workLeft = next < 0 ? 0 : tours.workLeft[next]!;
        const end = Math.max(next < 0 ? 0 : tours.endBound[next]!, arrival + workLeft);
        const depart = Math.min(
          last < 0 ? NEVER : tours.depart[last]!,
          limit - workAtLoad,
          close - workAtVisit,
          latest - workAfter,
        );
        const duration = Math.max(workAfter + workLeft, end - depart);
        if (duration > model.maxSeconds[bus]!) return;
        cost += costOfTime(model, bus, duration) - (used ? costOfTime(model, bus, tours.seconds[bus]!) : 0);
        if (cost >= this.cost) return;
      }
    }
    this.cost = cost;
    this.bus = bus;
    this.after = after;
    this.supplier = supplier;
  }
}
