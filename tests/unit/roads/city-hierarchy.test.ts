import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cityGraph, findCity } from "../../../src/roads/city/city-store.ts";
import { importCity } from "../../../src/roads/city/import-city.ts";
import { networkKey } from "../../../src/roads/hierarchy/hierarchy.ts";
import { hierarchyPath } from "../../../src/roads/hierarchy/hierarchy-file.ts";
import { openNetwork } from "../../../src/roads/network.ts";
import { indexRoads } from "../../../src/roads/road-index.ts";
import { PbfFile } from "../../bench/roads/pbf-file.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-city-hierarchy-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "town.osm.pbf");
const [dir, side] = [join(folder, "cities"), 12];

/** Residential streets in squares; on the first one buses alone may drive. */
function makeTown(): void {
  const out = openSync(file, "w");
  const pbf = new PbfFile((bytes) => void writeSync(out, bytes));
  for (let i = 0; i < side * side; i += 1)
    pbf.node(i + 1, 249_000_000 + Math.floor(i / side) * 9000, 1_185_800_000 + (i % side) * 9000);
  for (let k = 0; k < side * 2; k += 1) {
    const refs = Array.from({ length: side }, (_, i) => (k & 1 ? (k >> 1) * side + i : i * side + (k >> 1)) + 1);
    pbf.way(k + 1, refs, { highway: "residential", ...(k === 0 ? { access: "no", bus: "yes" } : {}) });
  }
  pbf.end();
  closeSync(out);
}

const bring = (largeJunctions: number, told: (stage: string) => void = () => {}) =>
  importCity({ dir, file, name: "town", datum: "wgs84", largeJunctions }, "2026-11-28T00:00:00Z", told);

test("a large city is imported with a hierarchy for each kind of vehicle that differs; a damaged one is built again", () => {
  makeTown();
  const stages = new Set<string>();
  const { city } = bring(100, (stage) => stages.add(stage));
  expect(stages.has("hierarchy")).toBe(true);
  expect(city.hierarchies).toHaveLength(2);
  const graph = cityGraph(dir, city);
  for (const kind of ["bus", "car", "truck"] as const) {
    const key = networkKey(openNetwork(graph, indexRoads(graph), { kind }));
    expect(graph.hierarchyOf?.(key)?.key).toBe(key);
  }
  expect(bring(100).fresh).toBe(false);
  writeFileSync(hierarchyPath(join(dir, city.folder), city.hierarchies![0]!), "not whole");
  expect(graph.hierarchyOf?.(city.hierarchies![0]!)).toBeUndefined();
  expect(bring(100).fresh).toBe(true);
});

test("a small city has none, and one that was imported without them is read as before", () => {
  rmSync(dir, { recursive: true, force: true });
  const { city } = bring(1000);
  expect(city.hierarchies).toEqual([]);
  const { hierarchies: _, ...older } = city;
  writeFileSync(join(dir, "town.json"), JSON.stringify(older));
  const graph = cityGraph(dir, findCity(dir, "town")!);
  expect(graph.hierarchyOf?.("0123456789abcdef")).toBeUndefined();
  expect(bring(1000).fresh).toBe(false);
});
