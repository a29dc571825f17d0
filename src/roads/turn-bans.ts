import type { RawRoads } from "./read-roads.ts";
import type { RoadGraph } from "./road-graph.ts";
import type { TurnRule } from "./turn-rule.ts";
import { viaPaths } from "./via-paths.ts";

export type Ends = Pick<RoadGraph, "from" | "to" | "outStart" | "outEdge">;
/** A turn that is forbidden at the end of a way driven so: edges one after the other, the last the forbidden one. */
export type PathBan = { readonly edges: readonly number[]; readonly binds: number; readonly hours: number };

/**
 * Turns restriction relations into forbidden pairs of edges, and forbidden paths where they lead through ways.
 * @param pieces the way of each segment
 * @param junctionOf junction of a node number, -1 for none
 * @param hourOf the number of a text of hours, 0 for always
 */
export function turnBans(
  roads: RawRoads,
  pieces: readonly { readonly way: number }[],
  ends: Ends,
  junctionOf: Int32Array,
  hourOf: (text: string | undefined) => number,
): { bans: RoadGraph["bans"]; paths: PathBan[]; skipped: number } {
  const segmentsOf = new Map<number, number[]>();
  for (const rule of roads.turnRules)
    for (const way of [...rule.fromWays, ...rule.toWays, ...rule.viaWays]) segmentsOf.set(way, []);
  for (const [s, piece] of pieces.entries()) segmentsOf.get(roads.ways[piece.way]!.id)?.push(s);
  const segments = (ways: readonly number[]) => ways.flatMap((way) => segmentsOf.get(way)!);

  const [from, to, binds, hours]: [number[], number[], number[], number[]] = [[], [], [], []];
  const paths: PathBan[] = [];
  let skipped = 0;
  for (const rule of roads.turnRules) {
    const found = rule.viaWays.length > 0 ? viaPaths(rule, segmentsOf, ends) : pairs(rule);
    if (!found) skipped += 1;
    for (const edges of found ?? []) {
      if (edges.length > 2) paths.push({ edges, binds: rule.binds, hours: hourOf(rule.hours) });
      else {
        from.push(edges[0]!);
        to.push(edges[1]!);
        binds.push(rule.binds);
        hours.push(hourOf(rule.hours));
      }
    }
  }
  return {
    bans: {
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      binds: Uint8Array.from(binds),
      hours: Uint16Array.from(hours),
    },
    paths,
    skipped,
  };

  /** Undefined where nobody can say which turn is meant. */
  function pairs(rule: TurnRule): number[][] | undefined {
    const via = junctionOf[rule.via]!;
    if (via < 0) return undefined;
    const arriving = rule.fromWays.map((way) => edgesAt(segmentsOf.get(way)!, ends, via).map((edge) => edge ^ 1));
    const wanted = edgesAt(segments(rule.toWays), ends, via);
    // Ways should end at the junction; where one passes through it, nobody can say which half is meant.
    const clear = arriving.every((edges) => edges.length === 1) && wanted.length > 0;
    if (!clear || (rule.kind === "only" && wanted.length !== rule.toWays.length)) return undefined;
    const all = ends.outEdge.subarray(ends.outStart[via], ends.outStart[via + 1]);
    return arriving.flatMap(([arrive]) => forbidden(rule, arrive!, wanted, all).map((leave) => [arrive!, leave]));
  }
}

function forbidden(rule: TurnRule, arrive: number, wanted: readonly number[], all: Int32Array): number[] {
  if (rule.kind === "only") return [...all].filter((edge) => !wanted.includes(edge));
  const isBack = rule.uTurn && rule.fromWays.some((way) => rule.toWays.includes(way));
  return wanted.filter((edge) => (edge === (arrive ^ 1)) === isBack);
}

/** Edges that leave a junction along one of the segments. */
export function edgesAt(segments: readonly number[], ends: Ends, junction: number): number[] {
  return segments.flatMap((s) => [
    ...(ends.from[s] === junction ? [s * 2] : []),
    ...(ends.to[s] === junction ? [s * 2 + 1] : []),
  ]);
}
