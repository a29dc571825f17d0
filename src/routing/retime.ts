import type { Violation } from "./check.ts";
import type { Problem } from "./problem.ts";
import type { CostParts, Solution } from "./solution.ts";

/** A plan as a person drags it together: which stops in which order, and nothing of times. */
export type HandMadeDay = { vehicle: number; trips: { supplier: number | null; stops: number[] }[] };

export declare function retime(
  problem: Problem,
  days: HandMadeDay[],
): { solution: Solution; cost: CostParts; violations: Violation[] };
