import { workerData } from "node:worker_threads";
import { hierarchyRows } from "./hierarchy/hierarchy-rows.ts";
import type { MatrixJob } from "./parallel-matrix.ts";
import { fillRow, plainRows, wantedEdges } from "./road-matrix.ts";

/** Takes rows of a matrix from the counter that all workers share, until none is left. */
const { net, hierarchy, stops, cells, next } = workerData as MatrixJob;
const rows = hierarchy ? hierarchyRows(hierarchy, net, wantedEdges(net, stops)) : plainRows(net, stops);
for (let row = Atomics.add(next, 0, 1); row < stops.length; row = Atomics.add(next, 0, 1))
  fillRow(net, rows, stops, row, cells);
