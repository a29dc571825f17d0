import { type Amounts, type Features, type Model, NEVER } from "../model.ts";
import type { Random } from "../random.ts";
import { costOfTime } from "../timing.ts";
import type { Tours } from "../tours.ts";
import type { TravelTable } from "../travel-table.ts";
import { lateness, startOfService } from "../windows.ts";

/**
 * What a place in a trip would cost a visit, and the cheapest of those tried. Every test of a place is O(1): earliest and
 * latest starts for windows, work and departure bounds for durations. Now and then a place is looked past ("blink").
 * Sources: Savelsbergh (1992), Vidal et al. (2013); Christiaens and Vanden Berghe (2020) for the blinks.
 */
export class CheapestPlace {
  protected readonly model: Model;
  protected readonly tours: Tours;
  private readonly random: Random;
  private readonly logKeep: number;
  protected untilBlink: number;

  // Verdict on a trip for the visit at hand: +stamp takes it, −stamp does not.
  protected readonly verdict: Int32Array;
  protected stamp = 0;
  /** Whether a place was passed over for what it costs, with no better one known. */
  protected tooDear = false;
  protected bestCost = 0;
  protected bestAfter = -1;

  // What the inner loop reads, one step away instead of two; the travel tables only when all buses share them.
  protected readonly n: number;
  protected readonly has: Features;
  protected readonly next: Int32Array;
  protected readonly prev: Int32Array;
  private readonly place: Int32Array;
  private readonly busOf: Int32Array;
  protected readonly earliest: Int32Array;
  protected readonly latest: Int32Array;
  protected readonly service: Int32Array;
  private readonly oneLoad: boolean;
  private readonly load: Amounts;
  private readonly demand: Amounts;
  private readonly capacity: Amounts;
  protected readonly open: Int32Array;
  protected readonly close: Int32Array;
  private readonly many: Uint8Array;
  private readonly perMetre: Float64Array;
  private readonly symmetric: boolean;
  private readonly metres: TravelTable | null;
  private readonly seconds: TravelTable | null;

  constructor(tours: Tours, random: Random, blink: number) {
    const { model } = tours;
    this.model = model;
    this.tours = tours;
    this.random = random;
    this.logKeep = Math.log(1 - blink);
    this.n = model.n;
    this.has = model.has;
    this.next = tours.next;
    this.prev = tours.prev;
    this.place = tours.place;
    this.busOf = tours.busOf;
    this.earliest = tours.earliest;
    this.latest = tours.latest;
    this.service = tours.service;
    this.oneLoad = model.dims === 1;
    this.load = tours.load;
    this.demand = model.demand;
    this.capacity = model.capacity;
    this.open = model.open;
    this.close = model.close;
    this.many = model.many;
    this.perMetre = model.perMetre;
    this.symmetric = model.symmetric;
    const oneClass = model.metres.length === 1;
    this.metres = oneClass ? model.metres[0]! : null;
    this.seconds = oneClass ? model.seconds[0]! : null;
    this.verdict = new Int32Array(tours.slots);
    this.untilBlink = this.drawBlink();
  }

  /** As `mayTake`, and remembered for the visit at hand. */
  protected takes(trip: number, visit: number): boolean {
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

  /** Remembers the place behind `node` if it is the cheapest so far and in time; its window the caller has looked at. */
  protected tryAfter(visit: number, node: number, trip: number): void {
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
