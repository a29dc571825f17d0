import { statSync } from "node:fs";
import { type NodeRules, nodeRules } from "./barrier.ts";
import type { Box } from "./closure.ts";
import { UNITS_PER_DEGREE, type UnitPoint } from "./geometry.ts";
import { NodePlaces } from "./node-places.ts";
import { type Lane, type WayRules, wayRules } from "./profile.ts";
import { readPbf, type Tags } from "./read-pbf.ts";
import { rememberedRules } from "./remembered-rules.ts";
import { RoadDataError } from "./road-data-error.ts";
import { clausesOf, hoursIn, tagsAt } from "./tags/condition.ts";
import { type TurnRule, turnRules } from "./turn-rule.ts";

/** The drivable part of an extract before it is cut at junctions. Nodes are numbered 0 … in order of their ids. */
export type RawRoads = {
  readonly ways: readonly {
    readonly id: number;
    readonly rules: WayRules;
    readonly start: number;
    readonly end: number;
    /** There when something hangs on the hour. */
    readonly timed?: Tags | undefined;
  }[];
  /** Node numbers of all ways, one way after the other; -1 for a node that the extract does not hold. */
  readonly refs: Int32Array;
  readonly lat: Int32Array;
  readonly lng: Int32Array;
  /** `via` is a node number. */
  readonly turnRules: readonly TurnRule[];
  readonly turnRulesSkipped: number;
  /** Node numbers where something stands in the way, and what it says. */
  readonly gates: readonly { readonly node: number; readonly rules: NodeRules; readonly timed?: Tags | undefined }[];
  readonly conditionals: number;
  /** Tags that could not be read, as often as they were met. */
  readonly unread: ReadonlyMap<string, number>;
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
  const ways: { id: number; rules: WayRules; start: number; end: number; timed: Tags | undefined }[] = [];
  const refIds: number[] = [];
  const found: TurnRule[] = [];
  let [turnRulesSkipped, conditionals] = [0, 0];
  const rulesOf = rememberedRules();
  const unread = new Map<string, number>();
  const note = (tags: readonly string[]) => {
    for (const tag of tags) unread.set(tag, (unread.get(tag) ?? 0) + 1);
  };
  readPbf(path, {
    way(id, tags, refs) {
      const rules = rulesOf(tags) ?? openAtTimes(tags);
      if (!rules || refs.length < 2) return;
      if (isConditional(tags)) conditionals += 1;
      note(rules.unread);
      const start = refIds.length;
      for (const ref of refs) if (refIds.length === start || refIds[refIds.length - 1] !== ref) refIds.push(ref);
      const timed = hoursIn(tags).length > 0 ? new Map(tags) : undefined;
      if (refIds.length - start > 1) ways.push({ id, rules, start, end: refIds.length, timed });
      else refIds.length = start;
    },
    relation(_id, tags, members) {
      const read = turnRules(tags, members);
      if (!read) return;
      if (read.sometimes) conditionals += 1;
      if (read.skipped) turnRulesSkipped += 1;
      found.push(...read.rules);
    },
  });
  if (ways.length === 0)
    throw new RoadDataError("no_roads", `${path} (${statSync(path).size} bytes) holds no drivable way`);

  const nodes = new NodePlaces(Float64Array.from(refIds));
  const gates: { node: number; rules: NodeRules; timed: Tags | undefined }[] = [];
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
      const node = nodes.numberOf(id);
      const rules = node < 0 ? undefined : (nodeRules(tags) ?? (hoursIn(tags).length > 0 ? NO_RULES : undefined));
      if (!rules) return;
      gates.push({ node, rules, timed: hoursIn(tags).length > 0 ? new Map(tags) : undefined });
      note(rules.unread);
    },
  });
  if (box && !nodes.known.includes(1))
    throw new RoadDataError(
      "outside_bbox",
      `no street lies inside the box; the streets of ${path} lie in ${degrees(extent)}`,
    );
  const number = (id: number) => nodes.numberOf(id);
  const rules = found
    .map((rule) => (rule.viaWays.length > 0 ? rule : { ...rule, via: number(rule.via) }))
    .filter((rule) => rule.viaWays.length > 0 || rule.via >= 0);
  turnRulesSkipped += found.length - rules.length;
  const refs = Int32Array.from(refIds, number);
  const { lat, lng } = nodes;
  return { ways, refs, lat, lng, turnRules: rules, turnRulesSkipped, gates, conditionals, unread };
}

/** A gate that says nothing now, and something at certain hours. */
const NO_RULES: NodeRules = { binds: 0, guests: 0, limits: undefined, unread: [] };
const SHUT: Lane = { access: 0, guests: 0, limits: undefined };

/** A street that nobody may drive but at certain hours is kept, shut. */
function openAtTimes(tags: Tags): WayRules | undefined {
  if (hoursIn(tags).length === 0) return undefined;
  const rules = wayRules(tagsAt(tags, "any"));
  return rules && { ...rules, forward: SHUT, backward: SHUT };
}

const CONDITIONAL =
  /^(access|vehicle|motor_vehicle|motorcar|psv|bus|goods|hgv|oneway|max(height|width|length|weight|weightrating|axleload))(:\w+)*:conditional$/;

/** Rules for certain hours are counted; what the tags say at all hours is applied. */
function isConditional(tags: Tags): boolean {
  for (const [key, value] of tags)
    if (CONDITIONAL.test(key) && clausesOf(value).some(({ when }) => when === "sometimes")) return true;
  return false;
}

/** As `--bbox` takes it. */
function degrees(box: Box): string {
  return [box.west, box.south, box.east, box.north].map((n) => (n / UNITS_PER_DEGREE).toFixed(4)).join(",");
}
