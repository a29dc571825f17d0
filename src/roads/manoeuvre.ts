import { headOf, type RoadGraph, tailOf, turnAngle } from "./road-graph.ts";

/** One line of a driver's sheet: do this, then drive `metres` along `street`. */
export type Manoeuvre = {
  readonly kind:
    | "depart"
    | "ahead"
    | "slight_left"
    | "slight_right"
    | "left"
    | "right"
    | "sharp_left"
    | "sharp_right"
    | "u_turn"
    | "roundabout"
    | "arrive";
  /** Empty where the map has no name. */
  readonly street: string;
  readonly metres: number;
  /** Which way out of a roundabout, from 1; 0 elsewhere. */
  readonly exit: number;
};

/**
 * What a driver has to do on a leg; the last is always `arrive`. Bends without a junction, and going straight on along
 * the same street, are not worth a line.
 * @param edges in driving order
 * @param metres driven on each
 */
export function manoeuvres(graph: RoadGraph, edges: readonly number[], metres: readonly number[]): Manoeuvre[] {
  const lines: { kind: Manoeuvre["kind"]; street: string; metres: number; exit: number }[] = [];
  for (const [i, edge] of edges.entries()) {
    const street = graph.names[graph.name[edge >> 1]!]!;
    const last = lines[lines.length - 1];
    const before = edges[i - 1];
    const [isRound, wasRound] = [isRoundabout(graph, edge), before !== undefined && isRoundabout(graph, before)];
    if (!last || before === undefined) lines.push({ kind: "depart", street, metres: 0, exit: 0 });
    else if (isRound && !wasRound) lines.push({ kind: "roundabout", street: "", metres: 0, exit: 1 });
    else if (last.kind === "roundabout" && wasRound) {
      if (!isRound) last.street = street;
      else if (hasExit(graph, before)) last.exit += 1;
    } else {
      const kind = turnKind(graph, before, edge);
      const renamed = street !== "" && last.street !== "" && street !== last.street;
      if (kind !== "ahead" || renamed) lines.push({ kind, street, metres: 0, exit: 0 });
      else if (last.street === "") last.street = street;
    }
    lines[lines.length - 1]!.metres += metres[i]!;
  }
  const street = lines[lines.length - 1]?.street ?? "";
  return [
    ...lines.map((line) => ({ ...line, metres: Math.round(line.metres) })),
    { kind: "arrive", street, metres: 0, exit: 0 },
  ];
}

function isRoundabout(graph: RoadGraph, edge: number): boolean {
  return graph.roundabout[edge >> 1] === 1;
}

/** Can the roundabout be left where this edge ends? */
function hasExit(graph: RoadGraph, edge: number): boolean {
  const junction = headOf(graph, edge);
  const out = graph.outEdge.subarray(graph.outStart[junction], graph.outStart[junction + 1]);
  return out.some((leaving) => !isRoundabout(graph, leaving) && graph.access[leaving] !== 0);
}

function turnKind(graph: RoadGraph, before: number, edge: number): Manoeuvre["kind"] {
  if (edge === (before ^ 1)) return "u_turn";
  const junction = tailOf(graph, edge);
  // With two streets at the junction there is nothing to choose: it is a bend.
  if (graph.outStart[junction + 1]! - graph.outStart[junction]! < 3) return "ahead";
  const angle = turnAngle(graph, before, edge);
  const size = Math.abs(angle);
  if (size < 35) return "ahead";
  const side = angle < 0 ? "left" : "right";
  return size < 60 ? `slight_${side}` : size > 135 ? `sharp_${side}` : side;
}
