import type { Neighbours, Partners } from "../neighbours.ts";
import type { Random } from "../random.ts";
import type { Tours } from "../tours.ts";
import { CheapestPlace } from "./cheapest-place.ts";
import { Opener } from "./opener.ts";

/**
 * Puts visits back where they cost least, one after another: beside a near visit, else in any trip, or in a new one.
 * Source: Christiaens and Vanden Berghe (2020), "Slack induction by string removals for vehicle routing problems".
 */
export class Recreate extends CheapestPlace {
  private readonly near: Partners;
  private readonly opener: Opener;
  /** Above 1, an optional visit may cost more than leaving it out: the next ones may make its trip worth while. */
  patience = 1;
  /** Whether a new trip may be opened for a visit that could go elsewhere. */
  opens = true;
  /** What the last insertion cost. */
  paid = 0;
  /** Nodes behind which the visit at hand has been tried, by stamp. */
  private readonly tried: Int32Array;
  private readonly metresPerCost: number;
  /** Whether an insertion changes no times but those that `timeInsertion` works out. */
  private readonly plainDays: boolean;

  constructor(tours: Tours, near: Partners, wide: Neighbours, random: Random, blink: number) {
    super(tours, random, blink);
    this.near = near;
    this.opener = new Opener(tours, wide, random);
    this.tried = new Int32Array(tours.next.length);
    const { perMetre, has, many } = tours.model;
    this.metresPerCost = 1 / perMetre.reduce((least, price) => Math.min(least, price), Number.POSITIVE_INFINITY);
    const { docks, release, order, soft, multiTrip, time } = has;
    this.plainDays = time && !(docks || release || order || soft || multiTrip || many.includes(1));
  }

  /** Set per round; see `Opener`. */
  set fixedShare(share: number) {
    this.opener.fixedShare = share;
  }

  /**
   * Inserts one visit at its cheapest place. False when there is none: it stays out. `thorough`: every bus may open a
   * trip; `barred`: a trip that may not have it, −1 for none; `limit`: a place at that cost or more is none.
   */
  insert(visit: number, thorough = false, barred = -1, limit = Number.POSITIVE_INFINITY): boolean {
    const { tours, near } = this;
    this.stamp++;
    if (barred >= 0) this.verdict[barred] = -this.stamp;
    this.bestCost = limit;
    this.bestAfter = -1;
    this.tooDear = false;
    const { width, list, order, detour } = near;
    const { tripOf, reach, arc } = tours;
    const { n, next, prev, earliest, latest, service, tried, stamp } = this;
    const { windows } = this.has;
    const close = this.close[visit]!;
    const done = this.open[visit]! + service[visit]!;
    const first = visit * width;
    let bound = limit * this.metresPerCost;
    for (let k = first; k < first + width; k++) {
      const other = list[k]!;
      if (other < 0) break;
      // What lies beyond the other is tried already or as far away as the other: most places beside it are known to
      // cost more than the best without a closer look, and those beside a visit that is out are none.
      const far = detour[k]!;
      if (far - reach[other]! >= bound) {
        this.tooDear = true;
        continue;
      }
      const trip = tripOf[other]!;
      if (trip < 0) continue;
      const verdict = this.verdict[trip]!;
      if (verdict === -stamp || (verdict !== stamp && !this.takes(trip, visit))) continue;
      const sides = order[k]!;
      const follow = next[other]!;
      // Most places are hours away from the visit's window: that is told without a look at the travel tables.
      if (sides & 1 && tried[other] !== stamp) {
        if (follow < n && far - arc[other]! >= bound) this.tooDear = true;
        else if (!windows || (earliest[other]! + service[other]! <= close && done <= latest[follow]!)) {
          tried[other] = stamp;
          this.tryAfter(visit, other, trip);
        }
      }
      const before = prev[other]!;
      if (sides & 2 && tried[before] !== stamp) {
        if (before < n && far - arc[before]! >= bound) this.tooDear = true;
        else if (!windows || (earliest[before]! + service[before]! <= close && done <= latest[other]!)) {
          tried[before] = stamp;
          this.tryAfter(visit, before, trip);
        }
      }
      bound = this.bestCost * this.metresPerCost;
    }
    if (this.bestAfter < 0) {
      // Near places that cost too much say enough: those farther away seldom cost less.
      if (!this.tooDear || !this.hasNear(visit)) this.scanAll(visit);
      if (this.bestAfter < 0 && this.tooDear && !this.opens) return false;
    }
    const patience = tours.priceOfAbsence(visit) * this.patience;
    if (this.opens || this.bestAfter < 0) this.opener.find(visit, this.bestCost, thorough);
    else this.opener.cost = Number.POSITIVE_INFINITY;
    if (this.opener.cost < this.bestCost) {
      if (this.opener.cost > patience) return false;
      this.paid = this.opener.cost;
      return this.put(visit, tours.head(this.opener.open()));
    }
    if (this.bestAfter < 0 || this.bestCost > patience) return false;
    this.paid = this.bestCost;
    return this.put(visit, this.bestAfter);
  }

