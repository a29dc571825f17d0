import { Cooling } from "./cooling.ts";
import { insertAbsent, layChains, layGiven, layPins } from "./first-tours.ts";
import type { Model } from "./model.ts";
import { Recreate } from "./moves/recreate.ts";
import { Ruin } from "./moves/ruin.ts";
import { TailMoves } from "./moves/tail-moves.ts";
import { TripMoves } from "./moves/trip-moves.ts";
import { type Neighbours, nearestPartners, nearestVisits } from "./neighbours.ts";
import { Random } from "./random.ts";
import { type PlainDay, Snapshot } from "./snapshot.ts";
import { Tours } from "./tours.ts";

const BLINK = 0.01;
const NEAR_FOR_INSERT = 40;
const NEAR_FOR_RUIN = 250;
const HOT = 1.4;
const COLD = 0.014;
/**
 * Below this many milliseconds per visit the search starts cooler: there is no time to undo a hot start. Not where windows
 * bind single trips: there a cool start freezes in the first plan's order of the day, and costs far more than it saves.
 */
const HURRIED_MS = 20;
const HURRIED = 0.4;
const WARM = 0.05;
/** Chance that a round takes whole trips apart. */
const WHOLE_TRIPS = 0.02;
/** … that trips which a ruin has emptied are closed before visits go back; more often where few trips fill a bus … */
const CLOSE_EMPTIED = 0.2;
const CLOSE_EMPTIED_LOADS = 0.8;
/**
 * … that no new trip is opened for a visit that can go elsewhere, so that a trip which is out may stay closed; never where
 * buses cost something of their own, as the next one may be the cheaper one …
 */
const THRIFT = 0.15;
/**
 * … that a few visits are exchanged where loads alone bind: on their own they go back where they came from, as the
 * next trip has no room for one without the other; so each is kept out of its old trip with the second chance …
 */
const EXCHANGE = 0.3;
const KEPT_OUT = 0.7;
/** … that two trips exchange their ends instead, where the draws find such a pair; more often where buses differ and have windows … */
const TAILS = 0.2;
const TAILS_MIXED = 0.4;
/** … and that it changes which bus does which trip; more often where a bus has several, and as before. */
const TRIP_MOVES = 0.03;
const TRIP_MOVES_OFTEN = 0.1;

/** Of the budget; then what is hard to place is left to the search. */
const FIRST_PLAN_SHARE = 1 / 3;
/** With more left out than this, a round tries so many of them, drawn anew, and the clock is read more often. */
const MANY_ABSENT = 400;
const ROUNDS_A_READING = 128;
const ROUNDS_A_READING_SLOW = 8;

/** When to stop and how warm to be, as the share of the budget that is used. */
export interface Pace {
  /** 0 … 1; read each `ROUNDS_A_READING` rounds. */
  share(rounds: number): number;
  /** Milliseconds in all, when that is the budget. */
  ms?: number;
}

/**
 * Simulated annealing over ruin and recreate: the plan is feasible at every moment and what is left out stays in play.
 * Source: Christiaens and Vanden Berghe (2020), "Slack induction by string removals for vehicle routing problems".
 */
export class Search {
  readonly tours: Tours;
  readonly best: Snapshot;
  rounds = 0;
  private readonly model: Model;
  private readonly random: Random;
  private readonly ruin: Ruin;
  readonly recreate: Recreate;
  private readonly near: Neighbours;
  private readonly tripMoves: TripMoves;
  private readonly tailMoves: TailMoves;
  private readonly tripMoveChance: number;
  private readonly tailChance: number;
  private readonly exchangeChance: number;
  private readonly wholeTripChance: number;
  private readonly fixedPrices: boolean;
  private readonly optional: boolean;
  private readonly order: Int32Array;
  private readonly key: Float64Array;

  constructor(model: Model, seed: number) {
    this.model = model;
    this.random = new Random(seed);
    this.tours = new Tours(model);
    const wide = nearestVisits(model, NEAR_FOR_RUIN);
    const narrow = nearestPartners(model, wide, NEAR_FOR_INSERT);
    this.near = narrow;
    this.ruin = new Ruin(this.tours, wide, this.random);
    this.recreate = new Recreate(this.tours, narrow, wide, this.random, BLINK);
    this.tripMoves = new TripMoves(this.tours, this.random);
    this.tailMoves = new TailMoves(this.tours, wide, this.random);
    const mixed = model.groups > 1 && model.has.windows;
    this.tailChance = mixed ? TAILS_MIXED : TAILS;
    this.tripMoveChance =
      model.packing || mixed
        ? TRIP_MOVES_OFTEN
        : model.groups > 1 || model.suppliers > 1 || model.has.multiTrip
          ? TRIP_MOVES
          : 0;
    this.exchangeChance = model.has.windows ? 0 : EXCHANGE;
    this.best = new Snapshot(this.tours);
    // In a small problem it costs little to take most of it apart, and strings alone leave it stuck.
    this.wholeTripChance = Math.min(0.3, Math.max(WHOLE_TRIPS, 1 / Math.max(1, model.n)));
    this.optional = model.mandatory.includes(0);
    this.fixedPrices = model.fixed.some((f) => f > 0);
    this.order = new Int32Array(model.n);
    this.key = new Float64Array(model.n);
  }

