import type { Model } from "./model.ts";

/**
 * Who loads where and when, for suppliers with few docks. A trip books a slot when it is opened and keeps it until it
 * is closed, so that no change to one bus ever delays another: the search stays feasible at each moment.
 */
export class Docks {
  private readonly model: Model;
  /** Per supplier: start of each booked slot; all slots of a supplier are equally long. */
  private readonly booked: number[][];

  constructor(model: Model) {
    this.model = model;
    this.booked = Array.from({ length: model.suppliers }, () => []);
  }

  /** Whether loads at this supplier need a slot at all. */
  limited(supplier: number): boolean {
    return this.model.docks[supplier]! < this.model.buses;
  }

  /** The earliest start at or after `from` at which a dock is free for a whole load. */
  earliest(supplier: number, from: number): number {
    const starts = this.booked[supplier]!;
    const length = this.model.loadSeconds[supplier]!;
    const docks = this.model.docks[supplier]!;
    let start = from;
    for (;;) {
      // Slots are equally long, so a window of that length is free when fewer than `docks` starts lie within one length.
      let busy = 0;
      let next = Number.POSITIVE_INFINITY;
      for (const other of starts) {
        if (other <= start - length || other >= start + length) continue;
        busy++;
        if (other + length < next) next = other + length;
      }
      if (busy < docks) return start;
      start = next;
    }
  }

  book(supplier: number, start: number): void {
    this.booked[supplier]!.push(start);
  }

  release(supplier: number, start: number): void {
    const starts = this.booked[supplier]!;
    starts[starts.indexOf(start)] = starts[starts.length - 1]!;
    starts.pop();
  }

  clear(): void {
    for (const starts of this.booked) starts.length = 0;
  }
}
