import type { RawRoads } from "./read-roads.ts";
import type { RoadGraph } from "./road-graph.ts";
import type { TurnRule } from "./turn-rule.ts";

type Ends = Pick<RoadGraph, "from" | "to" | "outStart" | "outEdge">;

/**
 * Turns restriction relations into forbidden pairs of edges.
 * @param pieces the way of each segment
 * @param junctionOf junction of a node number, -1 for none
 */
export function turnBans(
  roads: RawRoads,
  pieces: readonly { readonly way: number }[],
  ends: Ends,
  junctionOf: Int32Array,
): { bans: RoadGraph["bans"]; skipped: number } {
  const segmentsOf = new Map<number, number[]>();
  for (const rule of roads.turnRules) {
    segmentsOf.set(rule.fromWay, []);
    segmentsOf.set(rule.toWay, []);
  }
  for (const [s, piece] of pieces.entries()) segmentsOf.get(roads.ways[piece.way]!.id)?.push(s);

  const [from, to, binds]: [number[], number[], number[]] = [[], [], []];
  let skipped = 0;
  for (const rule of roads.turnRules) {
    const via = junctionOf[rule.via]!;
    const arriving = edgesAt(segmentsOf.get(rule.fromWay)!, ends, via).map((edge) => edge ^ 1);
    const wanted = edgesAt(segmentsOf.get(rule.toWay)!, ends, via);
    // Ways should end at the junction; where one passes through it, nobody can say which half is meant.
    if (via < 0 || arriving.length !== 1 || wanted.length === 0 || (rule.kind === "only" && wanted.length !== 1)) {
      skipped += 1;
      continue;
    }
    for (const leave of forbidden(
      rule,
      arriving[0]!,
      wanted,
      ends.outEdge.subarray(ends.outStart[via], ends.outStart[via + 1]),
    )) {
      from.push(arriving[0]!);
      to.push(leave);
      binds.push(rule.binds);
    }
  }
  return { bans: { from: Int32Array.from(from), to: Int32Array.from(to), binds: Uint8Array.from(binds) }, skipped };
}

function forbidden(rule: TurnRule, arrive: number, wanted: readonly number[], all: Int32Array): number[] {
  if (rule.kind === "only") return [...all].filter((edge) => !wanted.includes(edge));
  return wanted.filter((edge) => (edge === (arrive ^ 1)) === (rule.uTurn && rule.fromWay === rule.toWay));
}

/** Edges that leave a junction along one of the segments. */
function edgesAt(segments: readonly number[], ends: Ends, junction: number): number[] {
  return segments.flatMap((s) => [
    ...(ends.from[s] === junction ? [s * 2] : []),
    ...(ends.to[s] === junction ? [s * 2 + 1] : []),
  ]);
}
