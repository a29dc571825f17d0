import { createHash } from "node:crypto";
import { heading, metresBetween } from "./geometry.ts";
import { type RawRoads, type ReadOptions, readRoads } from "./read-roads.ts";
import { RoadDataError } from "./road-data-error.ts";
import type { RoadGraph } from "./road-graph.ts";
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
  const pieces = cut(roads);
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
    maxHeightCm: new Uint16Array(segments),
    maxWeightKg: new Int32Array(segments),
    roundabout: new Uint8Array(segments),
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
  let junctions = 0;
  const junction = (node: number) => {
    if (junctionOf[node]! < 0) junctionOf[node] = junctions++;
    return junctionOf[node]!;
  };
  let at = 0;
  for (const [s, piece] of pieces.entries()) {
    const { id, rules } = roads.ways[piece.way]!;
    graph.way[s] = id;
    graph.from[s] = junction(roads.refs[piece.start]!);
    graph.to[s] = junction(roads.refs[piece.end]!);
    graph.speedKmh[s] = Math.round(rules.speedKmh);
    graph.access[s * 2] = rules.forward;
    graph.access[s * 2 + 1] = rules.backward;
    graph.maxHeightCm[s] = rules.maxHeightCm;
    graph.maxWeightKg[s] = rules.maxWeightKg;
    graph.roundabout[s] = rules.roundabout ? 1 : 0;
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
  const { bans, skipped } = turnBans(roads, pieces, { ...graph, ...out }, junctionOf);
  const blocked = new Uint8Array(junctions);
  for (const { node, binds } of roads.barriers) if (junctionOf[node]! >= 0) blocked[junctionOf[node]!] = binds;
  const restrictionsSkipped = roads.turnRulesSkipped + skipped;
  const { conditionals } = roads;
  const whole = { ...graph, ...out, junctions, names, blocked, bans, restrictionsSkipped, conditionals };
  return { ...whole, version: fingerprint(whole) };
}

function cut(roads: RawRoads): Piece[] {
  const uses = new Uint8Array(roads.lat.length);
  for (const way of roads.ways)
    for (let r = way.start; r < way.end; r += 1) {
      const node = roads.refs[r]!;
      const isEnd = r === way.start || r === way.end - 1;
      if (node >= 0) uses[node] = Math.min(2, uses[node]! + (isEnd ? 2 : 1));
    }
  for (const rule of roads.turnRules) uses[rule.via] = 2;
  for (const { node } of roads.barriers) uses[node] = 2;
  const pieces: Piece[] = [];
  for (const [w, way] of roads.ways.entries()) {
    let start = -1;
    for (let r = way.start; r < way.end; r += 1) {
      const node = roads.refs[r]!;
      const leavesExtract = r + 1 === way.end || roads.refs[r + 1]! < 0;
      if (node < 0) start = -1;
      else if (start < 0) start = r;
      else if (uses[node] === 2 || leavesExtract) {
        pieces.push({ way: w, start, end: r });
        start = leavesExtract ? -1 : r;
      }
    }
  }
  return pieces;
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
  for (const value of [...Object.values(graph), ...Object.values(graph.bans)])
    if (ArrayBuffer.isView(value)) hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  return hash.update(graph.names.join("\n")).digest("hex").slice(0, 16);
}
