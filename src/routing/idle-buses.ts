import type { Model } from "./model.ts";

/** Unused buses per group of interchangeable ones, each taken out and put back in constant time. */
export class IdleBuses {
  /** Buses of group `g` that stand idle: the first `count[g]` of `list[g]`. */
  readonly list: Int32Array[];
  readonly count: Int32Array;
  private readonly group: Int32Array;
  private readonly maxTrips: Int32Array;
  private readonly at: Int32Array;

  constructor(model: Model) {
    this.group = model.group;
    this.maxTrips = model.maxTrips;
    this.list = Array.from({ length: model.groups }, () => new Int32Array(model.buses));
    this.count = new Int32Array(model.groups);
    this.at = new Int32Array(model.buses);
    for (let b = model.buses - 1; b >= 0; b--) this.add(b);
  }

  /** An idle bus of the group, the one that came last, or −1. */
  any(group: number): number {
    const count = this.count[group]!;
    return count > 0 ? this.list[group]![count - 1]! : -1;
  }

  /** A bus that may do no trip, broken down for example, is never offered. */
  add(bus: number): void {
    if (this.maxTrips[bus] === 0) return;
    const group = this.group[bus]!;
    this.at[bus] = this.count[group]!;
    this.list[group]![this.count[group]!++] = bus;
  }

  take(bus: number): void {
    if (this.maxTrips[bus] === 0) return;
    const group = this.group[bus]!;
    const list = this.list[group]!;
    const last = list[--this.count[group]!]!;
    list[this.at[bus]!] = last;
    this.at[last] = this.at[bus]!;
  }
}
