import type { Box } from "./closure.ts";
import { eastScale, METRES_PER_UNIT } from "./geometry.ts";
import type { RoadGraph } from "./road-graph.ts";

/** Even squares over the map; each lists the straight pieces that may touch it. A piece is named by its first shape point. */
export type RoadIndex = {
  readonly south: number;
  readonly west: number;
  /** Side of a square in 1e-7 degrees, and in metres along its shorter side. */
  readonly stepLat: number;
  readonly stepLng: number;
  readonly stepMetres: number;
  readonly columns: number;
  readonly rows: number;
  readonly start: Int32Array;
  readonly pieces: Int32Array;
  readonly segmentOf: Int32Array;
};

const SQUARE_METRES = 250;
const MOST_SQUARES = 4_000_000;

export function indexRoads(graph: RoadGraph): RoadIndex {
  const { shapeLat, shapeLng } = graph;
  const box = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity };
  for (let i = 0; i < shapeLat.length; i += 1) {
    box.south = Math.min(box.south, shapeLat[i]!);
    box.north = Math.max(box.north, shapeLat[i]!);
    box.west = Math.min(box.west, shapeLng[i]!);
    box.east = Math.max(box.east, shapeLng[i]!);
  }
  const scale = eastScale((box.south + box.north) / 2);
  let side = SQUARE_METRES;
  const squares = () =>
    (((box.north - box.south) * METRES_PER_UNIT) / side + 1) *
    (((box.east - box.west) * METRES_PER_UNIT * scale) / side + 1);
  while (squares() > MOST_SQUARES) side *= 2;
  const stepLat = side / METRES_PER_UNIT;
  const stepLng = side / METRES_PER_UNIT / scale;
  const columns = Math.floor((box.east - box.west) / stepLng) + 1;
  const rows = Math.floor((box.north - box.south) / stepLat) + 1;
  const frame = { south: box.south, west: box.west, stepLat, stepLng, stepMetres: side, columns, rows };

  const segmentOf = new Int32Array(shapeLat.length);
  for (let s = 0; s < graph.segments; s += 1) segmentOf.fill(s, graph.shapeStart[s], graph.shapeStart[s + 1]);
  const start = new Int32Array(columns * rows + 1);
  const each = (visit: (piece: number, square: number) => void) => {
    // Copies are no places of their own: they stand behind the segments that they are of.
    for (let p = 0; p + 1 < graph.shapeStart[graph.segments - graph.copies.of.length]!; p += 1) {
      if (segmentOf[p] !== segmentOf[p + 1]) continue;
      const piece = {
        south: Math.min(shapeLat[p]!, shapeLat[p + 1]!),
        north: Math.max(shapeLat[p]!, shapeLat[p + 1]!),
        west: Math.min(shapeLng[p]!, shapeLng[p + 1]!),
        east: Math.max(shapeLng[p]!, shapeLng[p + 1]!),
      };
      eachSquare(frame, piece, (square) => visit(p, square));
    }
  };
  each((_, square) => {
    start[square + 1]! += 1;
  });
  for (let square = 0; square < columns * rows; square += 1) start[square + 1]! += start[square]!;
  const fill = start.slice(0, columns * rows);
  const pieces = new Int32Array(start[columns * rows]!);
  each((piece, square) => {
    pieces[fill[square]!++] = piece;
  });
  return { ...frame, start, pieces, segmentOf };
}

type Frame = Pick<RoadIndex, "south" | "west" | "stepLat" | "stepLng" | "columns" | "rows">;

/** Visits the squares that a box touches; a box beside the map touches none. */
export function eachSquare(frame: Frame, box: Box, visit: (square: number) => void): void {
  const top = Math.min(frame.rows - 1, Math.floor((box.north - frame.south) / frame.stepLat));
  const right = Math.min(frame.columns - 1, Math.floor((box.east - frame.west) / frame.stepLng));
  for (let row = Math.max(0, Math.floor((box.south - frame.south) / frame.stepLat)); row <= top; row += 1)
    for (let col = Math.max(0, Math.floor((box.west - frame.west) / frame.stepLng)); col <= right; col += 1)
      visit(row * frame.columns + col);
}
