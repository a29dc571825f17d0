import { type Amounts, type Features, type Model, NEVER } from "../model.ts";
import type { Neighbours, Partners } from "../neighbours.ts";
import type { Random } from "../random.ts";
import { costOfTime } from "../timing.ts";
import type { Tours } from "../tours.ts";
import type { TravelTable } from "../travel-table.ts";
import { lateness, startOfService } from "../windows.ts";
import { Opener } from "./opener.ts";

/**
 * Puts visits back where they cost least, one after another, now and then looking past a place ("blink").
 * Every test of a place is O(1): earliest and latest starts for windows, work and departure bounds for durations.
 * Source: Christiaens and Vanden Berghe (2020), "Slack induction by string removals for vehicle routing problems".
 */
export class Recreate {
  private readonly model: Model;
  private readonly tours: Tours;
  private readonly random: Random;
  private readonly near: Partners;
  private readonly opener: Opener;
  private readonly logKeep: number;
  private untilBlink: number;

  // Verdict on a trip for the visit at hand: +stamp takes it, −stamp does not.
  private readonly verdict: Int32Array;
  private stamp = 0;
  /** Above 1, an optional visit may cost more than leaving it out: the next ones may make its trip worth while. */
  patience = 1;
  /** Whether a new trip may be opened for a visit that could go elsewhere. */
  opens = true;
  /** What the last insertion cost. */
  paid = 0;
  /** Nodes behind which the visit at hand has been tried, by stamp. */
  private readonly tried: Int32Array;
  /** Whether a place was passed over for what it costs, with no better one known. */
  private tooDear = false;
  /** Whether an insertion changes no times but those that `timeInsertion` works out. */
  private readonly plainDays: boolean;
  /** Whether all ways are as long there as back: then what is read about a visit lies in its own row of the tables. */
  private readonly symmetric: boolean;
  private bestCost = 0;
  private bestAfter = -1;

  // What the inner loop reads, one step away instead of two; the travel tables only when all buses share them.
  private readonly n: number;
  private readonly has: Features;
  private readonly next: Int32Array;
  private readonly place: Int32Array;
  private readonly busOf: Int32Array;
  private readonly earliest: Int32Array;
  private readonly latest: Int32Array;
  private readonly service: Int32Array;
  private readonly prev: Int32Array;
  private readonly oneLoad: boolean;
  private readonly load: Amounts;
  private readonly demand: Amounts;
  private readonly capacity: Amounts;
  private readonly open: Int32Array;
  private readonly close: Int32Array;
  private readonly many: Uint8Array;
  private readonly perMetre: Float64Array;
  private readonly metresPerCost: number;
  private readonly metres: TravelTable | null;
  private readonly seconds: TravelTable | null;

