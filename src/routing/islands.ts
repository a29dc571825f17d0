import { Worker } from "node:worker_threads";
import { boardFor, type IslandReport, type IslandTask } from "./island-board.ts";
import { onOwnClock, shiftTimes } from "./own-clock.ts";
import type { Problem, Travel } from "./problem.ts";
import type { Solution } from "./solution.ts";
import type { Budget, Progress, SolveOptions } from "./solve.ts";

export interface IslandOptions extends Omit<SolveOptions, "clock" | "signal" | "onProgress"> {
  budget: Budget;
  /** Worker threads, 1 when absent; more than there are cores are of no use. */
  islands?: number;
  /** Count the worker's own CPU time against the budget instead of wall time. */
  cpu?: boolean;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

export interface IslandResult {
  solution: Solution;
  /** Rounds of all islands, and their CPU seconds. */
  rounds: number;
  cpuSeconds: number;
}

/**
 * Solves on worker threads, one search each with a seed of its own; now and then the worst starts again from the best.
 * An abort ends it within milliseconds with the best plan so far. One island with a budget in rounds repeats exactly.
 * Rejects when a worker fails.
 */
export async function solveOnIslands(problem: Problem, options: IslandOptions): Promise<IslandResult> {
  const islands = Math.max(1, options.islands ?? 1);
  const board = boardFor(islands, sharesAtMost(problem), problem.vehicles.length);
  const { problem: own, zero } = onOwnClock(problem);
  const shared = withSharedTravel(own);
  const stop = () => Atomics.store(new Int32Array(board.control), 0, 1);
  if (options.signal?.aborted) stop();
  options.signal?.addEventListener("abort", stop);
  const shares = new Array<Progress>(islands);
  try {
    const results = await Promise.all(
      Array.from({ length: islands }, (_, island) => {
        const task: IslandTask = {
          problem: shared,
          board,
          island,
          islands,
          seed: options.seed + island * 7919,
          budget: options.budget,
          cpu: options.cpu === true,
          ...(options.warmStart ? { warmStart: shiftTimes(options.warmStart, -zero) } : {}),
          ...(options.pricePerMovedStop ? { pricePerMovedStop: options.pricePerMovedStop } : {}),
        };
        return runIsland(task, (progress) => {
          shares[island] = progress;
          options.onProgress?.(together(shares));
        });
      }),
    );
    const best = results.reduce((a, b) => (b.searchCost < a.searchCost ? b : a));
    return {
      solution: shiftTimes(best.solution, zero),
      rounds: results.reduce((sum, r) => sum + r.rounds, 0),
      cpuSeconds: results.reduce((sum, r) => sum + r.cpuSeconds, 0),
    };
  } finally {
    stop();
    options.signal?.removeEventListener("abort", stop);
  }
}

type Done = Extract<IslandReport, { kind: "done" }>;

function runIsland(task: IslandTask, onProgress: (progress: Progress) => void): Promise<Done> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./island-worker.ts", import.meta.url), { workerData: task });
    worker.on("message", (report: IslandReport) => {
      if (report.kind === "progress") return onProgress(report.progress);
      resolve(report);
      void worker.terminate();
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`a routing worker ended with code ${code} before it answered`)));
  });
}

function together(shares: Progress[]): Progress {
  const known = shares.filter((s) => s !== undefined);
  return {
    share: Math.min(...known.map((s) => s.share)),
    rounds: known.reduce((sum, s) => sum + s.rounds, 0),
    cost: Math.min(...known.map((s) => s.cost)),
  };
}

/** Travel tables in shared memory, so that each worker reads the same ones instead of a copy. */
function withSharedTravel(problem: Problem): Problem {
  const moved = new Map<Travel, Travel>();
  const share = (travel: Travel): Travel => {
    const known = moved.get(travel);
    if (known) return known;
    const made: Travel =
      travel.kind === "table"
        ? { kind: "table", values: sharedCopy(travel.values, Int32Array) }
        : { ...travel, x: sharedCopy(travel.x, Float64Array), y: sharedCopy(travel.y, Float64Array) };
    moved.set(travel, made);
    return made;
  };
  return { ...problem, classes: problem.classes.map((c) => ({ seconds: share(c.seconds), metres: share(c.metres) })) };
}

function sharedCopy(values: ArrayLike<number>, Kind: Int32ArrayConstructor | Float64ArrayConstructor) {
  const memory = new SharedArrayBuffer(values.length * Kind.BYTES_PER_ELEMENT);
  const copy = Kind === Int32Array ? new Int32Array(memory) : new Float64Array(memory);
  for (let i = 0; i < values.length; i++) copy[i] = values[i]!;
  return copy;
}

/** Room for every visit even when all demands are split. */
function sharesAtMost(problem: Problem): number {
  const largest = problem.vehicles.reduce(
    (most, v) => v.capacity.map((q, d) => Math.max(q, most[d] ?? 0)),
    new Array<number>(problem.dimensions).fill(1),
  );
  return problem.stops.reduce(
    (sum, s) => sum + 1 + Math.ceil(Math.max(0, ...s.demand.map((q, d) => q / Math.max(1, largest[d]!)))) * 4,
    problem.stops.length,
  );
}
