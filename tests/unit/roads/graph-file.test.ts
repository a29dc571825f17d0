import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { GRAPH_FORMAT, readGraph, writeGraph } from "../../../src/roads/graph-file.ts";
import { RoadDataError } from "../../../src/roads/road-data-error.ts";
import { gridCity } from "../../bench/roads/grid-city.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-graph-"));
afterAll(() => rmSync(folder, { recursive: true }));
const graph = graphFrom(gridCity(12));
const whole = join(folder, "roads.bin");
writeGraph(whole, graph);

function changed(name: string, change: (bytes: Buffer) => Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(whole)));
  return path;
}

function withFormat(format: number) {
  return (bytes: Buffer) => {
    bytes.writeUInt32LE(format, 8);
    return bytes;
  };
}

function withOtherByte(bytes: Buffer): Buffer {
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9);
  return bytes;
}

function refusal(path: string): RoadDataError {
  try {
    readGraph(path);
  } catch (error) {
    return error as RoadDataError;
  }
  return expect.unreachable();
}

test("a stored graph comes back as it was, in memory that threads can share", () => {
  const back = readGraph(whole);
  expect(Object.keys(back).sort()).toEqual(Object.keys(graph).sort());
  expect({ ...back, bans: { ...back.bans } }).toEqual(graph);
  expect(back.shapeLat.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test.each([
  ["missing", () => join(folder, "nowhere.bin"), "cannot open"],
  [
    "not_a_road_file",
    () => changed("foreign.bin", () => Buffer.from("PMTiles and more than forty-eight bytes of it, all foreign")),
    "no stored road graph",
  ],
  ["not_a_road_file", () => changed("short.bin", (b) => b.subarray(0, 20)), "no stored road graph"],
  ["not_a_road_file", () => changed("older.bin", withFormat(GRAPH_FORMAT + 1)), "import the city again"],
  ["damaged", () => changed("flipped.bin", withOtherByte), "checksum"],
  ["damaged", () => changed("cut.bin", (b) => b.subarray(0, -8)), "checksum"],
])("a file that is %s is refused and says what to do", (kind, make, words) => {
  const error = refusal(make());
  expect(error).toBeInstanceOf(RoadDataError);
  expect(error.kind).toBe(kind);
  expect(error.message).toContain(words);
});

test("the file is the same for the same graph", () => {
  const again = join(folder, "again.bin");
  writeGraph(again, readGraph(whole));
  expect(readFileSync(again).equals(readFileSync(whole))).toBe(true);
});
