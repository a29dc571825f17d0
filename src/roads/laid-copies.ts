import type { RoadGraph } from "./road-graph.ts";

/** The arrays of segments, before turns and junctions are known. */
type Laid = Omit<
  RoadGraph,
  | ("version" | "junctions" | "names" | "outStart" | "outEdge" | "blocked" | "gated" | "junctionLimit" | "limits")
  | ("bans" | "timed" | "copies" | "restrictionsSkipped" | "conditionals" | "unread" | "strays" | "hierarchyOf")
>;

/** The segments and, after them, the copies of some. @param of the segment that each copy is of */
export function withCopies(graph: Laid, of: Int32Array): Laid {
  const longer = <T extends Int32Array | Uint8Array | Uint16Array | Int16Array | Float64Array>(
    array: T,
    each = 1,
  ): T => {
    const made = new (array.constructor as new (length: number) => T)(array.length + of.length * each);
    made.set(array);
    for (const [i, s] of of.entries())
      for (let k = 0; k < each; k += 1) made[array.length + i * each + k] = array[s * each + k]!;
    return made;
  };
  const starts = [...of].map((s) => [graph.shapeStart[s]!, graph.shapeStart[s + 1]!] as const);
  const points = (array: Int32Array) =>
    of.length === 0 ? array : Int32Array.from([...array, ...starts.flatMap(([a, b]) => [...array.subarray(a, b)])]);
  const ends: number[] = [];
  for (const [a, b] of starts) ends.push((ends[ends.length - 1] ?? graph.shapeLat.length) + b - a);
  return {
    segments: graph.segments + of.length,
    from: longer(graph.from),
    to: longer(graph.to),
    decimetres: longer(graph.decimetres),
    speedKmh: longer(graph.speedKmh),
    access: longer(graph.access, 2),
    guests: longer(graph.guests, 2),
    limit: longer(graph.limit, 2),
    roundabout: longer(graph.roundabout),
    stopless: longer(graph.stopless),
    way: longer(graph.way),
    headingFrom: longer(graph.headingFrom),
    headingTo: longer(graph.headingTo),
    name: longer(graph.name),
    shapeStart: of.length === 0 ? graph.shapeStart : Int32Array.from([...graph.shapeStart, ...ends]),
    shapeLat: points(graph.shapeLat),
    shapeLng: points(graph.shapeLng),
  };
}
