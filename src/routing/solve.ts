import { plainDays } from "./given-plan.ts";
import { compile } from "./model.ts";
import { explainAbsence } from "./openings.ts";
import { onOwnClock, shiftTimes } from "./own-clock.ts";
import type { Problem } from "./problem.ts";
import { type Pace, Search } from "./search.ts";
import type { PlainDay } from "./snapshot.ts";
import type { Solution } from "./solution.ts";
import { writeSolution } from "./write-solution.ts";

/** How long to search: rounds repeat exactly; milliseconds of the given clock answer in time. */
export type Budget = { rounds: number } | { ms: number };

export interface SolveOptions {
  seed: number;
  budget: Budget;
  /** Milliseconds that only grow: wall time, or CPU time where that is the budget. Needed with a budget in `ms`. */
  clock?: () => number;
  /** The plan to start from: kept as far as it is legal, and never made worse than cheapest insertion into it. */
  warmStart?: Solution;
  /** With a warm start: the price of each stop that is not on the vehicle it was on. */
  pricePerMovedStop?: number;
  /** Called now and then between rounds. */
  onProgress?: (progress: Progress) => void;
  /** Read between rounds; the best plan so far is returned. */
  signal?: { readonly aborted: boolean };
}

export interface Progress {
  /** 0 to 1, share of the budget used. */
  share: number;
  rounds: number;
  /** Of the best plan so far, with the price of what it leaves out. */
  cost: number;
}

/**
 * Plans the whole problem. Pins are kept, nothing in the answer breaks a constraint, and what does not fit is left out
 * with the reason. @throws RangeError for a budget in milliseconds without a clock.
 * @internal the product searches on islands; tests and benches on one thread
 */
export function solve(problem: Problem, options: SolveOptions): Solution {
  const pace = paceOf(options.budget, options.clock);
  const { problem: own, zero } = onOwnClock(problem);
  const warm = options.warmStart && shiftTimes(options.warmStart, -zero);
  const { search, given } = prepare(own, options.seed, warm, options.pricePerMovedStop, pace);
  let told = 0;
  search.run(
    pace,
    given ? "warm" : "new",
    () => options.signal?.aborted === true,
    (share) => {
      if (!options.onProgress || share < told) return;
      told = share + 0.005;
      options.onProgress({ share, rounds: search.rounds, cost: search.best.cost });
    },
  );
  return shiftTimes(finish(search), zero);
}

/** A feasible plan at once: pins, the given plan where there is one, and cheapest insertion. No search. */
export function firstPlan(problem: Problem, warmStart?: Solution): Solution {
  const { problem: own, zero } = onOwnClock(problem);
  return shiftTimes(finish(prepare(own, 1, warmStart && shiftTimes(warmStart, -zero)).search), zero);
}

/** @param pace a budget in milliseconds is looked at while the first plan is made, one in rounds is not */
export function prepare(
  problem: Problem,
  seed: number,
  warmStart?: Solution,
  pricePerMovedStop = 0,
  pace?: Pace,
): { search: Search; given: PlainDay[] | undefined } {
  const model = compile(problem);
  const search = new Search(model, seed);
  const given = warmStart && plainDays(model, warmStart);
  if (given && pricePerMovedStop > 0) search.keepHome(pricePerMovedStop, given);
  search.construct(given, pace);
  return { search, given };
}

export function paceOf(budget: Budget, clock?: () => number): Pace {
  if ("rounds" in budget) return { share: (rounds: number) => (budget.rounds > 0 ? rounds / budget.rounds : 1) };
  if (!clock) throw new RangeError("a budget in milliseconds needs a clock");
  const start = clock();
  return { share: () => (budget.ms > 0 ? (clock() - start) / budget.ms : 1), ms: budget.ms };
}

/** Brings the best plan back and writes it out. */
export function finish(search: Search): Solution {
  const { tours } = search;
  search.best.restore(tours);
  return writeSolution(tours, search.rounds, (visit) => explainAbsence(tours, search.recreate, visit));
}
