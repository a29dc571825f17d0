import { createHash } from "node:crypto";
import type { Drivable } from "../network.ts";

/** A city with more junctions gets hierarchies: below, they save less than they cost. */
export const LARGE_JUNCTIONS = 50_000;

/**
 * A contraction hierarchy over the driven edges of one network. Nodes are numbered as they were contracted, so that up
 * is towards larger numbers; those from `core` on never were. Arcs are turns and shortcuts, weights as in `weigh`.
 */
export type Hierarchy = {
  /** Of the network that it was built from, see `networkKey`: for any other its answers would be wrong. */
  readonly key: string;
  readonly core: number;
  /** Per edge; -1 outside the large parts. */
  readonly nodeOf: Int32Array;
  /** From node `v` up, or inside the core: `upHead[upStart[v]]` up to `upHead[upStart[v + 1]]`. */
  readonly upStart: Int32Array;
  readonly upHead: Int32Array;
  readonly upWeight: Float64Array;
  /** From above down to node `v`, for those below the core: `downFrom[downStart[v]]` up to `downFrom[downStart[v + 1]]`. */
  readonly downStart: Int32Array;
  readonly downFrom: Int32Array;
  readonly downWeight: Float64Array;
};

/** The same for networks in which the same stops have the same ways between them: kinds of vehicle may share one. */
export function networkKey({ main, guests, turnStart, turnTo, turnTicks, graph }: Drivable): string {
  const hash = createHash("sha256");
  for (const array of [main, guests, turnStart, turnTo, turnTicks, graph.decimetres])
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest("hex").slice(0, 16);
}
