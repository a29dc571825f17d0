import { Random } from "./random.ts";
import type { Tours } from "./tours.ts";

/** With less of the budget left than this a new start would not get cold. */
const TOO_LATE = 0.9;
/** The plan is looked at each so many rounds; … */
const LOOK_EVERY = 1_024;
/** … so many looks at days that are all known mean that the search goes round in a small circle. */
const LOOKS = 20;
/** A freezing point was passed some time before it was noticed: the next time it is cooled a little further. */
const BELOW = 0.7;
/** More days than this are not remembered. */
const MOST_DAYS = 200_000;

/**
 * The temperature over the budget: geometric from hot to cold. A small problem freezes long before the end; what is left
 * of the budget then goes into another start, cooled to where the last one froze.
 */
export class Cooling {
  private readonly tours: Tours;
  private readonly start: number;
  private readonly cold: number;
  private readonly restarts: boolean;
  /** The sum of its visits' weights stands for what a bus does, in whatever order. */
  private readonly weight: Float64Array;
  private readonly known = new Set<number>();
  private looks = 0;
  private from = 0;
  private end: number;

  constructor(tours: Tours, hot: number, cold: number, restarts: boolean) {
    this.tours = tours;
    this.start = hot;
    this.cold = cold;
    this.end = cold;
    this.restarts = restarts;
    const random = new Random(tours.model.n);
    this.weight = Float64Array.from({ length: tours.model.n }, () => random.below(2 ** 30));
  }

  /** `share` of the budget that is used, 0 to 1. In units of cost. */
  temperature(share: number): number {
    return this.start * (this.end / this.start) ** ((share - this.from) / (1 - this.from));
  }

  /** To be told how far the search is, between rounds. */
  watch(share: number, rounds: number): void {
    if (!this.restarts || rounds % LOOK_EVERY !== 0 || share > TOO_LATE) return;
    this.looks = this.meetsNewDay() ? 0 : this.looks + 1;
    if (this.looks <= LOOKS) return;
    this.end = Math.max(this.cold, BELOW * this.temperature(share));
    this.from = share;
    this.looks = 0;
    this.known.clear();
  }

  private meetsNewDay(): boolean {
    const { tours, known, weight } = this;
    const { n, buses } = tours.model;
    if (known.size > MOST_DAYS) known.clear();
    const before = known.size;
    for (let bus = 0; bus < buses; bus++) {
      let day = 0;
      for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!)
        for (let v = tours.next[tours.head(t)]!; v < n; v = tours.next[v]!) day += weight[v]!;
      known.add(day);
    }
    return known.size > before;
  }
}
