import type { Random } from "../random.ts";
import type { Tours } from "../tours.ts";

/** Of the moves on problems with several trips a day, so many change whole days. */
const DAYS = 0.6;

/**
 * Changes above strings: which bus does a trip, from which supplier, in which place of its day. Each takes the trips
 * concerned apart and lays them again; `settle` says afterwards whether the buses can do it, and the caller undoes
 * what it does not want. Each returns false, with nothing changed, when capacity, permission or stock forbid it.
 */
export class TripMoves {
  private readonly tours: Tours;
  private readonly random: Random;

  constructor(tours: Tours, random: Random) {
    this.tours = tours;
    this.random = random;
  }

  /** Draws one of the moves. */
  any(): boolean {
    const { random, tours } = this;
    const trip = this.draw();
    if (trip < 0) return false;
    const { model } = tours;
    if (model.has.multiTrip && random.next() < DAYS) return this.exchangeDays(tours.busOf[trip]!);
    const draw = random.next();
    if (draw < 0.4) return this.swapBuses(trip, this.draw());
    if (draw < 0.8 || !model.has.multiTrip) return this.moveToBus(trip, this.drawBus());
    return this.moveToBus(trip, tours.busOf[trip]!);
  }

  /**
   * Opens a trip on an idle bus of a group drawn at random for a visit that is out: with the neighbours' trips out too,
   * what follows can grow a load that no bus in use could carry. Returns false when the bus may not serve it.
   */
  seed(visit: number): boolean {
    const { tours, random } = this;
    const { model } = tours;
    const group = random.below(model.groups);
    const bus = tours.idle.any(group);
    if (bus < 0 || !tours.hasFreeSlot()) return false;
    if (model.allowed[model.pattern[visit]! * model.buses + bus] === 0) return false;
    for (let d = 0; d < model.dims; d++)
      if (model.demand[visit * model.dims + d]! > model.capacity[bus * model.dims + d]!) return false;
    const suppliers = model.groupSuppliers[group]!;
    return this.lay([visit], bus, -1, suppliers[random.below(suppliers.length)]!);
  }

  /** Two trips change buses (and places in the day), each keeping its supplier. */
  swapBuses(a: number, b: number): boolean {
    const { tours } = this;
    if (a < 0 || b < 0 || a === b) return false;
    const busA = tours.busOf[a]!;
    const busB = tours.busOf[b]!;
    if (busA === busB || !this.fits(a, busB) || !this.fits(b, busA)) return false;
    const fromA = tours.supplierOf[a]!;
    const fromB = tours.supplierOf[b]!;
    const supplierA = this.canLoad(busB, fromA) ? fromA : this.canLoad(busB, fromB) ? fromB : -1;
    const supplierB = this.canLoad(busA, fromB) ? fromB : this.canLoad(busA, fromA) ? fromA : -1;
    if (supplierA < 0 || supplierB < 0) return false;
    const afterA = tours.prevTrip[a]!;
    const afterB = tours.prevTrip[b]!;
    const visitsA = this.lift(a);
    const visitsB = this.lift(b);
    return this.lay(visitsA, busB, afterB, supplierA) && this.lay(visitsB, busA, afterA, supplierB);
  }

  /** A trip goes to a bus, at a place in its day and from a supplier drawn at random. */
  moveToBus(trip: number, bus: number): boolean {
    const { tours, random } = this;
    const { model } = tours;
    const own = tours.busOf[trip]! === bus;
    if (!own && (tours.trips[bus]! >= model.maxTrips[bus]! || !this.fits(trip, bus))) return false;
    const suppliers = model.groupSuppliers[model.group[bus]!]!;
    let supplier = tours.supplierOf[trip]!;
    if (suppliers.length > 1 && (own || random.next() < 0.3 || !this.canLoad(bus, supplier)))
      supplier = suppliers[random.below(suppliers.length)]!;
    if (!this.canLoad(bus, supplier)) return false;
    const visits = this.lift(trip);
    let after = -1;
    if (tours.firstTrip[bus]! >= 0 && tours.closed[tours.firstTrip[bus]!]) after = tours.firstTrip[bus]!;
    for (let hops = random.below(tours.trips[bus]! + 1); hops > 0; hops--) {
      const follow = after < 0 ? tours.firstTrip[bus]! : tours.nextTrip[after]!;
      if (follow < 0) break;
      after = follow;
    }
    return this.lay(visits, bus, after, supplier);
  }

