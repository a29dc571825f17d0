import { Worker } from "node:worker_threads";
import type { Matrix, Point } from "./estimate.ts";
import type { Hierarchy } from "./hierarchy/hierarchy.ts";
import type { Drivable, Network } from "./network.ts";
import type { RoadMatrix } from "./road-matrix.ts";
import { type SnapAnswer, snap } from "./snap.ts";

/** What a worker is given; arrays lie in shared memory, so that nothing is copied for it. */
export type MatrixJob = {
  readonly net: Drivable;
  readonly hierarchy: Hierarchy | undefined;
  readonly stops: readonly SnapAnswer[];
  readonly cells: Matrix;
  /** The next row to be done. */
  readonly next: Int32Array;
};

/**
 * The same answer as `roadMatrix`, its rows searched on worker threads.
 * @param workers at least 1
 * @param hierarchy of this network, where there is one
 */
export async function parallelMatrix(
  net: Network,
  points: readonly Point[],
  workers: number,
  hierarchy?: Hierarchy,
): Promise<RoadMatrix> {
  const n = points.length;
  const stops = points.map((point) => snap(net, point));
  const cells = { seconds: sharedInts(n * n), metres: sharedInts(n * n) };
  const workerData: MatrixJob = { net: drivable(net), hierarchy, stops, cells, next: sharedInts(1) };
  await Promise.all(
    Array.from({ length: Math.min(workers, n) }, () => {
      const worker = new Worker(new URL("./matrix-worker.ts", import.meta.url), { workerData });
      return new Promise<void>((done, fail) => {
        worker.once("error", fail);
        worker.once("exit", (code) => (code === 0 ? done() : fail(new Error(`a matrix worker ended with ${code}`))));
      });
    }),
  );
  return { ...cells, stops };
}

const shared = new WeakMap<Network, Drivable>();

/** A network's arrays in shared memory, copied there once. */
function drivable(net: Network): Drivable {
  const known = shared.get(net);
  if (known) return known;
  const made: Drivable = {
    open: inShared(net.open),
    main: inShared(net.main),
    guests: inShared(net.guests),
    copies: net.copies,
    ticks: inShared(net.ticks),
    turnStart: inShared(net.turnStart),
    turnTo: inShared(net.turnTo),
    turnTicks: inShared(net.turnTicks),
    graph: { decimetres: inShared(net.graph.decimetres) },
  };
  shared.set(net, made);
  return made;
}

function inShared<T extends Int32Array | Uint8Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Kind = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Kind(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
