import { timeInsertion } from "./time-insertion.ts";
import { costOfTime, latenessOf, timeDay } from "./timing.ts";
import { TourLinks } from "./tour-links.ts";

const REMOVE = 0;
const INSERT = 1;
const CLOSE = 2;
const OPEN = 3;

/**
 * Four primitive changes to the plan, each with an exact inverse, are written to a journal, so that undoing a round
 * costs what the round changed and nothing more.
 */
export class Tours extends TourLinks {
  private journal = new Int32Array(1024);
  private journalLength = 0;
  private savedTravel = 0;
  private savedAbsent = 0;

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

  /** As `retime`, after nothing but `visit` was put into a bus's day that was timed; for days that `timeInsertion` knows. */
  timePut(bus: number, visit: number): boolean {
    const inTime = timeInsertion(this, bus, visit);
    if (inTime) this.timed[bus] = 1;
    return inTime;
  }

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
}
