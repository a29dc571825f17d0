import { workerData } from "node:worker_threads";
import type { MatrixJob } from "./parallel-matrix.ts";
import { fillRow, wish } from "./road-matrix.ts";
import { searchRoom } from "./search.ts";

/** Takes rows of a matrix from the counter that all workers share, until none is left. */
const { net, stops, cells, next } = workerData as MatrixJob;
const room = searchRoom(net);
const wanted = wish(net, room, stops);
for (let row = Atomics.add(next, 0, 1); row < stops.length; row = Atomics.add(next, 0, 1))
  fillRow(net, room, stops, row, wanted, cells);