  /**
   * The first plan: what pins prescribe, what is legal of a given plan, then cheapest insertion. Where a budget in
   * milliseconds ends before it is whole, what is not in it yet stays out.
   */
  construct(given?: PlainDay[], pace?: Pace): void {
    const isPast = (share: number) => () => pace?.ms !== undefined && pace.share(0) >= share;
    const isOver = isPast(1);
    layPins(this.tours, "frozen");
    if (given) layGiven(this.tours, this.recreate, given);
    layPins(this.tours, "order");
    if (!given && !this.model.has.windows) layChains(this.tours, this.recreate, this.near, isOver);
    insertAbsent(this.tours, this.recreate, isOver, isPast(FIRST_PLAN_SHARE));
    this.best.take(this.tours);
  }

  /** Only what is given, as far as it is legal; what is missing in it stays out. */
  layOnly(given: PlainDay[]): void {
    layPins(this.tours, "frozen");
    layGiven(this.tours, this.recreate, given);
    this.best.take(this.tours);
  }

  /** From now on a visit that is not on the bus it has now costs `price`. */
  keepHome(price: number, given: PlainDay[]): void {
    for (const { bus, trips } of given)
      for (const { visits } of trips) for (const v of visits) this.tours.setHome(v, bus, price);
  }

  /**
   * Searches until the pace says 1 or `stop` says so. `onBest` hears of improvements when the clock is read.
   * `heat` scales the temperatures: 1 for a new plan, `WARM` when a given plan is to be kept in shape.
   */
  run(pace: Pace, heat: "new" | "warm", stop: () => boolean, onRead?: (share: number) => void): void {
    const { tours, model, random } = this;
    if (model.n === 0) return;
    const isBound = model.has.windows && !model.packing;
    const hurried = !isBound && pace.ms !== undefined && pace.ms / model.n < HURRIED_MS;
    const arc = this.meanArc();
    const factor = heat === "warm" ? WARM : hurried ? HURRIED : 1;
    const hot = Math.max(1e-9, HOT * arc * factor);
    const cold = Math.min(hot, Math.max(1e-9, COLD * arc));
    const cooling = new Cooling(tours, hot, cold, heat === "new");
    let share = pace.share(this.rounds);
    while (share < 1 && !stop()) {
      const temperature = cooling.temperature(share);
      const slow = pace.ms !== undefined && tours.absentCount > MANY_ABSENT;
      for (let k = slow ? ROUNDS_A_READING_SLOW : ROUNDS_A_READING; k > 0; k--) {
        const before = tours.cost;
        this.rounds++;
        const limit = before - temperature * Math.log(random.next() + 1e-12);
        if (!this.change(limit)) {
          tours.undo();
          continue;
        }
        const after = tours.cost;
        if (after >= limit) {
          tours.undo();
          continue;
        }
        if (after < this.best.cost - 1e-6) this.best.take(tours);
      }
      share = pace.share(this.rounds);
      cooling.watch(share, this.rounds);
      onRead?.(share);
    }
  }

  /** One round: something out, everything left out back in. False when the result is not to be had below `limit`. */
  private change(limit: number): boolean {
    const { tours, random } = this;
    tours.begin();
    const draw = random.next();
    if (draw < this.tripMoveChance) {
      if (this.model.groups === 1 || random.next() < 0.6) {
        if (!this.tripMoves.any()) return false;
        // Another bus or supplier may have room for what is out: by itself such a move would only cost.
        if (tours.absentCount === 0) return tours.settle();
      } else {
        this.ruin.trips(1 + random.below(2));
        if (this.ruin.outCount === 0 || !this.tripMoves.seed(this.ruin.out[0]!)) return false;
      }
      if (this.model.has.time && !this.retimeTouched()) return false;
      return this.insertAll(limit) && tours.settle();
    }
    if (random.next() < this.tailChance && this.tailMoves.any(limit - tours.cost)) return tours.settle();
    let keptOut = 0;
    if (draw > 1 - this.wholeTripChance) this.ruin.wholeTrips();
    else if (random.next() < this.exchangeChance) {
      keptOut = KEPT_OUT;
      this.ruin.few();
    } else this.ruin.strings();
    // A trip left open takes visits back at no price of its own; closed, it and its bus have to earn their cost again.
    this.recreate.opens = this.fixedPrices || random.next() >= THRIFT;
    if (!this.recreate.opens || random.next() < (this.model.packing ? CLOSE_EMPTIED_LOADS : CLOSE_EMPTIED))
      tours.closeEmptied();
    if (this.model.has.time) this.retimeTouched();
    const complete = this.insertAll(limit, keptOut);
    this.recreate.opens = true;
    return complete && tours.settle();
  }

