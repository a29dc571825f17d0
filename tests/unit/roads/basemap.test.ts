import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { PbfReader } from "pbf";
import { PMTiles, zxyToTileId } from "pmtiles";
import { afterAll, describe, expect, test } from "vitest";
import { joinLines } from "../../../src/roads/basemap/join-rings.ts";
import { PmtilesWriter, tileId } from "../../../src/roads/basemap/pmtiles-writer.ts";
import { readFeatures } from "../../../src/roads/basemap/read-features.ts";
import { encloses, seaInside } from "../../../src/roads/basemap/sea.ts";
import { MAX_ZOOM, writeBasemap } from "../../../src/roads/basemap/write-basemap.ts";
import { PbfFile } from "../../bench/roads/pbf-file.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-map-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The npm package `pmtiles` reads what our writer wrote. */
function reader(path: string): PMTiles {
  const bytes = readFileSync(path);
  return new PMTiles({
    getKey: () => path,
    getBytes: async (offset, length) => ({ data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer }),
  });
}

describe("PMTiles", () => {
  test("a tile's number is the one that the package pmtiles gives it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.nat(), fc.nat(), (z, a, b) => {
        const [x, y] = [a % 2 ** z, b % 2 ** z];
        expect(tileId(z, x, y)).toBe(zxyToTileId(z, x, y));
      }),
    );
  });

  test("many tiles need leaf directories, come back each as written, and equal ones are stored once", async () => {
    const path = join(folder, "many.pmtiles");
    const writer = new PmtilesWriter(path);
    const body = (x: number, y: number) =>
      Buffer.from(x % 2 === 0 ? "sea" : `${x} ${y} ${Math.sin(x * y)}`.repeat(1 + ((x * 7919 + y * 104729) % 97)));
    for (let x = 0; x < 120; x += 1) for (let y = 0; y < 120; y += 1) writer.add(12, 2000 + x, 1500 + y, body(x, y));
    writer.finish({ west: 1, south: 2, east: 3, north: 4 }, 12, 12, { name: "test" });
    const map = reader(path);
    const header = await map.getHeader();
    expect([header.numAddressedTiles, header.numTileContents, header.minLon, header.maxLat]).toEqual([
      14400, 7201, 1, 4,
    ]);
    expect(header.leafDirectoryLength).toBeGreaterThan(0);
    expect(await map.getMetadata()).toEqual({ name: "test" });
    for (const [x, y] of [
      [0, 0],
      [1, 0],
      [41, 79],
      [79, 79],
    ] as const)
      expect(Buffer.from((await map.getZxy(12, 2000 + x, 1500 + y))!.data).toString()).toBe(body(x, y).toString());
    expect(await map.getZxy(12, 100, 100)).toBeUndefined();
  });
});

describe("lines into rings", () => {
  test("an area's borders are joined whichever way they are drawn", () => {
    expect(
      joinLines(
        [
          [1, 2],
          [3, 2],
          [3, 1],
        ],
        true,
      ),
    ).toEqual([[1, 2, 3, 1]]);
    expect(
      joinLines(
        [
          [2, 3],
          [1, 2],
        ],
        true,
      ),
    ).toEqual([[3, 2, 1]]);
  });

  test("coasts keep their direction, whatever order the file has them in", () => {
    expect(
      joinLines(
        [
          [5, 6],
          [1, 2],
          [2, 5],
        ],
        false,
      ),
    ).toEqual([[1, 2, 5, 6]]);
    expect(
      joinLines(
        [
          [1, 2],
          [3, 2],
        ],
        false,
      ),
    ).toEqual([
      [1, 2],
      [3, 2],
    ]);
  });
});

describe("the sea", () => {
  const box = { south: 0, west: 0, north: 100, east: 100 };
  const at = (lng: number, lat: number) => ({ lat, lng });
  const isSea = (coasts: Parameters<typeof seaInside>[0], lng: number, lat: number) =>
    seaInside(coasts, box).some(
      ([border, ...islands]) => encloses(border!, at(lng, lat)) && !islands.some((i) => encloses(i, at(lng, lat))),
    );
  const island = (x: number, y: number) => [at(x, y), at(x + 10, y), at(x + 10, y + 10), at(x, y + 10), at(x, y)];

  test.each([
    ["to the right of a coast that runs north", [[at(40, -10), at(40, 110)]], [70, 50], [10, 50]],
    ["to the left of one that runs south", [[at(40, 110), at(40, -10)]], [10, 50], [70, 50]],
    ["round an island", [island(40, 40)], [10, 10], [45, 45]],
    [
      "outside a bay's two shores",
      [[at(60, -10), at(60, 30), at(110, 30)], [at(-10, 70), at(40, 70), at(40, 110)].reverse()],
      [80, 10],
      [50, 50],
    ],
    ["with an island in it", [[at(40, -10), at(40, 110)], island(70, 70)], [60, 60], [75, 75]],
    [
      "between two coasts",
      [
        [at(20, -10), at(20, 110)],
        [at(80, 110), at(80, -10)],
      ],
      [50, 50],
      [90, 50],
    ],
    [
      "beside a headland that comes in and leaves over the same side",
      [[at(110, 40), at(60, 40), at(60, 60), at(110, 60)].reverse()],
      [50, 50],
      [80, 50],
    ],
  ])("lies %s", (_, coasts, wet, dry) => {
    expect([isSea(coasts, wet[0]!, wet[1]!), isSea(coasts, dry[0]!, dry[1]!)]).toEqual([true, false]);
  });

  test("is nowhere when no coast is known, and a coast that ends inside the box is not guessed at", () => {
    expect(seaInside([], box)).toEqual([]);
    expect(seaInside([[at(40, -10), at(40, 50)]], box)).toEqual([]);
  });
});

