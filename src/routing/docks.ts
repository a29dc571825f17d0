import { type Model, NEVER } from "./model.ts";

/**
 * Who loads where and when, for suppliers with few docks. A bus books slots for its day when it is re-timed and keeps
 * them until it is re-timed again, so that no change to one bus ever delays another: the search stays feasible at each
 * moment. Within the free time around its slot a load may still shift, as long as it does before others book there.
 */
export class Docks {
  private readonly model: Model;
  /** Per supplier: start of each booked slot, the first first; all slots of a supplier are equally long. */
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
    let first = 0;
    for (;;) {
      // Slots are equally long, so a window of that length is free when fewer than `docks` starts lie within one length.
      while (first < starts.length && starts[first]! <= start - length) first++;
      let end = first;
      while (end < starts.length && starts[end]! < start + length) end++;
      if (end - first < docks) return start;
      start = starts[first]! + length;
    }
  }

  /** A dock is free for a load that starts at `start`: how late could it start with a dock free all the time before? */
  freeUntil(supplier: number, start: number): number {
    const starts = this.booked[supplier]!;
    const length = this.model.loadSeconds[supplier]!;
    const docks = this.model.docks[supplier]!;
    let first = starts.length;
    while (first > 0 && starts[first - 1]! > start - length) first--;
    if (starts.length - first < docks) return NEVER;
    let end = first;
    for (let k = first; k < starts.length; k++) {
      // From here on a load would run into that one.
      const clash = starts[k]! - length + 1;
      if (clash <= start) continue;
      while (starts[first]! <= clash - length) first++;
      while (end < starts.length && starts[end]! < clash + length) end++;
      if (end - first >= docks) return clash - 1;
    }
    return NEVER;
  }

  book(supplier: number, start: number): void {
    const starts = this.booked[supplier]!;
    let at = starts.length;
    starts.push(start);
    for (; at > 0 && starts[at - 1]! > start; at--) starts[at] = starts[at - 1]!;
    starts[at] = start;
  }

  release(supplier: number, start: number): void {
    const starts = this.booked[supplier]!;
    for (let at = starts.indexOf(start); at + 1 < starts.length; at++) starts[at] = starts[at + 1]!;
    starts.pop();
  }
}
