import type { Box } from "../closure.ts";
import type { UnitPoint } from "../geometry.ts";

/** A piece of sea: its border, then its islands. */
export type Sea = readonly (readonly UnitPoint[])[];

/**
 * The sea inside a box. A coast has land to its left, so the sea's border is driven clockwise: along a coast to where it
 * leaves the box, then along the box to where the next coast comes in.
 * @param coasts lines as they are drawn; one that ends inside the box, cut off by the extract, is not used
 */
export function seaInside(coasts: readonly (readonly UnitPoint[])[], box: Box): Sea[] {
  const islands: (readonly UnitPoint[])[] = [];
  const pieces: UnitPoint[][] = [];
  for (const coast of coasts) {
    const [first, last] = [coast[0]!, coast[coast.length - 1]!];
    const closed = first.lat === last.lat && first.lng === last.lng;
    if (closed && coast.every((at) => isInside(at, box))) islands.push(coast);
    else pieces.push(...cutAtBox(closed ? fromOutside(coast, box) : coast, box));
  }
  const borders = pieces.length > 0 ? followed(pieces, box) : islands.length > 0 ? [corners(box)] : [];
  return borders.map((border) => [border, ...islands.filter((island) => encloses(border, island[0]!))]);
}

function corners({ west, south, east, north }: Box): UnitPoint[] {
  return [
    { lat: south, lng: west },
    { lat: north, lng: west },
    { lat: north, lng: east },
    { lat: south, lng: east },
    { lat: south, lng: west },
  ];
}

function followed(pieces: readonly UnitPoint[][], box: Box): UnitPoint[][] {
  const left = new Set(pieces);
  const rings: UnitPoint[][] = [];
  for (const first of pieces) {
    if (!left.has(first)) continue;
    const ring: UnitPoint[] = [];
    let piece = first;
    do {
      left.delete(piece);
      ring.push(...piece);
      const from = along(piece[piece.length - 1]!, box);
      const ahead = (to: UnitPoint) => (along(to, box) - from + 4) % 4;
      piece = [...left, first].reduce((a, b) => (ahead(b[0]!) < ahead(a[0]!) ? b : a));
      const turns = corners(box)
        .slice(0, 4)
        .filter((corner) => ahead(corner) > 0 && ahead(corner) < ahead(piece[0]!));
      ring.push(...turns.sort((a, b) => ahead(a) - ahead(b)));
    } while (piece !== first);
    ring.push(ring[0]!);
    rings.push(ring);
  }
  return rings;
}

/** How far round the box clockwise from its south-west corner, 0 to 4. */
function along(at: UnitPoint, box: Box): number {
  const [w, h] = [box.east - box.west, box.north - box.south];
  if (at.lng === box.west) return (at.lat - box.south) / h;
  if (at.lat === box.north) return 1 + (at.lng - box.west) / w;
  if (at.lng === box.east) return 2 + (box.north - at.lat) / h;
  return (3 + (box.east - at.lng) / w) % 4;
}

function isInside(at: UnitPoint, box: Box): boolean {
  return at.lat > box.south && at.lat < box.north && at.lng > box.west && at.lng < box.east;
}

/** A ring begun at a point outside the box, so that no piece of it begins in the middle. */
function fromOutside(ring: readonly UnitPoint[], box: Box): UnitPoint[] {
  const at = Math.max(
    0,
    ring.findIndex((point) => !isInside(point, box)),
  );
  return [...ring.slice(at, -1), ...ring.slice(0, at + 1)];
}

/** The parts of a line inside the box that come in over its border and leave over it. */
function cutAtBox(line: readonly UnitPoint[], box: Box): UnitPoint[][] {
  const out: UnitPoint[][] = [];
  let piece: UnitPoint[] | undefined;
  for (const [i, b] of line.slice(1).entries()) {
    const a = line[i]!;
    const span = cutLine(a, b, box);
    if (!span) continue;
    const [enters, leaves] = span;
    if (enters > 0 || !isInside(a, box)) piece = [onBorder(a, b, enters, box)];
    if (leaves < 1 || !isInside(b, box)) {
      if (piece) out.push([...piece, onBorder(a, b, leaves, box)]);
      piece = undefined;
    } else piece?.push(b);
  }
  // Touching a corner is not coming in.
  return out.filter((found) => along(found[0]!, box) !== along(found[found.length - 1]!, box));
}

/** Shares of a–b between which it lies in the box; Liang and Barsky (1984). */
function cutLine(a: UnitPoint, b: UnitPoint, box: Box): readonly [number, number] | undefined {
  let [low, high] = [0, 1];
  const [dx, dy] = [b.lng - a.lng, b.lat - a.lat];
  for (const [p, q] of [
    [-dx, a.lng - box.west],
    [dx, box.east - a.lng],
    [-dy, a.lat - box.south],
    [dy, box.north - a.lat],
  ] as const) {
    if (p === 0 && q < 0) return undefined;
    if (p < 0) low = Math.max(low, q / p);
    if (p > 0) high = Math.min(high, q / p);
  }
  return low < high ? [low, high] : undefined;
}

/** A point of a–b put exactly on the side of the box that it lies nearest to. */
function onBorder(a: UnitPoint, b: UnitPoint, share: number, box: Box): UnitPoint {
  const at = {
    lat: Math.min(box.north, Math.max(box.south, a.lat + (b.lat - a.lat) * share)),
    lng: Math.min(box.east, Math.max(box.west, a.lng + (b.lng - a.lng) * share)),
  };
  const gaps = [at.lng - box.west, box.north - at.lat, box.east - at.lng, at.lat - box.south];
  const side = gaps.indexOf(Math.min(...gaps));
  return [
    { ...at, lng: box.west },
    { ...at, lat: box.north },
    { ...at, lng: box.east },
    { ...at, lat: box.south },
  ][side]!;
}

/** Does the ring go round the point? Even-odd rule. */
export function encloses(ring: readonly UnitPoint[], at: UnitPoint): boolean {
  let inside = false;
  for (const [i, b] of ring.slice(1).entries()) {
    const a = ring[i]!;
    if (a.lat > at.lat !== b.lat > at.lat && at.lng < ((b.lng - a.lng) * (at.lat - a.lat)) / (b.lat - a.lat) + a.lng)
      inside = !inside;
  }
  return inside;
}
