import type { Problem } from "./problem.ts";
import type { Solution } from "./solution.ts";

/** How long to search: rounds repeat exactly; milliseconds of the given clock answer in time. */
export type Budget = { rounds: number } | { ms: number };

export interface SolveOptions {
  seed: number;
  budget: Budget;
  /** Milliseconds that only grow: wall time, or CPU time where that is the budget. Needed with a budget in `ms`. */
  clock?: () => number;
  /** The plan to start from: kept as far as it is legal, improved, and never made worse than cheapest insertion into it. */
  warmStart?: Solution;
  /** With a warm start: the price of each stop that changes its vehicle. */
  pricePerMovedStop?: number;
  /** Called on improvement, at most about every 100 ms of the clock. */
  onProgress?: (progress: Progress) => void;
  /** Read between rounds; the best plan so far is returned. */
  signal?: { readonly aborted: boolean };
}

export interface Progress {
  /** 0 to 1, share of the budget used. */
  share: number;
  rounds: number;
  cost: number;
  unserved: number;
}

export declare function solve(problem: Problem, options: SolveOptions): Solution;
