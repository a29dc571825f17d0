import type { TourArrays } from "./tour-arrays.ts";

/** Numbers kept per node: its name and what a re-timing writes about it. */
const PER_NODE = 8;
const PER_TRIP = 3;

/**
 * What was known about each bus before a round first touched it: lengths, cost, times, dock slots. Copying them is
 * cheaper than working them out again, and exact: docks that others have booked since cannot change them.
 */
export class SavedDays {
  private readonly tours: TourArrays;
  private readonly metres: Float64Array;
  private readonly driving: Float64Array;
  private readonly seconds: Float64Array;
  private readonly cost: Float64Array;
  private readonly timed: Uint8Array;
  private readonly stale: Uint8Array;
  private times: Int32Array;
  private length = 0;

  constructor(tours: TourArrays) {
    this.tours = tours;
    const { buses } = tours.model;
    this.metres = new Float64Array(buses);
    this.driving = new Float64Array(buses);
    this.seconds = new Float64Array(buses);
    this.cost = new Float64Array(buses);
    this.timed = new Uint8Array(buses);
    this.stale = new Uint8Array(buses);
    this.times = new Int32Array(4096);
  }

  clear(): void {
    this.length = 0;
  }

  /** Copies what is known about a bus, before its links change. */
  take(bus: number): void {
    const { tours } = this;
    this.metres[bus] = tours.metres[bus]!;
    this.driving[bus] = tours.driving[bus]!;
    this.seconds[bus] = tours.seconds[bus]!;
    this.cost[bus] = tours.busCost[bus]!;
    this.timed[bus] = tours.timed[bus]!;
    this.stale[bus] = tours.metresStale[bus]!;
    if (!tours.model.has.time) return;
    const { next } = tours;
    for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!) {
      const need = this.length + PER_TRIP + (tours.size[t]! + 2) * PER_NODE;
      if (need > this.times.length) {
        const longer = new Int32Array(2 * need);
        longer.set(this.times);
        this.times = longer;
      }
      const { times } = this;
      let at = this.length;
      times[at++] = t;
      times[at++] = tours.slot[t]!;
      times[at++] = tours.opensAt[t]!;
      const tail = tours.tail(t);
      for (let node = tours.head(t); ; node = next[node]!) {
        times[at] = node;
        times[at + 1] = tours.earliest[node]!;
        times[at + 2] = tours.latest[node]!;
        times[at + 3] = tours.work[node]!;
        times[at + 4] = tours.depart[node]!;
        times[at + 5] = tours.workLeft[node]!;
        times[at + 6] = tours.endBound[node]!;
        times[at + 7] = tours.service[node]!;
        at += PER_NODE;
        if (node === tail) break;
      }
      this.length = at;
    }
  }

  /** Brings everything taken since `clear` back, once the links are what they were. */
  restore(touched: Int32Array, count: number): void {
    const { tours } = this;
    for (let k = 0; k < count; k++) {
      const bus = touched[k]!;
      tours.metres[bus] = this.metres[bus]!;
      tours.driving[bus] = this.driving[bus]!;
      tours.seconds[bus] = this.seconds[bus]!;
      tours.busCost[bus] = this.cost[bus]!;
      tours.timed[bus] = this.timed[bus]!;
      tours.metresStale[bus] = this.stale[bus]!;
    }
    const { times } = this;
    for (let at = 0; at < this.length; ) {
      const t = times[at]!;
      tours.slot[t] = times[at + 1]!;
      tours.opensAt[t] = times[at + 2]!;
      if (tours.slot[t]! >= 0) tours.docks.book(tours.supplierOf[t]!, tours.slot[t]!);
      at += PER_TRIP;
      const tail = tours.tail(t);
      for (;;) {
        const node = times[at]!;
        tours.earliest[node] = times[at + 1]!;
        tours.latest[node] = times[at + 2]!;
        tours.work[node] = times[at + 3]!;
        tours.depart[node] = times[at + 4]!;
        tours.workLeft[node] = times[at + 5]!;
        tours.endBound[node] = times[at + 6]!;
        tours.service[node] = times[at + 7]!;
        at += PER_NODE;
        if (node === tail) break;
      }
    }
  }
}
