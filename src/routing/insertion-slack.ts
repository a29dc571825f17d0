import { plainDays } from "./given-plan.ts";
import { compile } from "./model.ts";
import { tryEverywhere } from "./openings.ts";
import type { Problem } from "./problem.ts";
import { Search } from "./search.ts";
import { loadDays } from "./snapshot.ts";
import type { Solution } from "./solution.ts";

/** One way to take a stop into a plan as it stands: nothing else moves to another vehicle. */
export interface Opening {
  vehicle: number;
  /** Index of the trip in the vehicle's day, and of the place in the trip. */
  trip: number;
  position: number;
  /** True when it would be a further load, inserted as that trip. */
  newTrip: boolean;
  supplier: number | null;
  /** The vehicle could start service in this span without breaking any promise to others. */
  earliest: number;
  latest: number;
  extraCost: number;
}

/**
 * "When could we come?" and "who could take this stop?": every way to take `stop` into the plan, cheapest first.
 * The stop is taken out of the plan first when it is in it. A stop that was split is asked for its first share.
 */
export function openingsFor(problem: Problem, solution: Solution, stop: number): Opening[] {
  const search = searchOf(problem);
  const { tours, recreate } = search;
  const { model } = tours;
  const visit = model.shares.findIndex((share) => share.stop === stop);
  if (visit < 0) return [];
  loadDays(tours, []);
  search.layOnly(plainDays(model, solution));
  if (tours.tripOf[visit]! >= 0) {
    tours.begin();
    tours.remove(visit);
    tours.settle();
  }
  const found: Opening[] = [];
  tryEverywhere(
    tours,
    recreate,
    visit,
    ({ bus, supplier, ...trial }) => found.push({ vehicle: bus, supplier: supplier < 0 ? null : supplier, ...trial }),
    () => {},
  );
  return found.sort((a, b) => a.extraCost - b.extraCost || a.vehicle - b.vehicle);
}

/**
 * What a problem is made ready for, kept as long as the problem is: finding neighbours takes many times as long as an
 * answer, and a planner asks of one day again and again.
 */
const ready = new WeakMap<Problem, Search>();

function searchOf(problem: Problem): Search {
  const known = ready.get(problem) ?? new Search(compile(problem), 1);
  ready.set(problem, known);
  return known;
}
