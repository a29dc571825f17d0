import { statSync } from "node:fs";
import { barrierBinds } from "./barrier.ts";
import type { Box } from "./closure.ts";
import { UNITS_PER_DEGREE, type UnitPoint } from "./geometry.ts";
import { NodePlaces } from "./node-places.ts";
import { type WayRules, wayRules } from "./profile.ts";
import { readPbf, type Tags } from "./read-pbf.ts";
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
  /** Node numbers where something stands in the way, and the vehicle bits that it stops. */
  readonly barriers: readonly { readonly node: number; readonly binds: number }[];
  readonly conditionals: number;
};

export type ReadOptions = {
  /** In 1e-7 degrees, after conversion: what lies outside is left out. */
  readonly box?: Box | undefined;
  /** From the file's datum to WGS 84; absent when the file is in WGS 84, as OpenStreetMap is. */
  readonly toWgs84?: ((at: UnitPoint) => UnitPoint) | undefined;
};

/**
 * Reads the file twice, ways first, so that only nodes on a drivable way are ever kept.
 * @throws RoadDataError
 */
export function readRoads(path: string, { box, toWgs84 }: ReadOptions = {}): RawRoads {
  const ways: { id: number; rules: WayRules; start: number; end: number }[] = [];
  const refIds: number[] = [];
  const found: TurnRule[] = [];
  let [turnRulesSkipped, conditionals] = [0, 0];
  readPbf(path, {
    way(id, tags, refs) {
      const rules = wayRules(tags);
      if (!rules || refs.length < 2) return;
      if (isConditional(tags)) conditionals += 1;
      const start = refIds.length;
      for (const ref of refs) if (refIds.length === start || refIds[refIds.length - 1] !== ref) refIds.push(ref);
      if (refIds.length - start > 1) ways.push({ id, rules, start, end: refIds.length });
      else refIds.length = start;
    },
    relation(_id, tags, members) {
      if (tags.get("type") === "restriction" && isConditional(tags)) conditionals += 1;
      const rule = turnRule(tags, members);
      if (rule === "unsupported") turnRulesSkipped += 1;
      else if (rule) found.push(rule);
    },
  });
  if (ways.length === 0)
    throw new RoadDataError("no_roads", `${path} (${statSync(path).size} bytes) holds no drivable way`);

  const nodes = new NodePlaces(Float64Array.from(refIds));
  const barriers: { node: number; binds: number }[] = [];
  const extent = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity };
  readPbf(path, {
    node(id, lat, lng) {
      const node = nodes.wanted(id);
      if (node < 0) return;
      const at = toWgs84 ? toWgs84({ lat, lng }) : { lat, lng };
      extent.south = Math.min(extent.south, at.lat);
      extent.north = Math.max(extent.north, at.lat);
      extent.west = Math.min(extent.west, at.lng);
      extent.east = Math.max(extent.east, at.lng);
      if (!box || (at.lat >= box.south && at.lat <= box.north && at.lng >= box.west && at.lng <= box.east))
        nodes.set(node, at);
    },
    taggedNode(id, _lat, _lng, tags) {
      const binds = barrierBinds(tags);
      const node = binds === 0 ? -1 : nodes.numberOf(id);
      if (node >= 0) barriers.push({ node, binds });
    },
  });
  if (box && !nodes.known.includes(1))
    throw new RoadDataError(
      "outside_bbox",
      `no street lies inside the box; the streets of ${path} lie in ${degrees(extent)}`,
    );
  const number = (id: number) => nodes.numberOf(id);
  const turnRules = found.map((rule) => ({ ...rule, via: number(rule.via) })).filter((rule) => rule.via >= 0);
  turnRulesSkipped += found.length - turnRules.length;
  const refs = Int32Array.from(refIds, number);
  return { ways, refs, lat: nodes.lat, lng: nodes.lng, turnRules, turnRulesSkipped, barriers, conditionals };
}

const CONDITIONAL =
  /^(access|vehicle|motor_vehicle|motorcar|psv|bus|goods|hgv|oneway|maxheight|maxweight|restriction)(:\w+)*:conditional$/;

/** Rules for certain hours are counted; what the tags say without a condition is applied. */
function isConditional(tags: Tags): boolean {
  for (const key of tags.keys()) if (CONDITIONAL.test(key)) return true;
  return false;
}

/** As `--bbox` takes it. */
function degrees(box: Box): string {
  return [box.west, box.south, box.east, box.north].map((n) => (n / UNITS_PER_DEGREE).toFixed(4)).join(",");
}