  /** Opens the cheapest trip that could take the visit, empty; −1 when there is none. */
  openFor(visit: number): number {
    this.opener.find(visit, Number.POSITIVE_INFINITY, true);
    return this.opener.cost < Number.POSITIVE_INFINITY ? this.opener.open() : -1;
  }

  private put(visit: number, after: number): boolean {
    const { tours, model } = this;
    const bus = tours.busOf[tours.tripOf[after]!]!;
    const step = this.plainDays && tours.timed[bus] === 1;
    tours.insert(visit, after);
    if (!model.has.time) return true;
    if (step ? tours.timePut(bus, visit) : tours.retime(bus)) return true;
    // The quick test is exact but for cleaning, late service and several windows with limits on duration.
    tours.remove(visit);
    tours.retime(bus);
    return false;
  }

  /** Whether there is a place near by at all, whatever it costs: for when none was found below the limit. */
  private hasNear(visit: number): boolean {
    const { width, list, order } = this.near;
    const { tripOf } = this.tours;
    const { next, prev, earliest, latest, service } = this;
    const { windows } = this.has;
    const close = this.close[visit]!;
    const done = this.open[visit]! + service[visit]!;
    const limit = this.bestCost;
    const blink = this.untilBlink;
    this.untilBlink = -1;
    this.bestCost = Number.POSITIVE_INFINITY;
    for (let k = visit * width; k < (visit + 1) * width && this.bestAfter < 0; k++) {
      const other = list[k]!;
      if (other < 0) break;
      const trip = tripOf[other]!;
      if (trip < 0) continue;
      const verdict = this.verdict[trip]!;
      if (verdict === -this.stamp || (verdict !== this.stamp && !this.takes(trip, visit))) continue;
      const before = prev[other]!;
      if (order[k]! & 1 && (!windows || (earliest[other]! + service[other]! <= close && done <= latest[next[other]!]!)))
        this.tryAfter(visit, other, trip);
      if (order[k]! & 2 && (!windows || (earliest[before]! + service[before]! <= close && done <= latest[other]!)))
        this.tryAfter(visit, before, trip);
    }
    const found = this.bestAfter >= 0;
    this.bestAfter = -1;
    this.bestCost = limit;
    this.untilBlink = blink;
    return found;
  }

  private scanAll(visit: number): void {
    const { tours, model, earliest, latest, service, next } = this;
    const { windows } = this.has;
    const close = this.close[visit]!;
    const done = this.open[visit]! + service[visit]!;
    for (let bus = 0; bus < model.buses; bus++)
      for (let trip = tours.firstTrip[bus]!; trip >= 0; trip = tours.nextTrip[trip]!) {
        const verdict = this.verdict[trip]!;
        if (verdict === -this.stamp || (verdict !== this.stamp && !this.takes(trip, visit))) continue;
        const tail = tours.tail(trip);
        for (let node = tours.head(trip); node !== tail; ) {
          // Whatever follows is later still.
          if (windows && earliest[node]! + service[node]! > close) break;
          const follow = next[node]!;
          if (!windows || done <= latest[follow]!) this.tryAfter(visit, node, trip);
          node = follow;
        }
      }
  }
}