  constructor(tours: Tours, near: Partners, wide: Neighbours, random: Random, blink: number) {
    this.model = tours.model;
    this.tours = tours;
    this.random = random;
    this.near = near;
    this.logKeep = Math.log(1 - blink);
    this.opener = new Opener(tours, wide, random);
    this.tried = new Int32Array(tours.next.length);
    const { model } = tours;
    this.n = model.n;
    this.has = model.has;
    const { docks, release, order, soft, multiTrip, time } = model.has;
    this.plainDays = time && !(docks || release || order || soft || multiTrip || model.many.includes(1));
    this.symmetric = model.symmetric;
    this.next = tours.next;
    this.prev = tours.prev;
    this.oneLoad = model.dims === 1;
    this.load = tours.load;
    this.demand = model.demand;
    this.capacity = model.capacity;
    this.place = tours.place;
    this.busOf = tours.busOf;
    this.earliest = tours.earliest;
    this.latest = tours.latest;
    this.service = tours.service;
    this.open = model.open;
    this.close = model.close;
    this.many = model.many;
    this.perMetre = model.perMetre;
    this.metresPerCost = 1 / model.perMetre.reduce((least, price) => Math.min(least, price), Number.POSITIVE_INFINITY);
    const oneClass = model.metres.length === 1;
    this.metres = oneClass ? model.metres[0]! : null;
    this.seconds = oneClass ? model.seconds[0]! : null;
    this.verdict = new Int32Array(tours.slots);
    this.untilBlink = this.drawBlink();
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
      if (this.tooDear && this.hasNear(visit)) {
        if (!this.opens) return false;
      } else this.scanAll(visit);
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

  private takes(trip: number, visit: number): boolean {
    const isFull = this.oneLoad && this.load[trip]! + this.demand[visit]! > this.capacity[this.busOf[trip]!]!;
    const yes = !isFull && this.mayTake(trip, visit);
    this.verdict[trip] = yes ? this.stamp : -this.stamp;
    return yes;
  }

  /** Whether capacity, permission, stock and company let the visit into the trip; time is another question. */
  mayTake(trip: number, visit: number): boolean {
    const { model, tours } = this;
    const bus = tours.busOf[trip]!;
    const { dims, has } = model;
    if (dims === 1) {
      if (tours.load[trip]! + model.demand[visit]! > model.capacity[bus]!) return false;
    } else
      for (let d = 0; d < dims; d++)
        if (tours.load[trip * dims + d]! + model.demand[visit * dims + d]! > model.capacity[bus * dims + d]!)
          return false;
    if (has.patterns && model.allowed[model.pattern[visit]! * model.buses + bus] === 0) return false;
    if (tours.closed[trip]) return false;
    const supplier = tours.supplierOf[trip]!;
    if (has.stock) {
      const { packages } = model;
      for (let k = 0; k < packages; k++) {
        const need = model.goods[visit * packages + k]!;
        if (need > 0 && need > tours.stockLeft[supplier * packages + k]!) return false;
      }
    }
    if (has.apart && model.apart[visit])
      for (const other of model.apart[visit]!) if (tours.tripOf[other] === trip) return false;
    return true;
  }

  private tryAfter(visit: number, node: number, trip: number): void {
    const { model, tours } = this;
    if (--this.untilBlink === 0) {
      this.untilBlink = this.drawBlink();
      return;
    }
    const { has } = this;
    const follow = this.next[node]!;
    const bus = this.busOf[trip]!;
    const from = this.place[node]!;
    const to = this.place[follow]!;
    const metres = this.metres ?? model.metres[model.classOf[bus]!]!;
    const toVisit = this.symmetric ? metres.get(visit, from) : metres.get(from, visit);
    let cost = (toVisit + metres.get(visit, to) - tours.arc[node]!) * this.perMetre[bus]!;
    if (tours.movePrice > 0 && tours.home[visit]! >= 0 && tours.home[visit] !== bus) cost += tours.movePrice;
    if (cost >= this.bestCost) {
      this.tooDear = true;
      return;
    }
    if (!has.time) {
      this.bestCost = cost;
      this.bestAfter = node;
      return;
    }
    if (has.rank) {
      const rank = model.rank[visit]!;
      if (node < this.n && model.rank[node]! > rank) return;
      if (follow < this.n && model.rank[follow]! < rank) return;
    }
    if (has.order && !this.keepsOrder(visit, node)) return;
    const seconds = this.seconds ?? model.seconds[model.classOf[bus]!]!;
    const there = this.symmetric ? seconds.get(visit, from) : seconds.get(from, visit);
    const back = seconds.get(visit, to);
    let ready = this.earliest[node]!;
    if (has.release) {
      const head = tours.head(trip);
      const release = model.release[visit]!;
      // Waiting for its goods moves the load, and through the work done since then this place too.
      if (release > this.latest[head]!) return;
      if (release > this.earliest[head]!) ready = Math.max(ready, release + tours.work[node]! - tours.work[head]!);
    }
    let start = ready + this.service[node]! + there;
    let close = this.close[visit]!;
    if (this.many[visit]) {
      start = startOfService(model, visit, start);
      if (start < 0) return;
    } else {
      if (start < this.open[visit]!) start = this.open[visit]!;
      if (start > close) return;
    }
    const arrival = start + this.service[visit]! + back;
    if (arrival > this.latest[follow]!) return;
    if (has.driving && tours.driving[bus]! + there + back - seconds.get(from, to) > model.maxDriving[bus]!) return;
    if (has.duration) {
      const work = tours.work[node]! + this.service[node]! + there;
      const workAfter = work + this.service[visit]! + back;
      const end = Math.max(tours.endBound[follow]!, arrival + tours.workLeft[follow]!);
      if (this.many[visit]) close = NEVER;
      const depart = Math.min(tours.depart[node]!, close - work, this.latest[follow]! - workAfter);
      const length = Math.max(workAfter + tours.workLeft[follow]!, end - depart);
      if (length > model.maxSeconds[bus]!) return;
      cost += costOfTime(model, bus, length) - costOfTime(model, bus, tours.seconds[bus]!);
    }
    if (has.soft) cost += this.extraLateness(visit, follow, start, arrival);
    if (cost >= this.bestCost) return;
    this.bestCost = cost;
    this.bestAfter = node;
  }

  /** Whether the others of the visit's "order" pin lie on the right side of a place behind `node`, by their times. */
  private keepsOrder(visit: number, node: number): boolean {
    const { model, tours, earliest } = this;
    const pin = model.orderOf[visit]!;
    if (pin < 0) return true;
    for (const other of model.orders[pin]!) {
      if (other === node || tours.tripOf[other]! < 0) continue;
      const behind = earliest[other]! > earliest[node]!;
      if (behind ? model.orderAt[other]! < model.orderAt[visit]! : model.orderAt[other]! > model.orderAt[visit]!)
        return false;
    }
    return node >= this.n || model.orderOf[node] !== pin || model.orderAt[node]! <= model.orderAt[visit]!;
  }

  /** Late service here and, along the rest of the trip, where the delay is not yet absorbed. */
  private extraLateness(visit: number, follow: number, start: number, arrival: number): number {
    const { model, tours } = this;
    let sum = model.many[visit] ? lateness(model, visit, start) : 0;
    const seconds = model.seconds[model.classOf[tours.busOf[tours.tripOf[follow]!]!]!]!;
    for (let node = follow, at = arrival; node < model.n; ) {
      if (model.many[node]) {
        at = startOfService(model, node, at);
        if (at < 0) return Number.POSITIVE_INFINITY;
        sum += lateness(model, node, at) - lateness(model, node, tours.earliest[node]!);
      } else at = Math.max(at, model.open[node]!);
      if (at <= tours.earliest[node]!) break;
      const after = tours.next[node]!;
      at += tours.service[node]! + seconds.get(tours.place[node]!, tours.place[after]!);
      node = after;
    }
    return sum;
  }

  /** How many places until the next one is overlooked: geometric, so that no random number is drawn per place. */
  private drawBlink(): number {
    if (this.logKeep === 0) return -1;
    return 1 + Math.floor(Math.log(1 - this.random.next()) / this.logKeep);
  }
}
