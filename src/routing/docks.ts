import { type Model, NEVER } from "./model.ts";

/**
 * Who loads where and when, for suppliers with few docks. A bus books slots for its day when it is re-timed and keeps
 * them until it is re-timed again, so that no change to one bus ever delays another: the search stays feasible at each
 * moment. Within the free time around its slot a load may still shift, as long as it does before others book there.
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
    if (starts.length < docks) return from;
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

  /** A dock is free for a load that starts at `start`: how late could it start with a dock free all the time before? */
  freeUntil(supplier: number, start: number): number {
    const starts = this.booked[supplier]!;
    const length = this.model.loadSeconds[supplier]!;
    const docks = this.model.docks[supplier]!;
    let ahead = 0;
    for (const other of starts) if (other > start - length) ahead++;
    if (ahead < docks) return NEVER;
    let until = NEVER;
    for (const later of starts) {
      // From here on a load would run into that one.
      const clash = later - length + 1;
      if (clash <= start || clash > until) continue;
      let busy = 0;
      for (const other of starts) if (other > clash - length && other < clash + length) busy++;
      if (busy >= docks) until = clash - 1;
    }
    return until;
  }

  book(supplier: number, start: number): void {
    this.booked[supplier]!.push(start);
  }

  release(supplier: number, start: number): void {
    const starts = this.booked[supplier]!;
    starts[starts.indexOf(start)] = starts[starts.length - 1]!;
    starts.pop();
  }
}
