import type { Neighbours } from "../neighbours.ts";
import type { Random } from "../random.ts";
import type { Tours } from "../tours.ts";

/** Places looked at before a move is given up. */
const TRIES = 10;
const NEAR = 12;

/**
 * Two trips exchange what comes after a cut in each. Strings are short, so ruin and recreate alone seldom finds that two
 * long ends had better change places, or that one trip could follow another. The test of a cut is O(1) but for the loads.
 * Source: Potvin and Rousseau (1995), "An exchange heuristic for routeing problems with time windows" (2-opt*).
 */
export class TailMoves {
  private readonly tours: Tours;
  private readonly near: Neighbours;
  private readonly random: Random;
  private readonly first: Int32Array;
  private readonly second: Int32Array;
  /** Where the way back is as long and nothing depends on the time, visits may be driven in the other direction. */
  private readonly mayTurn: boolean;

  constructor(tours: Tours, near: Neighbours, random: Random) {
    this.tours = tours;
    this.near = near;
    const { has, metres } = tours.model;
    this.mayTurn = !has.time && metres.every((table) => table.symmetric);
    this.random = random;
    this.first = new Int32Array(tours.model.n);
    this.second = new Int32Array(tours.model.n);
  }

  /** Makes an exchange that adds less than `slack` to the cost of travel; false when the draws brought none. */
  any(slack: number): boolean {
    const { tours, random, near } = this;
    const { n } = tours.model;
    const reach = Math.min(NEAR, near.width);
    if (reach === 0) return false;
    for (let tries = 0; tries < TRIES; tries++) {
      const follow = random.below(n);
      const node = near.list[follow * near.width + random.below(reach)]!;
      const a = tours.tripOf[node]!;
      const b = tours.tripOf[follow]!;
      if (a < 0 || b < 0 || tours.closed[a] || tours.closed[b]) continue;
      if (a === b) {
        if (this.mayTurn && this.turn(node, follow, slack)) return true;
        continue;
      }
      if (this.mayTurn && random.next() < 0.5) {
        if (this.cross(node, a, follow, b, slack)) return true;
        continue;
      }
      if (this.saves(node, a, follow, b, slack) && this.inTime(node, a, follow, b) && this.exchange(node, a, follow, b))
        return true;
    }
    return false;
  }

  /** What lies between two visits of a trip is driven the other way round. */
  private turn(node: number, follow: number, slack: number): boolean {
    const { tours, first } = this;
    const { model, arc, next, place } = tours;
    // Ahead from one of them until the other is met: that one comes first.
    let from = node;
    let to = follow;
    let count = this.gather(first, next[from]!, next, to);
    if (count === 0 || first[count - 1] !== to) {
      from = follow;
      to = node;
      count = this.gather(first, next[from]!, next, to);
    }
    if (count < 2) return false;
    const bus = tours.busOf[tours.tripOf[node]!]!;
    const metres = model.metres[model.classOf[bus]!]!;
    const after = next[to]!;
    const more = metres.get(from, to) + metres.get(first[0]!, place[after]!) - arc[from]! - arc[to]!;
    if (more * model.perMetre[bus]! >= slack) return false;
    this.remove(first, count);
    this.layBackwards(first, count, from);
    return true;
  }

  /** The beginning of one trip, then the beginning of the other backwards; and so the two ends. */
  private cross(node: number, a: number, other: number, b: number, slack: number): boolean {
    const { tours, first, second } = this;
    const { model, arc, next, prev, place, busOf, supplierOf } = tours;
    const busA = busOf[a]!;
    if (!this.driveAlike(busA, busOf[b]!) || supplierOf[a] !== supplierOf[b]) return false;
    const headA = tours.head(a);
    const endA = tours.tail(a);
    const endB = tours.tail(b);
    if (place[headA] !== place[endA] || place[endA] !== place[endB]) return false;
    const metres = model.metres[model.classOf[busA]!]!;
    const afterA = next[node]!;
    const afterB = next[other]!;
    const more = metres.get(node, other) + metres.get(place[afterA]!, place[afterB]!) - arc[node]! - arc[other]!;
    if (more * model.perMetre[busA]! >= slack) return false;
    // The first trip gets the other's beginning for its own end.
    const endCount = this.gather(first, afterA, next);
    const startCount = this.gather(second, other, prev);
    if (!this.fits(a, first, endCount, second, startCount) || !this.fits(b, second, startCount, first, endCount))
      return false;
    this.remove(first, endCount);
    this.remove(second, startCount);
    this.lay(second, startCount, node);
    this.layBackwards(first, endCount, tours.head(b));
    return true;
  }

