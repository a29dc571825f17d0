import { parentPort, workerData } from "node:worker_threads";
import { BoardHand, type IslandReport, type IslandTask } from "./island-board.ts";
import { loadDays } from "./snapshot.ts";
import { finish, paceOf, prepare } from "./solve.ts";

/** One island: searches until its budget is used or the board says stop, posting and taking plans now and then. */
const EXCHANGE_EVERY = 0.1;
const PROGRESS_EVERY = 0.01;

const task = workerData as IslandTask;
const say = (report: IslandReport) => parentPort?.postMessage(report);
const cpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const clock = task.cpu ? cpuMs : () => performance.now();

const startedAt = cpuMs();
const pace = paceOf(task.budget, clock);
const { search, given } = prepare(task.problem, task.seed, task.warmStart, task.pricePerMovedStop, pace);
const hand = new BoardHand(task.board, task.island);
let told = 0;
let exchanged = 0;
search.run(
  pace,
  given ? "warm" : "new",
  () => hand.stopped,
  (share) => {
    if (share >= told) {
      told = share + PROGRESS_EVERY;
      say({ kind: "progress", progress: { share: Math.min(1, share), rounds: search.rounds, cost: search.best.cost } });
    }
    // Early on the islands should differ, and at the very end there is no time to make use of a gift.
    if (task.islands < 2 || share < exchanged + EXCHANGE_EVERY || share < 0.3) return;
    exchanged = share;
    hand.post(search.best.cost, () => search.best.days(search.tours));
    const start = hand.betterStart();
    if (!start) return;
    loadDays(search.tours, start);
    if (search.tours.cost < search.best.cost) search.best.take(search.tours);
  },
);
const searchCost = search.best.cost;
say({
  kind: "done",
  solution: finish(search),
  searchCost,
  rounds: search.rounds,
  cpuSeconds: (cpuMs() - startedAt) / 1000,
});
