import type { Recreate } from "./moves/recreate.ts";
import type { Reason, Unserved } from "./solution.ts";
import type { Tours } from "./tours.ts";

/** A place that was tried for a visit: what it would cost and when, or why it will not do. */
export interface Trial {
  bus: number;
  /** Position of the trip in the bus's day, and of the visit in the trip; `newTrip` when it would be a further load. */
  trip: number;
  position: number;
  newTrip: boolean;
  supplier: number;
  extraCost: number;
  earliest: number;
  latest: number;
}

export interface Obstacle {
  bus: number;
  reason: Reason;
  missing: number;
}

/**
 * Tries a left-out visit at every place of every bus, and as a further load from every supplier: really puts it there,
 * re-times, and takes it out again, so that each answer is exact. Meant for one visit on a person's question.
 */
export function tryEverywhere(
  tours: Tours,
  recreate: Recreate,
  visit: number,
  onPlace: (trial: Trial) => void,
  onObstacle: (obstacle: Obstacle) => void,
  everyNthBus = 1,
): void {
  const { model } = tours;
  const attempt = (place: () => { bus: number; trip: number; position: number; newTrip: boolean }) => {
    const before = tours.travelCost;
    tours.begin();
    const at = place();
    if (tours.settle()) {
      const trip = tours.tripOf[visit]!;
      onPlace({
        ...at,
        supplier: tours.supplierOf[trip]!,
        extraCost: tours.travelCost - before,
        earliest: model.has.time ? tours.earliest[visit]! : 0,
        latest: model.has.time ? tours.latest[visit]! : 0,
      });
    } else onObstacle({ bus: at.bus, reason: tours.missed, missing: tours.missedBy });
    tours.undo();
  };
  for (let bus = visit % everyNthBus; bus < model.buses; bus += everyNthBus) {
    if (model.allowed[model.pattern[visit]! * model.buses + bus] === 0) {
      onObstacle({ bus, reason: "no_vehicle_allowed", missing: 0 });
      continue;
    }
    let index = 0;
    for (let trip = tours.firstTrip[bus]!; trip >= 0; trip = tours.nextTrip[trip]!, index++) {
      if (!recreate.mayTake(trip, visit)) {
        if (!tours.closed[trip]) onObstacle({ bus, ...whyNotInTrip(tours, trip, visit) });
        continue;
      }
      const size = tours.size[trip]!;
      const at = index;
      for (let position = 0; position <= size; position++)
        attempt(() => {
          let node = tours.head(trip);
          for (let k = 0; k < position; k++) node = tours.next[node]!;
          tours.insert(visit, node);
          return { bus, trip: at, position, newTrip: false };
        });
    }
    if (tours.trips[bus]! >= model.maxTrips[bus]! || !tours.hasFreeSlot()) continue;
    const over = overload(tours, bus, visit, null);
    if (over > 0) {
      onObstacle({ bus, reason: "capacity", missing: over });
      continue;
    }
    const last = tours.lastTrip[bus]!;
    for (const supplier of model.groupSuppliers[model.group[bus]!]!) {
      const short = shortage(tours, supplier, visit);
      if (short > 0) {
        onObstacle({ bus, reason: "stock", missing: short });
        continue;
      }
      for (const after of new Set([-1, last])) {
        if (after < 0 && last >= 0 && tours.closed[tours.firstTrip[bus]!]) continue;
        attempt(() => {
          tours.insert(visit, tours.head(tours.open(bus, after, supplier)));
          return { bus, trip: after < 0 ? 0 : index, position: 0, newTrip: true };
        });
      }
    }
  }
}

/** Puts a visit at the cheapest of all places, each tested exactly. False when there is none. */
export function insertExactly(tours: Tours, recreate: Recreate, visit: number): boolean {
  let best: Trial | null = null;
  const keep = (trial: Trial) => {
    if (!best || trial.extraCost < best.extraCost) best = trial;
  };
  tryEverywhere(tours, recreate, visit, keep, () => {});
  const at = best as Trial | null;
  if (!at) return false;
  tours.begin();
  let trip = tours.firstTrip[at.bus]!;
  for (let k = 0; k < at.trip && trip >= 0; k++) trip = tours.nextTrip[trip]!;
  if (at.newTrip) {
    const after = at.trip === 0 ? -1 : tours.lastTrip[at.bus]!;
    trip = tours.open(at.bus, after, at.supplier);
  }
  let node = tours.head(trip);
  for (let k = 0; k < at.position; k++) node = tours.next[node]!;
  tours.insert(visit, node);
  if (tours.settle()) return true;
  tours.undo();
  return false;
}

