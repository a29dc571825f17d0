import { statSync } from "node:fs";
import { type WayRules, wayRules } from "./profile.ts";
import { readPbf } from "./read-pbf.ts";
import { RoadDataError } from "./road-data-error.ts";
import { type TurnRule, turnRule } from "./turn-rule.ts";

/** The drivable part of an extract before it is cut at junctions. Nodes are numbered 0 … in order of their ids. */
export type RawRoads = {
  readonly ways: readonly {
    readonly id: number;
    readonly rules: WayRules;
    readonly start: number;
    readonly end: number;
  }[];
  /** Node numbers of all ways, one way after the other; -1 for a node that the extract does not hold. */
  readonly refs: Int32Array;
  readonly lat: Int32Array;
  readonly lng: Int32Array;
  /** `via` is a node number. */
  readonly turnRules: readonly TurnRule[];
  readonly turnRulesSkipped: number;
};

/**
 * Reads the file twice, ways first, so that only nodes on a drivable way are ever kept.
 * @throws RoadDataError
 */
export function readRoads(path: string): RawRoads {
  const ways: { id: number; rules: WayRules; start: number; end: number }[] = [];
  const refIds: number[] = [];
  const found: TurnRule[] = [];
  let turnRulesSkipped = 0;
  readPbf(path, {
    way(id, tags, refs) {
      const rules = wayRules(tags);
      if (!rules || refs.length < 2) return;
      const start = refIds.length;
      for (const ref of refs) if (refIds.length === start || refIds[refIds.length - 1] !== ref) refIds.push(ref);
      if (refIds.length - start > 1) ways.push({ id, rules, start, end: refIds.length });
      else refIds.length = start;
    },
    relation(_id, tags, members) {
      const rule = turnRule(tags, members);
      if (rule === "unsupported") turnRulesSkipped += 1;
      else if (rule) found.push(rule);
    },
  });
  if (ways.length === 0)
    throw new RoadDataError("no_roads", `${path} (${statSync(path).size} bytes) holds no drivable way`);

  const ids = distinct(refIds);
  const lat = new Int32Array(ids.length);
  const lng = new Int32Array(ids.length);
  const known = new Uint8Array(ids.length);
  let next = 0;
  readPbf(path, {
    node(id, nodeLat, nodeLng) {
      // Files are sorted by id nearly always; then the node wanted next is the one at hand, or none is.
      if (ids[next] !== id) {
        if (next < ids.length && next > 0 && id > ids[next - 1]! && id < ids[next]!) return;
        next = indexOf(ids, id);
        if (ids[next] !== id) return;
      }
      lat[next] = nodeLat;
      lng[next] = nodeLng;
      known[next] = 1;
      next += 1;
    },
  });
  const number = (id: number) => {
    const at = indexOf(ids, id);
    return ids[at] === id && known[at] ? at : -1;
  };
  const turnRules = found.map((rule) => ({ ...rule, via: number(rule.via) })).filter((rule) => rule.via >= 0);
  turnRulesSkipped += found.length - turnRules.length;
  return { ways, refs: Int32Array.from(refIds, number), lat, lng, turnRules, turnRulesSkipped };
}

function distinct(values: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).sort();
  let kept = 0;
  for (let i = 0; i < sorted.length; i += 1)
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      sorted[kept] = sorted[i]!;
      kept += 1;
    }
  return sorted.slice(0, kept);
}

/** Where `id` is, or would be, in a sorted list. */
function indexOf(ids: Float64Array, id: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
