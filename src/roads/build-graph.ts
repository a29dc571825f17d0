import { createHash } from "node:crypto";
import { copiesFor } from "./copies.ts";
import { LONGEST_STEP, partStrays, strayNote } from "./far-streets.ts";
import { heading, metresBetween } from "./geometry.ts";
import { withCopies } from "./laid-copies.ts";
import { LimitTable } from "./limit-table.ts";
import { type RawRoads, type ReadOptions, readRoads } from "./read-roads.ts";
import { RoadDataError } from "./road-data-error.ts";
import type { RoadGraph } from "./road-graph.ts";
import { HourTexts } from "./timed-rules.ts";
import { turnBans } from "./turn-bans.ts";

/**
 * Builds the graph of an OpenStreetMap extract (.osm.pbf). Memory is bounded by the graph, not by the file.
 * @throws RoadDataError with a kind for each way in which a file can be useless
 */
export function buildGraph(path: string, options: ReadOptions = {}): RoadGraph {
  return graphFrom(readRoads(path, options));
}

/** A piece of way `way` from ref `start` to ref `end`, both included. */
type Piece = { readonly way: number; readonly start: number; readonly end: number };

/** Cuts ways at junctions and lays everything out flat. */
export function graphFrom(roads: RawRoads): RoadGraph {
  const { near: pieces, strays } = partStrays(roads, cut(roads));
  if (pieces.length === 0) throw new RoadDataError("no_roads", "no drivable way lies inside the extract");
  // Neighbours on the map become neighbours in memory: searches then stay in the processor's cache.
  pieces.sort((a, b) => spot(roads, a) - spot(roads, b) || a.start - b.start);

  const segments = pieces.length;
  const points = pieces.reduce((sum, piece) => sum + piece.end - piece.start + 1, 0);
  const graph = {
    segments,
    from: new Int32Array(segments),
    to: new Int32Array(segments),
    decimetres: new Int32Array(segments),
    speedKmh: new Uint8Array(segments),
    access: new Uint8Array(segments * 2),
    guests: new Uint8Array(segments * 2),
    limit: new Uint16Array(segments * 2),
    roundabout: new Uint8Array(segments),
    stopless: new Uint8Array(segments),
    way: new Float64Array(segments),
    headingFrom: new Int16Array(segments),
    headingTo: new Int16Array(segments),
    name: new Int32Array(segments),
    shapeStart: new Int32Array(segments + 1),
    shapeLat: new Int32Array(points),
    shapeLng: new Int32Array(points),
  };
  const names = [""];
  const nameIndex = new Map([["", 0]]);
  const junctionOf = new Int32Array(roads.lat.length).fill(-1);
  const limits = new LimitTable();
  let junctions = 0;
  const junction = (node: number) => {
    if (junctionOf[node]! < 0) junctionOf[node] = junctions++;
    return junctionOf[node]!;
  };
  const speeds = signedSpeeds(roads);
  let at = 0;
  for (const [s, piece] of pieces.entries()) {
    const { id, rules } = roads.ways[piece.way]!;
    graph.way[s] = id;
    graph.from[s] = junction(roads.refs[piece.start]!);
    graph.to[s] = junction(roads.refs[piece.end]!);
    graph.speedKmh[s] = Math.max(1, Math.round(speeds[piece.way] ?? rules.speedKmh));
    for (const [side, lane] of [rules.forward, rules.backward].entries()) {
      graph.access[s * 2 + side] = lane.access;
      graph.guests[s * 2 + side] = lane.guests;
      graph.limit[s * 2 + side] = limits.row(lane.limits);
    }
    graph.roundabout[s] = rules.roundabout ? 1 : 0;
    graph.stopless[s] = rules.stopless ? 1 : 0;
    if (!nameIndex.has(rules.name)) nameIndex.set(rules.name, names.push(rules.name) - 1);
    graph.name[s] = nameIndex.get(rules.name)!;
    let metres = 0;
    for (let r = piece.start; r <= piece.end; r += 1, at += 1) {
      graph.shapeLat[at] = roads.lat[roads.refs[r]!]!;
      graph.shapeLng[at] = roads.lng[roads.refs[r]!]!;
      if (r > piece.start) metres += stepMetres(graph, at - 1);
    }
    graph.decimetres[s] = Math.round(metres * 10);
    graph.shapeStart[s + 1] = at;
    graph.headingFrom[s] = stepHeading(graph, graph.shapeStart[s]!);
    graph.headingTo[s] = stepHeading(graph, at - 2);
  }
  const out = leaving(graph, junctions);
  const hours = new HourTexts();
  const { bans, paths, skipped } = turnBans(roads, pieces, { ...graph, ...out }, junctionOf, (text) =>
    hours.number(text),
  );
  const { bans: atTheEnd, ...copies } = copiesFor(paths, segments);
  const [blocked, gated] = [new Uint8Array(junctions), new Uint8Array(junctions)];
  const junctionLimit = new Uint16Array(junctions);
  for (const { node, rules } of roads.gates) {
    const at = junctionOf[node]!;
    if (at < 0) continue;
    blocked[at] = rules.binds;
    gated[at] = rules.guests;
    junctionLimit[at] = limits.row(rules.limits);
  }
  const timedWays = roads.ways.flatMap(({ id, timed }) => (timed ? [{ way: id, ...hours.list(timed) }] : []));
  const timedGates = roads.gates.flatMap(({ node, timed }) =>
    timed && junctionOf[node]! >= 0 ? [{ junction: junctionOf[node]!, ...hours.list(timed) }] : [],
  );
  const whole = {
    ...withCopies(graph, copies.of),
    ...out,
    junctions,
    names,
    blocked,
    gated,
    junctionLimit,
    limits: limits.flat(),
    bans: {
      from: Int32Array.from([...bans.from, ...atTheEnd.from]),
      to: Int32Array.from([...bans.to, ...atTheEnd.to]),
      binds: Uint8Array.from([...bans.binds, ...atTheEnd.binds]),
      hours: Uint16Array.from([...bans.hours, ...atTheEnd.hours]),
    },
    timed: { hours: hours.texts, ways: timedWays, gates: timedGates },
    copies,
    restrictionsSkipped: roads.turnRulesSkipped + skipped,
    conditionals: roads.conditionals,
    unread: [...roads.unread].sort(([, a], [, b]) => b - a),
    strays: strayNote(roads, strays),
  };
  return { ...whole, version: fingerprint(whole) };
}