  /**
   * The days of two buses from some trip on change hands: whole days, or what comes after a cut in each. With an idle
   * bus this is a day that moves to another bus, which no change of single trips reaches: the second bus would cost its
   * fixed price in between.
   */
  private exchangeDays(a: number): boolean {
    const { tours, random } = this;
    const b = this.drawBus();
    if (a === b) return false;
    const cut = random.next() < 0.5;
    const afterA = this.drawCut(a, cut);
    const afterB = this.drawCut(b, cut);
    const tailA = this.tripsAfter(a, afterA);
    const tailB = this.tripsAfter(b, afterB);
    if (tailA.length + tailB.length === 0) return false;
    const { model } = tours;
    if (tours.trips[a]! - tailA.length + tailB.length > model.maxTrips[a]!) return false;
    if (tours.trips[b]! - tailB.length + tailA.length > model.maxTrips[b]!) return false;
    for (const trip of tailA) if (!this.mayGo(trip, b)) return false;
    for (const trip of tailB) if (!this.mayGo(trip, a)) return false;
    const fromA = tailA.map((t) => tours.supplierOf[t]!);
    const fromB = tailB.map((t) => tours.supplierOf[t]!);
    const daysA = tailA.map((t) => this.lift(t));
    const daysB = tailB.map((t) => this.lift(t));
    return this.layAll(daysA, b, afterB, fromA) && this.layAll(daysB, a, afterA, fromB);
  }

  private mayGo(trip: number, bus: number): boolean {
    const { tours } = this;
    return (
      !tours.closed[trip] &&
      !this.holdsPinned(trip) &&
      this.fits(trip, bus) &&
      this.canLoad(bus, tours.supplierOf[trip]!)
    );
  }

  private layAll(days: number[][], bus: number, after: number, suppliers: number[]): boolean {
    const { tours } = this;
    let at = after;
    for (let k = 0; k < days.length; k++) {
      if (!this.lay(days[k]!, bus, at, suppliers[k]!)) return false;
      at = at < 0 ? tours.firstTrip[bus]! : tours.nextTrip[at]!;
    }
    return true;
  }

  /** The trip after which the day is cut, −1 for the whole day. */
  private drawCut(bus: number, cut: boolean): number {
    const { tours, random } = this;
    let after = -1;
    if (cut)
      for (let hops = random.below(tours.trips[bus]! + 1); hops > 0; hops--)
        after = after < 0 ? tours.firstTrip[bus]! : tours.nextTrip[after]!;
    return after;
  }

  private tripsAfter(bus: number, after: number): number[] {
    const { tours } = this;
    const trips: number[] = [];
    for (let t = after < 0 ? tours.firstTrip[bus]! : tours.nextTrip[after]!; t >= 0; t = tours.nextTrip[t]!)
      trips.push(t);
    return trips;
  }

  /** Half of the time an idle bus of a group drawn at random, so that rare kinds of bus are tried as often as common ones. */
  private drawBus(): number {
    const { tours, random } = this;
    const idle = tours.idle.any(random.below(tours.model.groups));
    return idle >= 0 && random.next() < 0.5 ? idle : random.below(tours.model.buses);
  }

  private draw(): number {
    const { tours, random } = this;
    if (tours.absentCount === tours.model.n) return -1;
    for (let tries = 0; tries < 8; tries++) {
      const trip = tours.tripOf[random.below(tours.model.n)]!;
      if (trip >= 0 && !tours.closed[trip] && !this.holdsPinned(trip)) return trip;
    }
    return -1;
  }

  private holdsPinned(trip: number): boolean {
    const { tours } = this;
    for (let v = tours.next[tours.head(trip)]!; v < tours.model.n; v = tours.next[v]!)
      if (tours.model.locked[v]) return true;
    return false;
  }

  private canLoad(bus: number, supplier: number): boolean {
    const { model } = this.tours;
    return model.groupSuppliers[model.group[bus]!]!.includes(supplier);
  }

  private fits(trip: number, bus: number): boolean {
    const { tours } = this;
    const { model } = tours;
    for (let d = 0; d < model.dims; d++)
      if (tours.load[trip * model.dims + d]! > model.capacity[bus * model.dims + d]!) return false;
    if (model.has.patterns)
      for (let v = tours.next[tours.head(trip)]!; v < model.n; v = tours.next[v]!)
        if (model.allowed[model.pattern[v]! * model.buses + bus] === 0) return false;
    return true;
  }

  private lift(trip: number): number[] {
    const { tours } = this;
    const visits: number[] = [];
    for (let v = tours.next[tours.head(trip)]!; v < tours.model.n; v = tours.next[v]!) visits.push(v);
    for (const v of visits) tours.remove(v);
    tours.close(trip);
    return visits;
  }

  private lay(visits: number[], bus: number, after: number, supplier: number): boolean {
    const { tours } = this;
    const { model } = tours;
    if (model.has.stock)
      for (let k = 0; k < model.packages; k++) {
        let need = 0;
        for (const v of visits) need += model.goods[v * model.packages + k]!;
        if (need > tours.stockLeft[supplier * model.packages + k]!) return false;
      }
    let node = tours.head(tours.open(bus, after, supplier));
    for (const visit of visits) {
      tours.insert(visit, node);
      node = visit;
    }
    return true;
  }
}
