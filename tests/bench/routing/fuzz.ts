import { parseArgs } from "node:util";
import { check } from "../../../src/routing/check.ts";
import type { Solution } from "../../../src/routing/solution.ts";
import { firstPlan, solve } from "../../../src/routing/solve.ts";
import { splitStops } from "../../../src/routing/split.ts";
import { leastRank, rankOf } from "../../unit/routing/brute-force.ts";
import { richProblem } from "../../unit/routing/rich-problem.ts";

/**
 * Random rich problems until the time is up: `node tests/bench/routing/fuzz.ts --minutes 30 [--seed 1]`. Each plan is
 * checked independently, small ones against all plans there are. Ends at the first fault and names its seed.
 */
const { values } = parseArgs({
  options: { minutes: { type: "string", default: "5" }, seed: { type: "string", default: "1" } },
});
const until = performance.now() + Number(values.minutes) * 60_000;
let problems = 0;
let compared = 0;
let worse = 0;
for (let seed = Number(values.seed); performance.now() < until; seed++) {
  const small = seed % 3 === 0;
  const problem = richProblem(
    seed,
    small
      ? { stops: 1 + (seed % 8), vehicles: 1 + (seed % 3), suppliers: 1 + (seed % 2) }
      : { stops: 1 + (seed % 60), vehicles: 1 + (seed % 9), splits: true },
  );
  const fail = (why: string, detail: unknown) => {
    console.error(`seed ${seed}: ${why}`, detail);
    process.exit(1);
  };
  // What is on board already may be more than a vehicle is allowed to do: it is kept, and reported, as it is.
  const frozen = new Set(problem.pins?.flatMap((pin) => (pin.kind === "prefix" ? [pin.vehicle] : [])));
  const onBoardOnly = (s: Solution, vehicle: number | undefined) =>
    vehicle !== undefined && frozen.has(vehicle) && s.days.find((d) => d.vehicle === vehicle)?.trips.length === 1;
  try {
    const solution = solve(problem, { seed, budget: { rounds: small ? 3000 : 500 } });
    const { cost, violations } = check(problem, solution);
    const faults = violations.filter(
      (v) =>
        (v.kind !== "not_served" || !solution.unserved.some((u) => u.stop === v.stop)) &&
        !onBoardOnly(solution, v.vehicle),
    );
    if (faults.length > 0) fail("violations", faults);
    if (Math.abs(cost - solution.cost.total) > 1e-4) fail("cost", [cost, solution.cost]);
    // The comparison does not cut demands up.
    if (small && splitStops(problem).length === problem.stops.length) {
      const least = leastRank(problem);
      const ours = rankOf(problem, { solution, cost: solution.cost });
      compared++;
      if (ours < least - 1e-6) fail("better than the best of all", [ours, least]);
      if (ours > least + 1e-6) {
        worse++;
        console.log(`seed ${seed}: ${ours}, best of all (without docks) ${least}`);
      }
    } else if (!small) {
      const again = solve(problem, { seed: seed + 1, budget: { rounds: 100 }, warmStart: solution });
      const bad = check(problem, again).violations.filter(
        (v) => v.kind !== "not_served" && !onBoardOnly(again, v.vehicle),
      );
      if (bad.length > 0) fail("violations after a warm start", bad);
      const inserted = firstPlan(problem, solution);
      const rank = (s: typeof again) => rankOf(problem, { solution: s, cost: s.cost });
      if (rank(again) > rank(inserted) + 1e-4) fail("worse than cheapest insertion", [again.cost, inserted.cost]);
    }
  } catch (error) {
    fail("crash", error);
  }
  problems++;
}
console.log(`${problems} problems without a fault; ${compared} compared with all plans, ${worse} of them not optimal`);
