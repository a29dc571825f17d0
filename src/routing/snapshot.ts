import type { Tours } from "./tours.ts";

/** A copy of a plan, cheap enough to take at each improvement: a few block copies. */
export class Snapshot {
  cost = Number.POSITIVE_INFINITY;
  private readonly next: Int32Array;
  private readonly firstTrip: Int32Array;
  private readonly nextTrip: Int32Array;
  private readonly supplierOf: Int32Array;
  private readonly slot: Int32Array;

  constructor(tours: Tours) {
    this.next = new Int32Array(tours.next.length);
    this.firstTrip = new Int32Array(tours.firstTrip.length);
    this.nextTrip = new Int32Array(tours.slots);
    this.supplierOf = new Int32Array(tours.slots);
    this.slot = new Int32Array(tours.slots);
  }

  take(tours: Tours): void {
    this.cost = tours.cost;
    this.next.set(tours.next);
    this.firstTrip.set(tours.firstTrip);
    this.nextTrip.set(tours.nextTrip);
    this.supplierOf.set(tours.supplierOf);
    this.slot.set(tours.slot);
  }

  /** Every bus's trips, as plain lists: what travels between workers. */
  days(tours: Tours): PlainDay[] {
    const { n } = tours.model;
    const days: PlainDay[] = [];
    for (let bus = 0; bus < this.firstTrip.length; bus++) {
      const trips: PlainDay["trips"] = [];
      for (let t = this.firstTrip[bus]!; t >= 0; t = this.nextTrip[t]!) {
        const visits: number[] = [];
        for (let v = this.next[n + t]!; v < n; v = this.next[v]!) visits.push(v);
        trips.push({ supplier: this.supplierOf[t]!, slot: this.slot[t]!, visits });
      }
      if (trips.length) days.push({ bus, trips });
    }
    return days;
  }

  restore(tours: Tours): void {
    loadDays(tours, this.days(tours));
  }
}

export interface PlainDay {
  bus: number;
  trips: { supplier: number; slot: number; visits: number[] }[];
}

/** Makes `tours` hold exactly these days. Returns whether every bus can do its day. */
export function loadDays(tours: Tours, days: PlainDay[]): boolean {
  empty(tours);
  tours.begin();
  for (const day of days) {
    let after = -1;
    for (const { supplier, slot, visits } of day.trips) {
      after = tours.open(day.bus, after, supplier);
      if (slot >= 0 && supplier >= 0 && tours.docks.limited(supplier)) tours.bookSlot(after, slot);
      let node = tours.head(after);
      for (const visit of visits) {
        tours.insert(visit, node);
        node = visit;
      }
    }
  }
  tours.keepSlots = true;
  const feasible = tours.settle();
  tours.keepSlots = false;
  return feasible;
}

function empty(tours: Tours): void {
  const { n, buses } = tours.model;
  tours.begin();
  for (let v = 0; v < n; v++) if (tours.tripOf[v]! >= 0) tours.remove(v);
  for (let b = 0; b < buses; b++) while (tours.firstTrip[b]! >= 0) tours.close(tours.firstTrip[b]!);
  tours.settle();
}
