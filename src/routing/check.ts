import type { Problem } from "./problem.ts";
import type { Solution } from "./solution.ts";

export interface Violation {
  kind: string;
  vehicle?: number;
  stop?: number;
  detail: string;
}

export declare function check(problem: Problem, solution: Solution): { cost: number; violations: Violation[] };