describe("a made-up town", () => {
  const path = join(folder, "town.osm.pbf");
  const file = openSync(path, "w");
  const pbf = new PbfFile((bytes) => void writeSync(file, bytes));
  const unit = 1e7;
  const node = (id: number, lat: number, lng: number, tags = {}) =>
    pbf.node(id, Math.round(lat * unit), Math.round(lng * unit), tags);
  node(1, 24.9, 118.58).node(2, Math.round(24.91 * unit), Math.round(118.59 * unit));
  for (const [i, [lat, lng]] of [
    [24.902, 118.581],
    [24.902, 118.585],
    [24.906, 118.585],
    [24.906, 118.581],
  ].entries())
    node(10 + i, lat!, lng!);
  for (const [i, [lat, lng]] of [
    [24.903, 118.582],
    [24.903, 118.584],
    [24.905, 118.584],
    [24.905, 118.582],
  ].entries())
    node(20 + i, lat!, lng!);
  node(30, 24.904, 118.586, { highway: "bus_stop", name: "涂门街" });
  node(31, 24.9, 118.586, { place: "town", name: "城东", "name:en": "Chengdong" });
  pbf.way(1, [1, 2], { highway: "primary", name: "泉秀路", "name:en": "Quanxiu Road" });
  pbf.way(2, [10, 11, 12]).way(3, [10, 13, 12]).way(4, [20, 21, 22, 23, 20]);
  pbf.relation(
    1,
    [
      { type: "way", ref: 2, role: "outer" },
      { type: "way", ref: 3, role: "outer" },
      { type: "way", ref: 4, role: "inner" },
    ],
    { type: "multipolygon", natural: "water" },
  );
  pbf.end();
  closeSync(file);
  const box = { south: 24.89 * unit, west: 118.57 * unit, north: 24.92 * unit, east: 118.6 * unit };

  test("gives tiles with the layers and names of a basemap, and the lake keeps its island", async () => {
    const store = readFeatures(path, box);
    const out = join(folder, "town.pmtiles");
    const shares: number[] = [];
    const tiles = writeBasemap(out, store, box, (share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    const map = reader(out);
    const header = await map.getHeader();
    expect([header.minZoom, header.maxZoom, header.tileType, header.numAddressedTiles]).toEqual([
      6,
      MAX_ZOOM,
      1,
      tiles,
    ]);
    const tile = new Uint8Array((await map.getZxy(14, 13588, 7021))!.data);
    const layers = layersOf(tile);
    expect([...layers.keys()].sort()).toEqual(["earth", "places", "pois", "roads", "water"]);
    expect(layers.get("roads")!.values).toEqual(
      expect.arrayContaining(["major_road", "primary", "泉秀路", "Quanxiu Road"]),
    );
    expect(layers.get("water")!.rings).toBe(2);
    expect(layers.get("places")!.values).toContain("城东");
  });

  test("the same, moved, when its coordinates are in another datum", () => {
    const moved = readFeatures(path, box, ({ lat, lng }) => ({ lat: lat + 1000, lng: lng - 2000 }));
    const plain = readFeatures(path, box);
    const [[first]] = [...plain.parts(plain.count - 1)] as [readonly [number, number]];
    expect([moved.lat(first) - plain.lat(first), moved.lng(first) - plain.lng(first)]).toEqual([1000, -2000]);
  });
});

/** Layers of a vector tile (https://github.com/mapbox/vector-tile-spec): their text values, and how many rings are closed. */
function layersOf(tile: Uint8Array): Map<string, { values: string[]; rings: number }> {
  const layers = new Map<string, { values: string[]; rings: number }>();
  new PbfReader(tile).readFields((tag, _, top) => {
    expect(tag).toBe(3);
    const found = { values: [] as string[], rings: 0 };
    let name = "";
    top.readMessage((part, __, layer) => {
      if (part === 1) name = layer.readString();
      else if (part === 4) layer.readMessage((kind) => kind === 1 && found.values.push(layer.readString()), null);
      else if (part === 2)
        layer.readMessage((field) => {
          if (field === 4) found.rings += closings(layer.readPackedVarint());
        }, null);
    }, null);
    layers.set(name, found);
  }, null);
  return layers;
}

/** How many of the drawing commands close a ring. */
function closings(geometry: readonly number[]): number {
  let rings = 0;
  for (let i = 0; i < geometry.length; i += 1) {
    const command = geometry[i]! & 7;
    if (command === 7) rings += 1;
    else i += (geometry[i]! >> 3) * 2;
  }
  return rings;
}
