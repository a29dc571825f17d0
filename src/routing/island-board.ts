import type { Problem } from "./problem.ts";
import type { PlainDay } from "./snapshot.ts";
import type { Solution } from "./solution.ts";
import type { Budget, Progress } from "./solve.ts";

/** What a worker is given, and what it says. */
export interface IslandTask {
  problem: Problem;
  board: Board;
  island: number;
  islands: number;
  seed: number;
  budget: Budget;
  cpu: boolean;
  warmStart?: Solution;
  pricePerMovedStop?: number;
}

export type IslandReport =
  | { kind: "progress"; progress: Progress }
  | { kind: "done"; solution: Solution; searchCost: number; rounds: number; cpuSeconds: number };

/**
 * Shared memory between the islands: a stop flag, each one's best cost, and the best plan of all, written under a lock.
 */
export interface Board {
  /** [0] stop, [1] lock of the plan, [2] numbers used in the plan. */
  control: SharedArrayBuffer;
  costs: SharedArrayBuffer;
  planCost: SharedArrayBuffer;
  plan: SharedArrayBuffer;
}

export function boardFor(islands: number, visits: number, buses: number): Board {
  const board = {
    control: new SharedArrayBuffer(16),
    costs: new SharedArrayBuffer(8 * islands),
    planCost: new SharedArrayBuffer(8),
    plan: new SharedArrayBuffer(4 * (4 * visits + 2 * buses + 16)),
  };
  new Float64Array(board.costs).fill(Number.POSITIVE_INFINITY);
  new Float64Array(board.planCost).fill(Number.POSITIVE_INFINITY);
  return board;
}

/** One island's hand on the board. */
export class BoardHand {
  private readonly control: Int32Array;
  private readonly costs: Float64Array;
  private readonly planCost: Float64Array;
  private readonly plan: Int32Array;
  private readonly island: number;

  constructor(board: Board, island: number) {
    this.control = new Int32Array(board.control);
    this.costs = new Float64Array(board.costs);
    this.planCost = new Float64Array(board.planCost);
    this.plan = new Int32Array(board.plan);
    this.island = island;
  }

  get stopped(): boolean {
    return Atomics.load(this.control, 0) === 1;
  }

  /** Tells the others of this island's best; its plan is posted when it is the best of all. */
  post(cost: number, days: () => PlainDay[]): void {
    this.costs[this.island] = cost;
    if (cost >= this.planCost[0]!) return;
    this.locked(() => {
      if (cost >= this.planCost[0]!) return;
      const flat = days().flatMap(({ bus, trips }) => [
        bus,
        trips.length,
        ...trips.flatMap((t) => [t.supplier, t.slot, t.visits.length, ...t.visits]),
      ]);
      if (flat.length > this.plan.length) return;
      this.plan.set(flat);
      this.control[2] = flat.length;
      this.planCost[0] = cost;
    });
  }

  /** The best plan of all, when this island is the worst of several and has something to gain. */
  betterStart(): PlainDay[] | null {
    const own = this.costs[this.island]!;
    if (!(this.planCost[0]! < own) || this.costs.some((c) => c > own)) return null;
    let days: PlainDay[] | null = null;
    this.locked(() => {
      days = this.readPlan();
    });
    return days;
  }

  private readPlan(): PlainDay[] {
    const { plan } = this;
    const days: PlainDay[] = [];
    for (let at = 0; at < this.control[2]!; ) {
      const day: PlainDay = { bus: plan[at]!, trips: [] };
      const trips = plan[at + 1]!;
      at += 2;
      for (let k = 0; k < trips; k++) {
        const count = plan[at + 2]!;
        day.trips.push({
          supplier: plan[at]!,
          slot: plan[at + 1]!,
          visits: [...plan.subarray(at + 3, at + 3 + count)],
        });
        at += 3 + count;
      }
      days.push(day);
    }
    return days;
  }

  private locked(act: () => void): void {
    // The lock is held for microseconds; whoever finds it taken comes again at the next reading of the clock.
    if (Atomics.compareExchange(this.control, 1, 0, 1) !== 0) return;
    act();
    Atomics.store(this.control, 1, 0);
  }
}
