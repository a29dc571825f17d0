import type { Model } from "./model.ts";
import type { Recreate } from "./recreate.ts";
import type { Tours } from "./tours.ts";

/** Puts what the pins prescribe into empty tours: frozen prefixes first, then kept orders, each as a trip of its own. */
export function layPins(tours: Tours): void {
  const { model } = tours;
  for (const { bus, frozen, visits } of model.fixedTours) {
    const waiting = visits.filter((v) => tours.tripOf[v]! < 0);
    if (waiting.length === 0) continue;
    const supplier = frozen ? -1 : supplierFor(model, tours, bus, waiting);
    if (supplier === null) continue;
    const after = tours.lastTrip[bus]!;
    const slot = supplier >= 0 && tours.docks.limited(supplier) ? bookFor(tours, bus, after, supplier, waiting) : -1;
    let node = tours.head(tours.open(bus, after, supplier, slot));
    for (const visit of waiting) {
      tours.insert(visit, node);
      node = visit;
    }
    tours.settle();
  }
}

/** When the bus could load at `supplier` after its trip `after` and these visits' goods are ready: the slot to book. */
export function bookFor(tours: Tours, bus: number, after: number, supplier: number, visits: readonly number[]): number {
  const { model } = tours;
  const seconds = model.seconds[model.classOf[bus]!]!;
  const last = after < 0 ? -1 : tours.prev[tours.tail(after)]!;
  const from = last < 0 ? model.startPlace[bus]! : tours.place[last]!;
  let ready = last < 0 ? model.shiftFrom[bus]! : tours.earliest[last]! + tours.service[last]!;
  ready += seconds.get(from, model.supplierPlace[supplier]!);
  if (last >= 0 && last < model.n && model.rank[last]! > 0) ready += model.disinfect[bus]!;
  ready = Math.max(ready, model.supplierOpen[supplier]!);
  for (const visit of visits) ready = Math.max(ready, model.release[visit]!);
  return tours.docks.earliest(supplier, ready);
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
    const far = metres.get(model.startPlace[bus]!, model.supplierPlace[s]!) + metres.get(model.supplierPlace[s]!, visits[0]!);
    if (!enough || far >= nearest) continue;
    nearest = far;
    best = s;
  }
  return best;
}

/**
 * Puts every visit that is left out where it costs least: those hardest to place first. A plan within milliseconds,
 * feasible at each step.
 */
export function insertAbsent(tours: Tours, recreate: Recreate): void {
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
  for (const visit of order) {
    tours.begin();
    recreate.insert(visit);
    tours.settle();
  }
}
