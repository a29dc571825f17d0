import { type Model, NEVER } from "../model.ts";
import type { Random } from "../random.ts";
import type { Tours } from "../tours.ts";
import { startOfService } from "../windows.ts";

/** Suppliers worth trying for a visit when there are many: its nearest. */
const SUPPLIERS_TRIED = 6;
/** Chance that an idle bus is overlooked. */
const BUS_BLINK = 0.05;
/** Buses already at work that are looked at for one more trip, on average. */
const BUSES_TRIED = 12;

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
  /** Dock slots are booked from this time on, so that a visit whose goods come later can join the trip. */
  loadFrom = 0;
  private bus = -1;
  private after = -1;
  private supplier = -1;
  private slot = -1;
  private readonly model: Model;
  private readonly tours: Tours;
  private readonly random: Random;
  private readonly nearSuppliers: Int32Array;
  private readonly tried: number;
  private readonly loadsAt: Uint8Array;

  constructor(tours: Tours, random: Random) {
    this.tours = tours;
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
        const idle = tours.idleCount[g]!;
        if (idle > 0 && (thorough || this.random.next() > BUS_BLINK))
          this.tryBus(visit, tours.idle[g]![idle - 1]!, thorough);
      }
      if (model.has.multiTrip) {
        const chance = thorough ? 1 : BUSES_TRIED / model.buses;
        for (let b = 0; b < model.buses; b++) {
          const trips = tours.trips[b]!;
          if (trips === 0 || trips >= model.maxTrips[b]!) continue;
          if (chance < 1 && this.random.next() >= chance) continue;
          this.tryBus(visit, b, thorough);
        }
      }
    }
    if (this.bus < 0) this.cost = Number.POSITIVE_INFINITY;
  }

  /** Opens the trip found, empty. */
  open(): number {
    return this.tours.open(this.bus, this.after, this.supplier, this.slot);
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
    let slot = -1;
    if (has.time) {
      const seconds = model.seconds[kind]!;
      const leg = seconds.get(from, at);
      const clean = last >= 0 && last < n && model.rank[last]! > 0 ? model.disinfect[bus]! : 0;
      let load = (last < 0 ? model.shiftFrom[bus]! : tours.earliest[last]! + tours.service[last]!) + leg + clean;
      load = Math.max(load, model.supplierOpen[supplier]!, model.release[visit]!);
      if (tours.docks.limited(supplier)) slot = load = tours.docks.earliest(supplier, Math.max(load, this.loadFrom));
      if (load > model.supplierClose[supplier]!) return;
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
        const limit = slot >= 0 ? slot : model.supplierClose[supplier]!;
        const depart = Math.min(
          last < 0 ? NEVER : tours.depart[last]!,
          limit - workAtLoad,
          close - workAtVisit,
          latest - workAfter,
        );
        const duration = Math.max(workAfter + workLeft, end - depart);
        if (duration > model.maxSeconds[bus]!) return;
        cost += tours.costOfTime(bus, duration) - (used ? tours.costOfTime(bus, tours.seconds[bus]!) : 0);
        if (cost >= this.cost) return;
      }
    }
    this.cost = cost;
    this.bus = bus;
    this.after = after;
    this.supplier = supplier;
    this.slot = slot;
  }
}
