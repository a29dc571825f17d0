import type { Ends } from "./turn-bans.ts";
import type { TurnRule } from "./turn-rule.ts";

/** Longer ways through a junction are a slip of whoever drew them. */
const LONGEST = 60;

/**
 * The forbidden paths of a restriction that leads through ways: out of a `from` way, over all segments of the `via` ways
 * that lie between, into a `to` way. Where only one way on is allowed, every other is forbidden, on each step of it.
 * @returns undefined where the ways do not join
 */
export function viaPaths(
  rule: TurnRule,
  segmentsOf: ReadonlyMap<number, readonly number[]>,
  ends: Ends,
): number[][] | undefined {
  const wayOf = new Map<number, number>();
  for (const way of rule.viaWays) for (const s of segmentsOf.get(way)!) wayOf.set(s, way);
  const tail = (edge: number) => (edge & 1 ? ends.to[edge >> 1]! : ends.from[edge >> 1]!);
  const head = (edge: number) => tail(edge ^ 1);
  const leaving = (junction: number) => [
    ...ends.outEdge.subarray(ends.outStart[junction], ends.outStart[junction + 1]),
  ];
  const edgesOf = (ways: readonly number[]) =>
    ways.flatMap((way) => segmentsOf.get(way)!.flatMap((s) => [s * 2, s * 2 + 1]));
  const goals = new Set(edgesOf(rule.toWays));
  const found: number[][] = [];

  /** The shortest walk over via segments that has touched every via way: by breadth, so that it never circles. */
  for (const start of edgesOf(rule.fromWays)) {
    const queue: number[][] = leaving(head(start))
      .filter((edge) => wayOf.has(edge >> 1))
      .map((edge) => [start, edge]);
    for (let path = queue.shift(); path; path = queue.shift()) {
      const last = path[path.length - 1]!;
      const next = leaving(head(last)).filter((edge) => edge >> 1 !== last >> 1);
      const touched = new Set(path.slice(1).map((edge) => wayOf.get(edge >> 1)));
      const goal = touched.size === rule.viaWays.length ? next.filter((edge) => goals.has(edge)) : [];
      // A `to` way that goes on beyond the via way is left where the via way first meets it.
      if (goal.length > 0) for (const edge of goal) found.push([...path, edge]);
      else if (path.length < LONGEST)
        for (const edge of next)
          if (wayOf.has(edge >> 1) && !path.some((before) => before >> 1 === edge >> 1)) queue.push([...path, edge]);
    }
  }
  if (found.length === 0) return undefined;
  if (rule.kind === "no") return found;
  const banned = new Map<string, number[]>();
  for (const path of found)
    for (let step = 1; step < path.length; step += 1) {
      const before = path.slice(0, step);
      const allowed = found.filter((other) => before.every((edge, i) => other[i] === edge)).map((other) => other[step]);
      for (const edge of leaving(head(path[step - 1]!)))
        if (!allowed.includes(edge)) banned.set([...before, edge].join(), [...before, edge]);
    }
  return [...banned.values()];
}
