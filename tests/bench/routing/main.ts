import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { check } from "../../../src/routing/check.ts";
import { solveOnIslands } from "../../../src/routing/islands.ts";
import { type Curve, drawChart } from "./chart.ts";
import { cityDay } from "./city-day.ts";
import { MADE_UP, readMadeUp } from "./made-up.ts";
import { listPublished, type Published, readPublished } from "./published.ts";

/** Measures the solver on named instances: `npm run bench:routing -- --help` says how. */
const HELP = `npm run bench:routing -- [options]
  --data DIR       folder with bks.json and the instances (default ../shared/bench/vrp)
  --kind X         only this kind (may be repeated); "city" is the made-up day of this project,
                   "sitedep-made", "mdvrptw-made" and "towns-made" are larger than the published ones
  --instance NAME  only this instance (may be repeated)
  --limit 10       seconds per run
  --seeds 3        runs per instance
  --islands 1      worker threads per run
  --cpu            the worker's CPU time is the budget, not wall time
  --json FILE      write every run there`;

interface Run {
  instance: string;
  kind: string;
  n: number;
  seed: number;
  limit: number;
  cost: number;
  bks: number | null;
  gap: number | null;
  violations: number;
  rounds: number;
  cpuSeconds: number;
  routes: number;
}

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/bench/vrp" },
    kind: { type: "string", multiple: true },
    instance: { type: "string", multiple: true },
    limit: { type: "string", default: "10" },
    seeds: { type: "string", default: "3" },
    islands: { type: "string", default: "1" },
    cpu: { type: "boolean", default: false },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const limit = Number(values.limit);
  const islands = Number(values.islands);
  const chosen = choose();
  if (chosen.length === 0) {
    console.error("nothing to measure: no such instance");
    process.exitCode = 1;
    return;
  }
  const runs: Run[] = [];
  const curves: Curve[] = [];
  const seeds = Number(values.seeds);
  let done = 0;
  for (const make of chosen) {
    const instance = make();
    for (let seed = 1; seed <= seeds; seed++) {
      const started = performance.now();
      const curve: Curve = { name: `${instance.name} #${seed}`, kind: instance.kind, points: [] };
      const bks = Number.isFinite(instance.bks) ? instance.bks : null;
      const { solution, rounds, cpuSeconds } = await solveOnIslands(instance.problem, {
        seed,
        islands,
        budget: { ms: limit * 1000 },
        cpu: values.cpu,
        onProgress: ({ share, cost }) => {
          if (bks !== null) curve.points.push([share * limit, gapOf(cost * instance.unit, bks)]);
          bar(done, chosen.length * seeds, share, `${instance.name} seed ${seed}`);
        },
      });
      const { cost, violations } = check(instance.problem, solution);
      const ownCost = cost * instance.unit;
      runs.push({
        instance: instance.name,
        kind: instance.kind,
        n: instance.n,
        seed,
        limit,
        cost: ownCost,
        bks,
        gap: bks === null ? null : gapOf(ownCost, bks),
        violations: violations.length,
        rounds,
        cpuSeconds,
        routes: solution.days.length,
      });
      curves.push(curve);
      done++;
      clearBar();
      report(runs.at(-1)!, (performance.now() - started) / 1000);
      for (const v of violations.slice(0, 3))
        console.log(`    ${v.kind}: ${v.detail} (vehicle ${v.vehicle}, stop ${v.stop})`);
    }
  }
  summarise(runs);
  if (values.json) {
    mkdirSync(dirname(resolve(values.json)), { recursive: true });
    writeFileSync(values.json, `${JSON.stringify(runs, null, 1)}\n`);
  }
  const chart = resolve(import.meta.dirname, "../../../.cache/bench/routing-gap.svg");
  mkdirSync(dirname(chart), { recursive: true });
  writeFileSync(chart, drawChart(curves, limit));
  console.log("chart: .cache/bench/routing-gap.svg");
  if (runs.some((r) => r.violations > 0)) process.exitCode = 1;
}

/** The instances asked for, each read only when its turn comes. */
function choose(): (() => Published)[] {
  const root = resolve(import.meta.dirname, "../../..");
  const dir = resolve(root, values.data);
  const wanted = (name: string, kind: string) =>
    (!values.kind || values.kind.includes(kind)) && (!values.instance || values.instance.includes(name));
  const made: (() => Published)[] = [];
  if (values.kind?.includes("city") || values.instance?.includes("city-day-1"))
    for (const seed of [1, 2, 3])
      if (wanted(`city-day-${seed}`, "city"))
        made.push(() => {
          const problem = cityDay(seed);
          return {
            name: `city-day-${seed}`,
            kind: "city",
            n: problem.stops.length,
            bks: Number.NaN,
            unit: 1,
            problem,
            routes: null,
          };
        });
  for (const one of MADE_UP)
    if (values.kind?.includes(one.kind) || values.instance?.includes(one.name)) made.push(() => readMadeUp(one));
  if (!existsSync(join(dir, "bks.json"))) {
    console.error(`SKIPPED: no published instances in ${values.data}; point --data at a folder with bks.json`);
    return made;
  }
  for (const [name, entry] of listPublished(dir))
    if (wanted(name, entry.kind)) made.push(() => readPublished(dir, name, entry));
  return made;
}

function gapOf(cost: number, bks: number): number {
  return 100 * (cost / bks - 1);
}

function report(run: Run, wallSeconds: number): void {
  const gap = run.gap === null ? "      -" : `${run.gap.toFixed(3).padStart(7)}%`;
  console.log(
    `${run.instance.padEnd(16)} seed ${run.seed}  cost ${run.cost.toFixed(2).padStart(14)}  gap ${gap}  ` +
      `${Math.round(run.rounds / run.cpuSeconds)
        .toString()
        .padStart(7)} rounds/s  routes ${String(run.routes).padStart(4)}  ` +
      `violations ${run.violations}  wall ${wallSeconds.toFixed(1)} s`,
  );
}

function summarise(runs: Run[]): void {
  console.log("\nmean gap");
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const size =
      run.kind === "X"
        ? run.n <= 400
          ? " 100-400"
          : " 500-1000"
        : run.kind === "gh"
          ? run.n <= 400
            ? " 200-400"
            : " 600-1000"
          : "";
    groups.set(run.kind + size, [...(groups.get(run.kind + size) ?? []), run]);
  }
  for (const [name, list] of groups) {
    const gaps = list.flatMap((r) => (r.gap === null ? [] : [r.gap]));
    const mean = gaps.length ? `${(gaps.reduce((a, b) => a + b, 0) / gaps.length).toFixed(3)}%` : "-";
    const speed = list.reduce((a, r) => a + r.rounds / r.cpuSeconds, 0) / list.length;
    console.log(
      `${name.padEnd(14)} ${mean.padStart(9)}  ${list.length} runs  ${Math.round(speed)} rounds/s  violations ${list.reduce((a, r) => a + r.violations, 0)}`,
    );
  }
}

function bar(done: number, total: number, share: number, label: string): void {
  if (!process.stdout.isTTY) return;
  const whole = (done + share) / total;
  const width = 30;
  const full = Math.round(whole * width);
  process.stdout.write(
    `\r[${"#".repeat(full)}${".".repeat(width - full)}] ${(100 * whole).toFixed(0).padStart(3)}%  ${label.padEnd(30)}`,
  );
}

function clearBar(): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${" ".repeat(72)}\r`);
}
