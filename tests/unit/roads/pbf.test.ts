import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { buildGraph } from "../../../src/roads/build-graph.ts";
import { packed, readerOf } from "../../../src/roads/checked-pbf.ts";
import { type Member, readPbf } from "../../../src/roads/read-pbf.ts";
import { RoadDataError } from "../../../src/roads/road-data-error.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-roads-"));
afterAll(() => rmSync(folder, { recursive: true }));

function varint(n: number): number[] {
  const out: number[] = [];
  for (let rest = n; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...out, rest];
    out.push((rest % 128) + 128);
  }
}
const zigzag = (n: number) => varint(n < 0 ? -2 * n - 1 : 2 * n);
const field = (number: number, bytes: readonly number[]) => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (s: string) => [...Buffer.from(s)];

function blob(type: string, body: readonly number[]): Buffer {
  const packedBody = [...varint(16), ...varint(body.length), ...field(3, [...deflateSync(Buffer.from(body))])];
  const header = [...field(1, text(type)), ...varint(24), ...varint(packedBody.length)];
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, Buffer.from(header), Buffer.from(packedBody)]);
}

function deltas(values: readonly number[]): number[] {
  return values.flatMap((value, i) => zigzag(value - (values[i - 1] ?? 0)));
}

/** Three nodes in a row, one street over them, and a relation. */
function smallFile(): Buffer {
  const ids = [5_000_000_001, 5_000_000_002, 5_000_000_009];
  const strings = ["", "highway", "residential", "type", "restriction", "via"].flatMap((s) => field(1, text(s)));
  const dense = [
    ...field(1, deltas(ids)),
    ...field(8, deltas([-300_000_000, -300_001_000, -300_002_000])),
    ...field(9, deltas([-510_000_000, -510_000_000, -510_000_000])),
  ];
  const way = [...varint(8), ...varint(77), ...field(2, [1]), ...field(3, [2]), ...field(8, deltas(ids))];
  const relation = [
    ...[...varint(8), ...varint(9), ...field(2, [3]), ...field(3, [4])],
    ...[...field(8, [5]), ...field(9, deltas([ids[1]!])), ...field(10, [0])],
  ];
  const groups = [field(2, dense), field(3, way), field(4, relation)].flatMap((group) => field(2, group));
  return Buffer.concat([blob("OSMHeader", []), blob("OSMData", [...field(1, strings), ...groups])]);
}

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

test("nodes, ways and relations come out as they went in", () => {
  const seen: unknown[] = [];
  readPbf(write("small.osm.pbf", smallFile()), {
    node: (id, lat, lng) => seen.push([id, lat, lng]),
    way: (id, tags, refs) => seen.push([id, [...tags], [...refs]]),
    relation: (id, tags, members: readonly Member[]) => seen.push([id, [...tags], members]),
  });
  expect(seen).toEqual([
    [5_000_000_001, -300_000_000, -510_000_000],
    [5_000_000_002, -300_001_000, -510_000_000],
    [5_000_000_009, -300_002_000, -510_000_000],
    [77, [["highway", "residential"]], [5_000_000_001, 5_000_000_002, 5_000_000_009]],
    [9, [["type", "restriction"]], [{ id: 5_000_000_002, type: "node", role: "via" }]],
  ]);
});

test("a street of three nodes becomes one segment with its shape", () => {
  const graph = buildGraph(write("street.osm.pbf", smallFile()));
  expect([graph.segments, graph.junctions, [...graph.shapeLat], graph.decimetres[0]]).toEqual([
    1,
    2,
    [-300_000_000, -300_001_000, -300_002_000],
    222,
  ]);
});

test("any numbers survive packing, far beyond 32 bits", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 48), max: 2 ** 48 })), (values) => {
      const pbf = readerOf(Uint8Array.from(field(1, deltas(values))));
      expect(pbf.nextField()).toBe(1);
      expect(packed(pbf, pbf.length, "delta")).toEqual(values);
    }),
  );
});

test.each([
  ["missing", () => join(folder, "nowhere.osm.pbf")],
  ["not_a_road_file", () => write("empty.osm.pbf", "")],
  ["not_a_road_file", () => write("page.osm.pbf", "<html>not found</html>")],
  ["not_a_road_file", () => write("other.osm.pbf", blob("Something", []))],
  ["damaged", () => write("cut.osm.pbf", smallFile().subarray(0, -7))],
  ["damaged", () => write("flipped.osm.pbf", smallFile().fill(255, 60, 90))],
  ["no_roads", () => write("sea.osm.pbf", blob("OSMHeader", []))],
])("a file that is of no use is refused as %s", (kind, make) => {
  try {
    buildGraph(make());
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(RoadDataError);
    expect((error as RoadDataError).kind).toBe(kind);
  }
});

test("wherever a file is cut off, the answer is a graph or a RoadDataError, never a crash", () => {
  const whole = smallFile();
  for (let length = 0; length < whole.length; length += 1)
    try {
      buildGraph(write("part.osm.pbf", whole.subarray(0, length)));
    } catch (error) {
      expect(error).toBeInstanceOf(RoadDataError);
    }
});
