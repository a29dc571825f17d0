import type { Problem } from "./problem.ts";
import type { Solution } from "./solution.ts";

/** One way to take a stop into a plan: right after `after` visits of the trip, arriving between `earliest` and `latest`. */
export interface Opening {
  vehicle: number;
  trip: number;
  after: number;
  earliest: number;
  latest: number;
  extraCost: number;
}

export declare function openingsFor(problem: Problem, solution: Solution, stop: number): Opening[];
