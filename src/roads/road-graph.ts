import type { Hierarchy } from "./hierarchy/hierarchy.ts";
import type { TimedRules } from "./timed-rules.ts";

/**
 * The streets of a city in flat arrays. A **segment** is a piece of street between two junctions; it gives two
 * **edges**, `2 × segment` along the way's drawing and `2 × segment + 1` against it, so the edge back is `edge ^ 1`.
 * An edge exists for every segment; `access` says who may drive it (vehicle bits, 0 for nobody).
 */
export type RoadGraph = {
  /** Changes whenever the graph would: part of every cache key. */
  readonly version: string;
  readonly junctions: number;
  readonly segments: number;
  /** Junction at the segment's beginning and end. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly decimetres: Int32Array;
  readonly speedKmh: Uint8Array;
  /** Vehicle bits per edge. */
  readonly access: Uint8Array;
  /** Vehicle bits per edge: who may drive it to a door in it, and not through it. */
  readonly guests: Uint8Array;
  /** Row of `limits` per edge; row 0 says that nothing is signed. See `tags/limits.ts`. */
  readonly limit: Uint16Array;
  readonly limits: Int32Array;
  readonly roundabout: Uint8Array;
  /** 1 for expressways, tunnels and bridges: a stop is put there only where it lies on them. */
  readonly stopless: Uint8Array;
  /** OpenStreetMap's id of the way that the segment is cut from; ids outlive an import, segments' numbers do not. */
  readonly way: Float64Array;
  /** Compass degrees at the segment's beginning and end, as driven along the drawing. */
  readonly headingFrom: Int16Array;
  readonly headingTo: Int16Array;
  /** Index into `names`; 0 is the street without a name. */
  readonly name: Int32Array;
  readonly names: readonly string[];
  /** The points of segment `s` are `shapeStart[s]` up to `shapeStart[s + 1]`, both junctions included, in 1e-7 degrees. */
  readonly shapeStart: Int32Array;
  readonly shapeLat: Int32Array;
  readonly shapeLng: Int32Array;
  /** The edges that leave junction `j` are `outEdge[outStart[j]]` up to `outEdge[outStart[j + 1]]`. */
  readonly outStart: Int32Array;
  readonly outEdge: Int32Array;
  /** Vehicle bits per junction whom a bollard or a shut gate stops: they may turn back there, and not pass. */
  readonly blocked: Uint8Array;
  /** Vehicle bits per junction of those who pass a gate only to a door behind it, and its row of `limits`. */
  readonly gated: Uint8Array;
  readonly junctionLimit: Uint16Array;
  /** Forbidden turns from edge to edge, the vehicle bits that they bind, and their hours' number in `timed`, 0 for always. */
  readonly bans: {
    readonly from: Int32Array;
    readonly to: Int32Array;
    readonly binds: Uint8Array;
    readonly hours: Uint16Array;
  };
  readonly timed: TimedRules;
  /**
   * Segments that stand for others on ways to a turn that is forbidden at their end, see `copies.ts`: the last of the
   * graph, in no list of a junction, and found by the turns `from` → `to`, instead of which one drives `instead`.
   */
  readonly copies: {
    readonly of: Int32Array;
    readonly from: Int32Array;
    readonly to: Int32Array;
    readonly instead: Int32Array;
  };
  /** Restrictions of the file that could not be applied: ambiguous, or partly outside the extract. */
  readonly restrictionsSkipped: number;
  /** Tags that could not be read and how often each was met, the most frequent first. */
  readonly unread: readonly (readonly [tag: string, times: number])[];
  /** Pieces of street far from all others, left out, and where one of them lies in degrees. */
  readonly strays: { readonly pieces: number; readonly lat: number; readonly lng: number } | null;
  /** Where the graph comes from an imported city: the stored hierarchy of a network on it, see `networkKey`. */
  readonly hierarchyOf?: (key: string) => Hierarchy | undefined;
  /** Ways and relations with rules for holidays, weather and the like (`*:conditional`), which are not applied. */
  readonly conditionals: number;
};

/** The junction that an edge leads to. */
export function headOf(graph: RoadGraph, edge: number): number {
  return edge & 1 ? graph.from[edge >> 1]! : graph.to[edge >> 1]!;
}

/** The junction that an edge comes from. */
export function tailOf(graph: RoadGraph, edge: number): number {
  return edge & 1 ? graph.to[edge >> 1]! : graph.from[edge >> 1]!;
}

/** The edge of which this one is a copy, or itself. */
export function originalOf({ segments, copies }: Pick<RoadGraph, "segments" | "copies">, edge: number): number {
  const copy = (edge >> 1) - (segments - copies.of.length);
  return copy < 0 ? edge : copies.of[copy]! * 2 + (edge & 1);
}

/** Degrees, -180 to 179, by which a driver turns from one edge into the next: negative is left. */
export function turnAngle(graph: RoadGraph, before: number, after: number): number {
  const arriving = before & 1 ? graph.headingFrom[before >> 1]! + 180 : graph.headingTo[before >> 1]!;
  const leaving = after & 1 ? graph.headingTo[after >> 1]! + 180 : graph.headingFrom[after >> 1]!;
  return ((((leaving - arriving + 180) % 360) + 360) % 360) - 180;
}

/** Bytes that the arrays take. @internal for the bench */
export function graphBytes(graph: RoadGraph): number {
  let bytes = 0;
  for (const value of [...Object.values(graph), ...Object.values(graph.bans), ...Object.values(graph.copies)])
    if (ArrayBuffer.isView(value)) bytes += value.byteLength;
  return bytes;
}
