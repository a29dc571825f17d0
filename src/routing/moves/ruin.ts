import type { Neighbours } from "../neighbours.ts";
import type { Random } from "../random.ts";
import type { Tours } from "../tours.ts";

/** Visits taken out per round, on average; fewer where trips are short and a bus does several. */
const AVERAGE_OUT = 10;
const AVERAGE_OUT_LOADS = 6;
const LONGEST_STRING = 10;
const SPLIT_CHANCE = 0.5;
const SPLIT_STOP = 0.99;
/** Few visits out of few trips, for a round that exchanges them. */
const EXCHANGED_STRINGS = 3;
const EXCHANGED_LONGEST = 2;
/** Taking out more visits as whole trips would make a round too slow. */
const MOST_WHOLE = 60;

/**
 * Takes short strings of visits out of neighbouring tours, which leaves slack in one region of the plan.
 * Source: Christiaens and Vanden Berghe (2020), section 5.2.
 */
export class Ruin {
  /** What the last ruin took out, and per visit the trip that it was taken from last (−1: never). */
  readonly out: Int32Array;
  readonly from: Int32Array;
  outCount = 0;
  private readonly tours: Tours;
  private readonly near: Neighbours;
  private readonly random: Random;
  private readonly ruined: Int32Array;
  private round = 0;
  private readonly averageOut: number;
  private readonly patterns: boolean;

  constructor(tours: Tours, near: Neighbours, random: Random) {
    this.tours = tours;
    this.near = near;
    this.random = random;
    this.out = new Int32Array(tours.model.n);
    this.from = new Int32Array(tours.model.n).fill(-1);
    this.averageOut = tours.model.packing ? AVERAGE_OUT_LOADS : AVERAGE_OUT;
    this.patterns = tours.model.has.patterns;
    this.ruined = new Int32Array(tours.slots);
  }

  /** Strings from tours around a visit drawn at random. */
  strings(): void {
    const { tours, random } = this;
    const served = tours.model.n - tours.absentCount;
    const longest = Math.min(LONGEST_STRING, served / Math.max(1, tours.tripCount));
    const most = (4 * this.averageOut) / (1 + longest) - 1;
    this.stringsAround(Math.floor(random.next() * most + 1), longest);
  }

  /** One or two visits from each of two or three neighbouring tours, to be given to one another. */
  few(): void {
    this.stringsAround(2 + this.random.below(EXCHANGED_STRINGS - 1), EXCHANGED_LONGEST);
  }

  private stringsAround(strings: number, longest: number): void {
    const { near } = this;
    const { n } = this.tours.model;
    this.outCount = 0;
    this.round++;
    if (this.tours.absentCount === n) return;
    const seed = this.random.below(n);
    this.stringAround(seed, longest);
    let taken = this.outCount > 0 ? 1 : 0;
    const { width, list } = near;
    const home = this.tours.tripOf[seed]!;
    for (let k = seed * width; k < seed * width + width && taken < strings; k++) {
      if (this.patterns && !this.mayExchange(seed, home, list[k]!)) continue;
      const before = this.outCount;
      this.stringAround(list[k]!, longest);
      if (this.outCount > before) taken++;
    }
  }

  /**
   * Whether one of two visits may go to the other's bus, the first coming from trip `home` (−1: none). Where buses may not
   * serve everybody, what is taken from two trips that can give each other nothing goes back where it came from.
   */
  private mayExchange(visit: number, home: number, other: number): boolean {
    const { tripOf, busOf, model } = this.tours;
    const { pattern, allowed, buses } = model;
    const trip = tripOf[other]!;
    if (trip < 0) return false;
    if (allowed[pattern[visit]! * buses + busOf[trip]!] === 1) return true;
    return home >= 0 && allowed[pattern[other]! * buses + busOf[home]!] === 1;
  }

  /** One to three whole neighbouring trips, as long as that is not too much for one round. */
  wholeTrips(): void {
    if (this.takeTrips(1 + this.random.below(3), MOST_WHOLE) < 0) this.strings();
  }

  /** Whole trips, nearest to a visit drawn at random; that visit comes first in `out`. */
  trips(count: number): void {
    this.takeTrips(count, Number.POSITIVE_INFINITY);
  }

  /** Returns the visit that it started from, −1 when the trip there has more than `most` visits. */
  private takeTrips(count: number, most: number): number {
    const { tours, random, near } = this;
    const { n } = tours.model;
    this.outCount = 0;
    this.round++;
    if (tours.absentCount === n) return -1;
    let seed = random.below(n);
    while (tours.tripOf[seed]! < 0) seed = random.below(n);
    if (tours.size[tours.tripOf[seed]!]! > most) return -1;
    this.takeTrip(seed);
    const { width, list } = near;
    for (let k = seed * width; k < seed * width + width && count > 1; k++) {
      const trip = tours.tripOf[list[k]!]!;
      if (trip < 0 || this.ruined[trip] === this.round) continue;
      if (this.outCount + tours.size[trip]! > most) break;
      this.takeTrip(list[k]!);
      count--;
    }
    return seed;
  }

  private takeTrip(first: number): void {
    const { tours } = this;
    const { n } = tours.model;
    const trip = tours.tripOf[first]!;
    this.ruined[trip] = this.round;
    if (tours.closed[trip]) return;
    this.take(first);
    for (let v = tours.next[tours.head(trip)]!; v < n; ) {
      const after = tours.next[v]!;
      this.take(v);
      v = after;
    }
  }

  private stringAround(visit: number, longest: number): void {
    const { tours, random } = this;
    const trip = tours.tripOf[visit]!;
    if (trip < 0 || this.ruined[trip] === this.round) return;
    this.ruined[trip] = this.round;
    const size = tours.size[trip]!;
    const length = Math.floor(random.next() * Math.min(size, longest) + 1);
    let kept = 0;
    if (length > 1 && length < size && random.next() < SPLIT_CHANCE) {
      kept = 1;
      while (length + kept < size && random.next() > SPLIT_STOP) kept++;
    }
    // Walk back a random share of the string, as far as the tour goes, then take (or keep) going forward.
    const span = length + kept;
    let back = random.below(span);
    let first = visit;
    while (back > 0 && tours.isVisit(tours.prev[first]!)) {
      first = tours.prev[first]!;
      back--;
    }
    // Not enough tour ahead: start earlier.
    let ahead = 1;
    for (let v = first; ahead < span && tours.isVisit(tours.next[v]!); v = tours.next[v]!) ahead++;
    while (ahead < span) {
      first = tours.prev[first]!;
      ahead++;
    }
    const keepFrom = kept > 0 ? 1 + random.below(length - 1) : span;
    let v = first;
    for (let k = 0; k < span; k++) {
      const after = tours.next[v]!;
      if (k < keepFrom || k >= keepFrom + kept) this.take(v);
      v = after;
    }
  }

  private take(visit: number): void {
    if (this.tours.model.locked[visit]) return;
    this.from[visit] = this.tours.tripOf[visit]!;
    this.tours.remove(visit);
    this.out[this.outCount++] = visit;
  }
}
