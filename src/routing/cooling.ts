/** With less of the budget left than this a new start would not get cold. */
const TOO_LATE = 0.9;
/** The plan is looked at each so many rounds; … */
const LOOK_EVERY = 1_024;
/** … so many looks at costs that are all known mean that it goes round in a small circle. */
const LOOKS = 20;
/** A freezing point was passed some time before it was noticed: the next time it is cooled a little further. */
const BELOW = 0.7;

/**
 * The temperature over the budget: geometric from hot to cold. A small problem freezes long before the end; what is left
 * of the budget then goes into another start, cooled to where the last one froze.
 */
export class Cooling {
  private readonly cold: number;
  private readonly restarts: boolean;
  private readonly known = new Set<number>();
  private looks = 0;
  private from = 0;
  private readonly start: number;
  private end: number;

  constructor(hot: number, cold: number, restarts: boolean) {
    this.cold = cold;
    this.restarts = restarts;
    this.start = hot;
    this.end = cold;
  }

  /** `share` of the budget that is used, 0 to 1. In units of cost. */
  temperature(share: number): number {
    return this.start * (this.end / this.start) ** ((share - this.from) / (1 - this.from));
  }

  /** To be told the cost of the plan now and then. */
  watch(share: number, rounds: number, cost: number): void {
    if (!this.restarts || rounds % LOOK_EVERY !== 0 || share > TOO_LATE) return;
    this.looks = this.known.has(cost) ? this.looks + 1 : 0;
    this.known.add(cost);
    if (this.looks <= LOOKS) return;
    this.end = Math.max(this.cold, BELOW * this.temperature(share));
    this.from = share;
    this.looks = 0;
    this.known.clear();
  }
}