/** Kilometres per hour by way, of those whose duration is signed and which lie whole inside the extract. */
function signedSpeeds({ ways, refs, lat, lng }: RawRoads): (number | undefined)[] {
  return ways.map(({ rules, start, end }) => {
    const nodes = rules.seconds === undefined ? [] : [...refs.subarray(start, end)];
    if (rules.seconds === undefined || nodes.includes(-1)) return undefined;
    const metres = nodes.slice(1).reduce((sum, b, i) => {
      const a = nodes[i]!;
      return sum + metresBetween(lat[a]!, lng[a]!, lat[b]!, lng[b]!);
    }, 0);
    return Math.min(255, (metres / rules.seconds) * 3.6);
  });
}

function cut(roads: RawRoads): Piece[] {
  const uses = new Uint8Array(roads.lat.length);
  for (const way of roads.ways)
    for (let r = way.start; r < way.end; r += 1) {
      const node = roads.refs[r]!;
      const isEnd = r === way.start || r === way.end - 1;
      if (node >= 0) uses[node] = Math.min(2, uses[node]! + (isEnd ? 2 : 1));
    }
  for (const rule of roads.turnRules) if (rule.via >= 0) uses[rule.via] = 2;
  for (const { node } of roads.gates) uses[node] = 2;
  const pieces: Piece[] = [];
  for (const [w, way] of roads.ways.entries()) {
    let start = -1;
    for (let r = way.start; r < way.end; r += 1) {
      const node = roads.refs[r]!;
      const leavesExtract = r + 1 === way.end || roads.refs[r + 1]! < 0 || isTooFar(roads, node, roads.refs[r + 1]!);
      if (node < 0) start = -1;
      else if (start < 0) start = leavesExtract ? -1 : r;
      else if (uses[node] === 2 || leavesExtract) {
        pieces.push({ way: w, start, end: r });
        start = leavesExtract ? -1 : r;
      }
    }
  }
  return pieces;
}

function isTooFar({ lat, lng }: RawRoads, a: number, b: number): boolean {
  return Math.max(Math.abs(lat[a]! - lat[b]!), Math.abs(lng[a]! - lng[b]!)) > LONGEST_STEP;
}

/** A place on the Z-order curve (Morton 1966), coarse: 16 bits each way over the whole earth's degrees / 2^-8. */
function spot(roads: RawRoads, piece: Piece): number {
  const node = roads.refs[piece.start]!;
  return spread(Math.floor(roads.lat[node]! / 8192)) * 2 + spread(Math.floor(roads.lng[node]! / 8192));
}

function spread(n: number): number {
  let x = n & 0xffff;
  x = (x | (x << 8)) & 0x00ff00ff;
  x = (x | (x << 4)) & 0x0f0f0f0f;
  x = (x | (x << 2)) & 0x33333333;
  return (x | (x << 1)) & 0x55555555;
}

type Shape = Pick<RoadGraph, "shapeLat" | "shapeLng">;

function stepMetres(shape: Shape, at: number): number {
  const { shapeLat: lat, shapeLng: lng } = shape;
  return metresBetween(lat[at]!, lng[at]!, lat[at + 1]!, lng[at + 1]!);
}

function stepHeading(shape: Shape, at: number): number {
  const { shapeLat: lat, shapeLng: lng } = shape;
  return heading(lat[at]!, lng[at]!, lat[at + 1]!, lng[at + 1]!);
}

function leaving(graph: Pick<RoadGraph, "segments" | "from" | "to">, junctions: number) {
  const outStart = new Int32Array(junctions + 1);
  const outEdge = new Int32Array(graph.segments * 2);
  const tail = (edge: number) => (edge & 1 ? graph.to[edge >> 1]! : graph.from[edge >> 1]!);
  for (let edge = 0; edge < outEdge.length; edge += 1) outStart[tail(edge) + 1]! += 1;
  for (let j = 0; j < junctions; j += 1) outStart[j + 1]! += outStart[j]!;
  const fill = outStart.slice(0, junctions);
  for (let edge = 0; edge < outEdge.length; edge += 1) outEdge[fill[tail(edge)]!++] = edge;
  return { outStart, outEdge };
}

function fingerprint(graph: Omit<RoadGraph, "version">): string {
  const hash = createHash("sha256");
  for (const value of [...Object.values(graph), ...Object.values(graph.bans), ...Object.values(graph.copies)])
    if (ArrayBuffer.isView(value)) hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  return hash
    .update(graph.names.join("\n") + JSON.stringify(graph.timed))
    .digest("hex")
    .slice(0, 16);
}
