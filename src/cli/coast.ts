import { readFileSync, writeFileSync } from "node:fs";

/**
 * Cuts the land around Quanzhou out of Natural Earth (public domain, 1:10m) as packed by the npm package `world-atlas`,
 * and writes `public/map/coast.json`: rings of [lat, lng] for the bundled base layer.
 * Usage: `node src/cli/coast.ts <land-10m.json of world-atlas 2.0.2>`.
 */
type Point = readonly [lng: number, lat: number];
type Topology = {
  transform: { scale: Point; translate: Point };
  arcs: Point[][];
  objects: { land: { geometries: { type: string; arcs: number[][][] }[] } };
};
const WEST = 116.8;
const EAST = 120.2;
const SOUTH = 23.6;
const NORTH = 26.4;

const file = process.argv[2];
if (!file) throw new Error("usage: node src/cli/coast.ts <land-10m.json>");
const { transform, arcs, objects } = JSON.parse(readFileSync(file, "utf8")) as Topology;

/** TopoJSON arcs are sums of whole steps; ~i means arc i backwards. */
function arcPoints(index: number): Point[] {
  let x = 0;
  let y = 0;
  const points = (arcs[index < 0 ? ~index : index] ?? []).map(([dx, dy]): Point => {
    x += dx;
    y += dy;
    return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
  });
  return index < 0 ? points.reverse() : points;
}

/** One edge of Sutherland–Hodgman clipping: keeps what is inside, cuts where the ring crosses. */
function clip(ring: Point[], axis: 0 | 1, limit: number, keepAbove: boolean): Point[] {
  const inside = (p: Point) => (keepAbove ? p[axis] >= limit : p[axis] <= limit);
  return ring.flatMap((p, i) => {
    const q = ring[(i + ring.length - 1) % ring.length] ?? p;
    if (inside(p) === inside(q)) return inside(p) ? [p] : [];
    const share = (limit - q[axis]) / (p[axis] - q[axis]);
    const cut: Point = [q[0] + share * (p[0] - q[0]), q[1] + share * (p[1] - q[1])];
    return inside(p) ? [cut, p] : [cut];
  });
}

const round = (n: number) => Math.round(n * 1e4) / 1e4;
const rings = objects.land.geometries
  .flatMap((g) => g.arcs)
  .map((polygon) => (polygon[0] ?? []).flatMap(arcPoints))
  .map((r) => clip(clip(clip(clip(r, 0, WEST, true), 0, EAST, false), 1, SOUTH, true), 1, NORTH, false))
  .filter((r) => r.length > 3)
  .map((r) => r.map(([lng, lat]) => [round(lat), round(lng)]));
writeFileSync(new URL("../../public/map/coast.json", import.meta.url), `${JSON.stringify({ rings })}\n`);
console.log(`${rings.length} rings, ${rings.reduce((n, r) => n + r.length, 0)} points`);
