import { parseArgs } from "node:util";
import { check } from "../../../src/routing/check.ts";
import { solveOnIslands } from "../../../src/routing/islands.ts";
import type { Problem } from "../../../src/routing/problem.ts";
import { handMade, retime } from "../../../src/routing/retime.ts";
import type { Solution } from "../../../src/routing/solution.ts";
import { firstPlan, solve } from "../../../src/routing/solve.ts";
import { cityDay } from "./city-day.ts";

/**
 * What the product promises on its own kind of day, measured: `npm run bench:city -- [--days 3] [--long 60]`. First
 * plan, five seconds against a long search, a change re-planned, a stop dragged, a search called off, memory.
 */
const { values } = parseArgs({
  options: { days: { type: "string", default: "3" }, long: { type: "string", default: "60" } },
});
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const timed = <T>(act: () => T): [T, number] => {
  const started = performance.now();
  return [act(), performance.now() - started];
};
const say = (what: string, value: string) => console.log(`  ${what.padEnd(44)} ${value}`);
const plan = (problem: Problem, seconds: number, seed: number) =>
  solve(problem, { seed, budget: { ms: 1000 * seconds }, clock: cpuMs });

for (let day = 1; day <= Number(values.days); day++) {
  const problem = cityDay(day);
  const bags = problem.stops.reduce((sum, s) => sum + s.demand[0]!, 0);
  console.log(`city-day-${day}: ${problem.vehicles.length} buses, ${problem.stops.length} communities, ${bags} bags`);
  const [first, firstMs] = timed(() => firstPlan(problem));
  say("first plan", `${firstMs.toFixed(0)} ms, ${first.unserved.length} left out, cost ${first.cost.total.toFixed(0)}`);
  const short = [1, 2, 3].map((seed) => plan(problem, 5, seed));
  const costs = short.map((s) => s.cost.total);
  say("5 s, three seeds", costs.map((c) => c.toFixed(0)).join(" "));
  if (Number(values.long) > 0) {
    const long = plan(problem, Number(values.long), 1).cost.total;
    const above = costs.map((c) => `${(100 * (c / long - 1)).toFixed(2)} %`);
    say(`${values.long} s, and how far above it 5 s ends`, `${long.toFixed(0)}: ${above.join(" ")}`);
  }
  say("violations", String(short.reduce((sum, s) => sum + check(problem, s).violations.length, 0)));
  changes(problem, short[0]!);
  drag(problem, short[0]!);
}
await calledOff();
memory();

/** Three changes of the day, each re-planned for a second and a half from the plan that is published. */
function changes(problem: Problem, published: Solution): void {
  const more = problem.stops.map((s, i) =>
    i === 7 ? { ...s, demand: s.demand.map((q) => q * 2), packages: s.packages!.map((q) => 2 * q) } : s,
  );
  const broken = published.days[3]!.vehicle;
  const late = problem.stops.map((s, i) => (i % 40 === 3 ? { ...s, release: 10 * 3600 } : s));
  const cases: [string, Problem, number][] = [
    ["a community doubles its order", { ...problem, stops: more }, -1],
    [
      "a bus breaks down",
      { ...problem, vehicles: problem.vehicles.map((v, i) => (i === broken ? { ...v, maxTrips: 0 } : v)) },
      broken,
    ],
    ["six communities' bags come late", { ...problem, stops: late }, -1],
  ];
  for (const [what, changed, gone] of cases) {
    const started = performance.now();
    const replanned = solve(changed, {
      seed: 1,
      budget: { ms: 1500 },
      clock: () => performance.now(),
      warmStart: published,
      pricePerMovedStop: 5000,
    });
    const took = performance.now() - started;
    const inserted = firstPlan(changed, published);
    const before = busOf(published);
    const after = busOf(replanned);
    const staying = [...before].filter(([, bus]) => bus !== gone);
    const moved = staying.filter(([stop, bus]) => after.get(stop) !== bus).length;
    say(
      what,
      `${took.toFixed(0)} ms, ${((100 * moved) / staying.length).toFixed(1)} % of stops moved, ` +
        `cost ${replanned.cost.total.toFixed(0)}, cheapest insertion ${inserted.cost.total.toFixed(0)} ` +
        `(${inserted.unserved.length} left out), violations ${check(changed, replanned).violations.length}`,
    );
  }
}

function busOf(solution: Solution): Map<number, number> {
  return new Map(
    solution.days.flatMap((d) => d.trips.flatMap((t) => t.visits.map((v) => [v.stop, d.vehicle] as const))),
  );
}

function drag(problem: Problem, solution: Solution): void {
  const days = handMade(solution);
  days[1]!.trips[0]!.visits.push(days[0]!.trips[0]!.visits.shift()!);
  for (let k = 0; k < 20; k++) retime(problem, days);
  const took = Array.from({ length: 200 }, () => timed(() => retime(problem, days))[1]).sort((a, b) => a - b);
  say("a dragged stop re-timed, median and 95th of 200", `${took[100]!.toFixed(2)} and ${took[190]!.toFixed(2)} ms`);
}

async function calledOff(): Promise<void> {
  const problem = cityDay(1);
  const answers: number[] = [];
  for (let k = 0; k < 10; k++) {
    const stop = new AbortController();
    const searching = Promise.withResolvers<void>();
    const running = solveOnIslands(problem, {
      seed: k,
      budget: { ms: 60_000 },
      signal: stop.signal,
      onProgress: () => searching.resolve(),
    });
    await searching.promise;
    const at = performance.now();
    stop.abort();
    await running;
    answers.push(performance.now() - at);
  }
  answers.sort((a, b) => a - b);
  say("a search called off, median and most of 10", `${answers[5]!.toFixed(0)} and ${answers[9]!.toFixed(0)} ms`);
}

/** Run with `node --expose-gc` for figures without what is still to be collected. */
function memory(): void {
  const problem = cityDay(2);
  const used = () => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1e6;
  };
  const marks = Array.from({ length: 5 }, () => {
    for (let k = 0; k < 25; k++) solve(problem, { seed: k, budget: { rounds: 200 } });
    return used().toFixed(0);
  });
  say("MB after 25, 50, 75, 100, 125 solves", marks.join(" "));
}
