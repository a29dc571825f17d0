import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { buildGraph } from "../../../src/roads/build-graph.ts";
import { importCity } from "../../../src/roads/city/import-city.ts";
import { RoadDataError } from "../../../src/roads/road-data-error.ts";
import { PbfFile, type PbfLayout } from "../../bench/roads/pbf-file.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-files-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function write(fill: (file: PbfFile) => void, layout: PbfLayout = {}): string {
  const parts: Uint8Array[] = [];
  const file = new PbfFile((bytes) => parts.push(bytes), layout);
  fill(file);
  file.end();
  files += 1;
  const path = join(folder, `${files}.osm.pbf`);
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

const at = (i: number) => [249_000_000 + i * 10_000, 1_186_000_000] as const;
/** Three streets in a row and a turn that is forbidden in their middle; ids from `first` on. */
const town = (first: number) => (file: PbfFile) => {
  for (const i of [0, 1, 2, 3]) file.node(first + i, ...at(i));
  for (const i of [0, 1, 2]) file.way(first + 10 + i, [first + i, first + i + 1], { highway: "residential" });
  file.relation(
    first + 20,
    [
      { type: "way", ref: first + 10, role: "from" },
      { type: "node", ref: first + 1, role: "via" },
      { type: "way", ref: first + 11, role: "to" },
    ],
    { type: "restriction", restriction: "no_straight_on" },
  );
};
const shape = (path: string) => {
  const { segments, bans, restrictionsSkipped, shapeLat } = buildGraph(path);
  return { segments, bans: bans.from.length, restrictionsSkipped, lats: [...shapeLat].sort() };
};
const refusal = (path: string) => {
  try {
    buildGraph(path);
  } catch (error) {
    if (error instanceof RoadDataError) return [error.kind, error.message] as const;
    throw error;
  }
  return expect.unreachable();
};

describe("the same town", () => {
  const plain = shape(write(town(100)));
  test.each<[string, number, PbfLayout]>([
    ["with ids below zero", -500, {}],
    ["with its nodes one by one", 100, { plainNodes: true }],
    ["with every text put down anew", 100, { repeatStrings: true }],
    [
      "with larger units and an offset",
      100,
      { granularity: 1000, offset: { lat: -5_000_000_000, lng: 7_000_000_000 } },
    ],
    ["not packed", 100, { pack: (body) => ({ field: 1, bytes: body }) }],
    ["with features that may be passed over", 100, { optional: ["Has_Metadata", "Sort.Type_then_ID"] }],
  ])("is read %s", (_, first, layout) => {
    expect(shape(write(town(first), layout))).toEqual(plain);
  });

  test("is read from a file that has the places on its ways and no nodes", () => {
    const file = write(
      (out) => {
        for (const i of [0, 1, 2]) out.way(10 + i, [i, i + 1], { highway: "residential" }, [at(i), at(i + 1)]);
      },
      { optional: ["LocationsOnWays"] },
    );
    expect(shape(file).lats).toEqual(plain.lats);
  });
});

test.each([
  ["HistoricalInformation", /history file/],
  ["Teleportation", /needs Teleportation/],
])("a file that needs %s is refused with the reason", (feature, words) => {
  const [kind, message] = refusal(write(town(1), { required: ["OsmSchema-V0.6", "DenseNodes", feature] }));
  expect(kind).toBe("not_supported");
  expect(message).toMatch(words);
});

test.each([
  [4, "lzma"],
  [5, "bzip2"],
  [6, "lz4"],
  [7, "zstd"],
])("a blob of field %i is refused as %s", (field, name) => {
  const [kind, message] = refusal(write(town(1), { pack: (body) => ({ field, bytes: body }) }));
  expect([kind, message.includes(name)]).toEqual(["not_supported", true]);
});

test("a blob that unpacks to another size than it says is damaged", () => {
  const file = write(town(1), { pack: (body) => ({ field: 3, bytes: deflateSync(body.subarray(0, -1)) }) });
  expect(refusal(file)[0]).toBe("damaged");
});

describe("a street far from the others", () => {
  const stray = (lat: number, lng: number) => (file: PbfFile) => {
    town(1)(file);
    file.node(900, lat, lng).node(901, lat + 10_000, lng);
    file.way(990, [900, 901], { highway: "residential" });
  };
  const city = (path: string, bbox?: [number, number, number, number]) =>
    importCity(
      { dir: join(folder, "cities"), file: path, name: "x", datum: "wgs84", bbox },
      "2026-01-01T00:00:00Z",
      () => {},
    ).city;

  test("is left out and told, and the map is the city's", () => {
    const { strays, extent, tiles, segments } = city(write(stray(0, 0)));
    expect(segments).toBe(3);
    expect(strays).toEqual({ pieces: 1, lat: 0, lng: 0 });
    expect([extent.south, tiles < 100]).toEqual([24.9, true]);
  });

  test("and so it is where it is not at 0, 0, or where a box of the whole world is asked for", () => {
    expect(city(write(stray(500_000_000, -300_000_000))).extent.west).toBe(118.6);
    expect(city(write(stray(0, 0)), [-180, -85, 180, 85]).tiles).toBeLessThan(2000);
  });

  test("a street with one misplaced node is cut there", () => {
    const graph = buildGraph(
      write((file) => {
        town(1)(file);
        file.node(900, 0, 0);
        file.way(990, [4, 900], { highway: "residential" });
      }),
    );
    expect([graph.segments, Math.min(...graph.shapeLat)]).toEqual([3, 249_000_000]);
  });
});