  private saves(node: number, a: number, follow: number, b: number, slack: number): boolean {
    const { model, place, arc, next, prev, busOf } = this.tours;
    const busA = busOf[a]!;
    const busB = busOf[b]!;
    if (!this.driveAlike(busA, busB)) return false;
    const metres = model.metres[model.classOf[busA]!]!;
    const before = prev[follow]!;
    const after = next[node]!;
    const endA = this.tours.tail(a);
    const endB = this.tours.tail(b);
    let more = metres.get(node, follow) + metres.get(place[before]!, after === endA ? place[endB]! : place[after]!);
    more -= arc[node]! + arc[before]!;
    if (place[endA] !== place[endB]) {
      const last = prev[endB]!;
      more += metres.get(last, place[endA]!) - arc[last]!;
      if (after !== endA) {
        const lastA = prev[endA]!;
        more += metres.get(lastA, place[endB]!) - arc[lastA]!;
      }
    }
    const emptied = before >= model.n && after === endA ? model.fixed[busB]! : 0;
    return more * model.perMetre[busA]! - emptied < slack;
  }

  /** Whether the two new legs arrive in time; exact where a bus does one trip a day, and left open where it does more. */
  private inTime(node: number, a: number, follow: number, b: number): boolean {
    const { model, earliest, latest, service, place, next, prev, busOf } = this.tours;
    if (!model.has.time || model.has.multiTrip || model.group[busOf[a]!] !== model.group[busOf[b]!]) return true;
    const seconds = model.seconds[model.classOf[busOf[a]!]!]!;
    if (earliest[node]! + service[node]! + seconds.get(node, follow) > latest[follow]!) return false;
    const before = prev[follow]!;
    const after = next[node]!;
    if (after >= model.n) return true;
    return earliest[before]! + service[before]! + seconds.get(place[before]!, after) <= latest[after]!;
  }

  private exchange(node: number, a: number, follow: number, b: number): boolean {
    const { tours, first, second } = this;
    const { model, next } = tours;
    if (model.has.stock && tours.supplierOf[a] !== tours.supplierOf[b]) return false;
    const tailA = this.gather(first, next[node]!, next);
    const tailB = this.gather(second, follow, next);
    if (!this.fits(a, first, tailA, second, tailB) || !this.fits(b, second, tailB, first, tailA)) return false;
    const before = tours.prev[follow]!;
    this.remove(first, tailA);
    this.remove(second, tailB);
    this.lay(second, tailB, node);
    this.lay(first, tailA, before);
    return true;
  }

  /** Whether both buses pay the same for the same way. */
  private driveAlike(a: number, b: number): boolean {
    const { classOf, perMetre } = this.tours.model;
    return classOf[a] === classOf[b] && perMetre[a] === perMetre[b];
  }

  /** Visits from `from` on along `links`, to the end of the trip or up to and with `last`. Returns how many. */
  private gather(into: Int32Array, from: number, links: Int32Array, last = -1): number {
    const { n } = this.tours.model;
    let count = 0;
    for (let v = from; v < n; v = links[v]!) {
      into[count++] = v;
      if (v === last) break;
    }
    return count;
  }

  private remove(visits: Int32Array, count: number): void {
    for (let k = 0; k < count; k++) this.tours.remove(visits[k]!);
  }

  private lay(visits: Int32Array, count: number, after: number): void {
    let at = after;
    for (let k = 0; k < count; k++) {
      this.tours.insert(visits[k]!, at);
      at = visits[k]!;
    }
  }

  private layBackwards(visits: Int32Array, count: number, after: number): void {
    for (let k = 0; k < count; k++) this.tours.insert(visits[k]!, after);
  }

  /** Whether the trip can carry, and may serve, `more` instead of `less`. */
  private fits(trip: number, less: Int32Array, lessCount: number, more: Int32Array, moreCount: number): boolean {
    const { model, load, busOf } = this.tours;
    const { dims, demand, has } = model;
    const bus = busOf[trip]!;
    for (let d = 0; d < dims; d++) {
      let sum = load[trip * dims + d]!;
      for (let k = 0; k < lessCount; k++) sum -= demand[less[k]! * dims + d]!;
      for (let k = 0; k < moreCount; k++) sum += demand[more[k]! * dims + d]!;
      if (sum > model.capacity[bus * dims + d]!) return false;
    }
    for (let k = 0; k < moreCount; k++) {
      if (has.patterns && model.allowed[model.pattern[more[k]!]! * model.buses + bus] === 0) return false;
      if (has.apart && model.apart[more[k]!]) return false;
    }
    return true;
  }
}