const MOST_EXPLAINED_FULLY = 16;
/** Beyond so many, what is left out is explained from loads and rights alone: nobody reads each, and the answer is due. */
const MOST_TRIED = 300;

/** Why a visit is left out: the constraint on the candidate that came nearest to taking it. */
export function explainAbsence(tours: Tours, recreate: Recreate, visit: number): Unserved {
  const share = tours.model.shares[visit]!;
  const answer = { stop: share.stop, amount: [...share.amount], packages: [...share.packages] };
  if (tours.model.suppliers === 0) return { ...answer, reason: "no_supplier", missing: 0, vehicle: null };
  if (tours.absentAt[visit]! >= MOST_TRIED) return { ...answer, ...plainReason(tours, visit) };
  let fits = false;
  let nearest: Obstacle | null = null;
  tryEverywhere(
    tours,
    recreate,
    visit,
    () => {
      fits = true;
    },
    (obstacle) => {
      if (!nearest || nearness(obstacle) > nearness(nearest)) nearest = obstacle;
    },
    // With very many left out, each is explained by a share of the buses, so that an abort is still answered at once.
    Math.min(Math.max(1, tours.model.buses >> 2), Math.ceil(tours.absentCount / MOST_EXPLAINED_FULLY)),
  );
  if (fits) return { ...answer, reason: "too_dear", missing: 0, vehicle: null };
  const found = nearest as Obstacle | null;
  if (!found || found.reason === "no_vehicle_allowed")
    return { ...answer, reason: "no_vehicle_allowed", missing: 0, vehicle: null };
  return { ...answer, reason: found.reason, missing: found.missing, vehicle: found.bus };
}

/** Without trying: no bus may come, none has the room, or else there is no time left for another load. */
function plainReason(tours: Tours, visit: number): Pick<Unserved, "reason" | "missing" | "vehicle"> {
  const { model } = tours;
  let nearest: { bus: number; missing: number } | null = null;
  for (let bus = 0; bus < model.buses; bus++) {
    if (model.allowed[model.pattern[visit]! * model.buses + bus] === 0) continue;
    const missing = overload(tours, bus, visit, null);
    if (!nearest || missing < nearest.missing) nearest = { bus, missing };
    if (missing === 0) break;
  }
  if (!nearest) return { reason: "no_vehicle_allowed", missing: 0, vehicle: null };
  return { reason: nearest.missing > 0 ? "capacity" : "shift", missing: nearest.missing, vehicle: nearest.bus };
}

/** The further a candidate got, the nearer; among equals, the less was missing. */
function nearness({ reason, missing }: Obstacle): number {
  const got: Record<Reason, number> = {
    no_vehicle_allowed: 0,
    no_supplier: 0,
    kept_apart: 1,
    kept_order: 1,
    zone_order: 1,
    stock: 2,
    capacity: 2,
    dock: 3,
    duration: 4,
    shift: 4,
    window: 4,
    too_dear: 5,
  };
  return got[reason] - missing / (missing + 1e6);
}

function whyNotInTrip(tours: Tours, trip: number, visit: number): { reason: Reason; missing: number } {
  const over = overload(tours, tours.busOf[trip]!, visit, trip);
  if (over > 0) return { reason: "capacity", missing: over };
  const short = shortage(tours, tours.supplierOf[trip]!, visit);
  if (short > 0) return { reason: "stock", missing: short };
  return { reason: "kept_apart", missing: 0 };
}

function overload(tours: Tours, bus: number, visit: number, trip: number | null): number {
  const { model } = tours;
  const { dims } = model;
  let most = 0;
  for (let d = 0; d < dims; d++) {
    const load = (trip === null ? 0 : tours.load[trip * dims + d]!) + model.demand[visit * dims + d]!;
    most = Math.max(most, load - model.capacity[bus * dims + d]!);
  }
  return most;
}

function shortage(tours: Tours, supplier: number, visit: number): number {
  const { model } = tours;
  let sum = 0;
  for (let k = 0; k < model.packages; k++)
    sum += Math.max(0, model.goods[visit * model.packages + k]! - tours.stockLeft[supplier * model.packages + k]!);
  return sum;
}
