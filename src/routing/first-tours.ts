import type { Model } from "./model.ts";
import type { Recreate } from "./moves/recreate.ts";
import type { Neighbours } from "./neighbours.ts";
import { insertExactly } from "./openings.ts";
import { savingsChains } from "./savings.ts";
import type { PlainDay } from "./snapshot.ts";
import type { Tours } from "./tours.ts";

/**
 * Puts what the pins prescribe into the tours, each pin as a trip of its own: frozen prefixes before anything else,
 * kept orders after a given plan has been laid, where that plan does not keep them already.
 */
export function layPins(tours: Tours, kind: "frozen" | "order"): void {
  const { model } = tours;
  for (const { bus, frozen, visits } of model.fixedTours) {
    if (frozen !== (kind === "frozen") || visits.length === 0 || isKept(tours, bus, visits)) continue;
    tours.begin();
    for (const v of visits) if (tours.tripOf[v]! >= 0) tours.remove(v);
    tours.settle();
    // A full day has no room for a trip of the pin's own: its visits find their places one by one.
    if (!frozen && tours.trips[bus]! >= model.maxTrips[bus]!) continue;
    const supplier = frozen ? -1 : supplierFor(model, tours, bus, visits);
    if (supplier === null) continue;
    tours.begin();
    layVisits(tours, tours.open(bus, tours.lastTrip[bus]!, supplier), visits);
    // A frozen prefix stays even when it breaks a promise: it has happened, and the checker reports it.
    if (!tours.settle() && !frozen) tours.undo();
  }
}

function isKept(tours: Tours, bus: number, visits: number[]): boolean {
  let at = 0;
  for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!)
    for (let v = tours.next[tours.head(t)]!; v < tours.model.n; v = tours.next[v]!) {
      const rank = visits.indexOf(v);
      if (rank < 0) continue;
      if (rank !== at) return false;
      at++;
    }
  return at === visits.length;
}

function layVisits(tours: Tours, trip: number, visits: readonly number[]): void {
  let node = tours.head(trip);
  for (const visit of visits) {
    tours.insert(visit, node);
    node = visit;
  }
}

/** Lays a plan given from outside, as far as it is legal today: what no longer fits is left out, trip by trip. */
export function layGiven(tours: Tours, recreate: Recreate, days: PlainDay[]): void {
  const { model } = tours;
  for (const { bus, trips } of days) {
    for (const { supplier, visits } of trips) {
      // A supplier that the bus may not load at, or −1 for what was on board.
      if (!model.groupSuppliers[model.group[bus]!]!.includes(supplier)) continue;
      if (tours.trips[bus]! >= model.maxTrips[bus]!) continue;
      tours.begin();
      const wanted = visits.filter((v) => tours.tripOf[v]! < 0);
      const trip = tours.open(bus, tours.lastTrip[bus]!, supplier);
      let node = tours.head(trip);
      for (const visit of wanted) {
        if (!recreate.mayTake(trip, visit)) continue;
        tours.insert(visit, node);
        if (tours.retime(bus)) node = visit;
        else {
          tours.remove(visit);
          tours.retime(bus);
        }
      }
      if (!tours.settle()) tours.undo();
    }
  }
}

function supplierFor(model: Model, tours: Tours, bus: number, visits: number[]): number | null {
  const { packages } = model;
  const metres = model.metres[model.classOf[bus]!]!;
  let best: number | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const s of model.groupSuppliers[model.group[bus]!]!) {
    let enough = true;
    for (let k = 0; k < packages; k++) {
      let need = 0;
      for (const v of visits) need += model.goods[v * packages + k]!;
      if (need > tours.stockLeft[s * packages + k]!) enough = false;
    }
    const far =
      metres.get(model.startPlace[bus]!, model.supplierPlace[s]!) + metres.get(model.supplierPlace[s]!, visits[0]!);
    if (!enough || far >= nearest) continue;
    nearest = far;
    best = s;
  }
  return best;
}

/** Lays savings chains as trips, each as far as its bus can carry it; the rest is for `insertAbsent`. */
export function layChains(tours: Tours, recreate: Recreate, near: Neighbours, isOver: () => boolean): void {
  const { model } = tours;
  for (const chain of savingsChains(model, near, tours.absent.slice(0, tours.absentCount))) {
    if (isOver()) return;
    tours.begin();
    const trip = recreate.openFor(chain[0]!);
    if (trip < 0) continue;
    const bus = tours.busOf[trip]!;
    let node = tours.head(trip);
    for (const visit of chain) {
      if (!recreate.mayTake(trip, visit)) continue;
      tours.insert(visit, node);
      if (tours.retime(bus)) node = visit;
      else tours.remove(visit);
    }
    if (!tours.settle()) tours.undo();
  }
}

/**
 * Puts every visit that is left out where it costs least: those hardest to place first. A plan within milliseconds,
 * feasible at each step.
 */
export function insertAbsent(
  tours: Tours,
  recreate: Recreate,
  isOver: () => boolean,
  isTimeToSearch: () => boolean,
): void {
  const { model } = tours;
  const order = Array.from(tours.absent.subarray(0, tours.absentCount));
  const choice = new Map<number, number>();
  for (const v of order) {
    let buses = 0;
    for (let b = 0; b < model.buses; b++) buses += model.allowed[model.pattern[v]! * model.buses + b]!;
    choice.set(v, buses);
  }
  const depot = model.suppliers ? model.supplierPlace[0]! : 0;
  const far = (v: number) => model.metres[0]!.get(depot, v);
  order.sort(
    (a, b) =>
      model.mandatory[b]! - model.mandatory[a]! ||
      choice.get(a)! - choice.get(b)! ||
      model.close[a]! - model.close[b]! ||
      far(b) - far(a) ||
      a - b,
  );
  // Twice, because a place may be overlooked, or be freed by a dock slot booked otherwise.
  for (let pass = 0; pass < 2; pass++)
    for (const visit of order) {
      if (tours.tripOf[visit]! >= 0) continue;
      if (isOver()) return;
      tours.begin();
      recreate.insert(visit, true);
      tours.settle();
    }
  for (const visit of order)
    if (tours.tripOf[visit]! < 0 && model.mandatory[visit] && !isTimeToSearch()) insertExactly(tours, recreate, visit);
}