  private retimeTouched(): boolean {
    const { tours } = this;
    let feasible = true;
    for (let k = 0; k < tours.touchedCount; k++) if (!tours.retime(tours.touched[k]!)) feasible = false;
    return feasible;
  }

  /**
   * Puts back what is out, one by one, and gives up as soon as the plan is sure to cost `limit` or more: what is in
   * stays paid for, as no detour is ever shorter than none. `keptOut`: chance that a visit may not have its old trip.
   */
  private insertAll(limit: number, keptOut = 0): boolean {
    const { tours, order, random, ruin } = this;
    const count = this.listAbsent();
    this.sort(count);
    if (this.optional) this.recreate.patience = random.next() < 0.7 ? 1 : 1 + 3 * random.next();
    if (this.fixedPrices) this.recreate.fixedShare = this.random.next() < 0.5 ? 1 : this.random.next();
    let floor = tours.priceTouched();
    if (count < tours.absentCount) {
      floor += tours.absentCost;
      for (let k = 0; k < count; k++) floor -= tours.priceOfAbsence(order[k]!);
    }
    for (let k = 0; k < count; k++) {
      const visit = order[k]!;
      const barred = keptOut > 0 && random.next() < keptOut ? ruin.from[visit]! : -1;
      const placed = this.recreate.insert(visit, false, barred, limit - floor);
      floor += placed ? this.recreate.paid : tours.priceOfAbsence(visit);
      if (floor >= limit) return false;
    }
    return true;
  }

  /** What is out, into `order`: all of it, or what this round took out and some drawn from the rest. */
  private listAbsent(): number {
    const { tours, order, random } = this;
    const count = tours.absentCount;
    // What went out last stands last.
    const own = Math.min(count, this.ruin.outCount);
    const rest = count - own;
    const tried = Math.min(rest, MANY_ABSENT);
    const from = tried < rest ? random.below(rest) : 0;
    for (let k = 0; k < tried; k++) order[k] = tours.absent[(from + k) % rest]!;
    for (let k = 0; k < own; k++) order[tried + k] = tours.absent[rest + k]!;
    return own + tried;
  }

  /** At random, or by demand, distance from the depot, or windows: tight ones first. */
  private sort(count: number): void {
    const { model, random, key, order } = this;
    const kinds = model.has.release ? 20 : model.has.time ? 17 : 11;
    const draw = random.below(kinds);
    const depot = model.suppliers ? model.supplierPlace[0]! : 0;
    const metres = model.metres[0]!;
    for (let k = 0; k < count; k++) {
      const v = order[k]!;
      if (draw < 4) key[v] = random.next();
      else if (draw < 8) key[v] = -model.demand[v * model.dims]!;
      else if (draw < 10) key[v] = -metres.get(depot, v);
      else if (draw < 11) key[v] = metres.get(depot, v);
      else if (draw < 13) key[v] = model.close[v]! - model.open[v]!;
      else if (draw < 15) key[v] = model.open[v]!;
      else if (draw < 17) key[v] = -model.close[v]!;
      // A trip loads when the last of its goods are ready: those that come last had better be first.
      else key[v] = -model.release[v]!;
    }
    // Few visits, so insertion sort: no allocation.
    for (let k = 1; k < count; k++) {
      const v = order[k]!;
      const own = key[v]!;
      let at = k - 1;
      while (at >= 0 && key[order[at]!]! > own) {
        order[at + 1] = order[at]!;
        at--;
      }
      order[at + 1] = v;
    }
  }

  private meanArc(): number {
    const { tours, model } = this;
    let sum = 0;
    for (let b = 0; b < model.buses; b++)
      if (tours.trips[b]! > 0) sum += tours.busCost[b]! - (model.packing ? 0 : model.fixed[b]!);
    return sum / Math.max(1, model.n - tours.absentCount + tours.tripCount);
  }
}
