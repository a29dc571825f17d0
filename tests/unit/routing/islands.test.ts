import { expect, test } from "vitest";
import { check } from "../../../src/routing/check.ts";
import { solveOnIslands } from "../../../src/routing/islands.ts";
import { richProblem } from "./rich-problem.ts";

const problem = richProblem(5, { stops: 80, vehicles: 14, suppliers: 4, pins: false });
const faults = (solution: Parameters<typeof check>[1]) =>
  check(problem, solution).violations.filter((v) => v.kind !== "not_served");

test("two islands answer with one checked plan and report progress on the way", async () => {
  const shares: number[] = [];
  const { solution, rounds, cpuSeconds } = await solveOnIslands(problem, {
    seed: 1,
    islands: 2,
    budget: { rounds: 4096 },
    onProgress: ({ share }) => shares.push(share),
  });
  expect(faults(solution)).toEqual([]);
  expect(rounds).toBeGreaterThan(0);
  expect(cpuSeconds).toBeGreaterThan(0);
  expect(shares.length).toBeGreaterThan(2);
});

test("one island with a budget in rounds repeats exactly", async () => {
  const plan = async () => (await solveOnIslands(problem, { seed: 3, islands: 1, budget: { rounds: 1024 } })).solution;
  expect(await plan()).toEqual(await plan());
});

test("an abort ends the search long before its budget, with the best plan so far", async () => {
  const stop = new AbortController();
  const searching = Promise.withResolvers<void>();
  const running = solveOnIslands(problem, {
    seed: 1,
    islands: 1,
    // A day: only the abort can end it. How fast it does is measured by `npm run bench:city`.
    budget: { ms: 86_400_000 },
    signal: stop.signal,
    onProgress: () => searching.resolve(),
  });
  await searching.promise;
  stop.abort();
  const { solution } = await running;
  expect(faults(solution)).toEqual([]);
  expect(solution.days.length).toBeGreaterThan(0);
});

test("a worker that fails rejects the call", async () => {
  const broken = { ...problem, classes: [] };
  await expect(solveOnIslands(broken, { seed: 1, islands: 1, budget: { rounds: 1 } })).rejects.toThrow();
});
