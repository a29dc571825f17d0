import { describe, expect, test } from "vitest";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { parseClosures } from "../../../src/roads/closure-file.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import { UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import { type Street, spot, tinyRoads } from "./tiny-roads.ts";

/** A ring: two blocks from stop to stop over way 11, four over way 14; on the spur a bus can turn. */
const BLOCK: Street[] = [
  { id: 11, nodes: [0, 1] },
  { id: 12, nodes: [1, 101] },
  { id: 13, nodes: [0, 100] },
  { id: 14, nodes: [100, 200, 201, 101] },
  { id: 15, nodes: [201, 301] },
];
const graph = graphFrom(tinyRoads(BLOCK));
const roads = embeddedProvider(graph);
const [from, to] = [spot(0.5, 0), spot(0.5, 1)];
const [eight, ten] = [Date.UTC(2026, 10, 22, 0), Date.UTC(2026, 10, 22, 2)];

async function blocks(closures: Parameters<typeof roads.matrix>[2], departMs?: number): Promise<number> {
  const { metres } = await roads.matrix([from, to], { kind: "bus" }, closures, departMs);
  return metres[1]! >= UNREACHABLE ? Infinity : Math.round(metres[1]! / 100);
}

describe("a closure with a time span", () => {
  const works = parseClosures({
    type: "Feature",
    properties: { id: "works", from: "2026-11-22T08:00:00+08:00", until: "2026-11-22T10:00:00+08:00" },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [0.0004, -0.0001],
          [0.0005, -0.0001],
          [0.0005, 0.0001],
          [0.0004, 0.0001],
          [0.0004, -0.0001],
        ],
      ],
    },
  });

  test.each([
    ["a minute before", eight - 60_000, 2],
    ["at its beginning", eight, 4],
    ["a minute before its end", ten - 60_000, 4],
    ["at its end", ten, 2],
    ["when nobody says when: closed, to be safe", undefined, 4],
  ])("binds whoever departs %s", async (_, departMs, expected) => {
    expect(await blocks(works, departMs)).toBe(expected);
  });

  test("is obeyed by the route, segment by segment, and the plan of another hour differs", async () => {
    const at = async (departMs: number) => {
      const { legs } = await roads.route([from, to], { kind: "bus" }, works, departMs);
      return legs[0]!.metres;
    };
    expect([await at(eight), await at(ten)].map((way) => Math.round(way / 100))).toEqual([4, 2]);
  });
});

describe("a closure by name", () => {
  test("of a way closes all its segments, and its stop moves to the next open street", async () => {
    expect(await blocks([{ id: "c", ways: [11] }])).toBe(4);
    const [snap] = await roads.snap([spot(0, 0.4)], { kind: "bus" }, [{ id: "c", ways: [11] }]);
    expect(snap!.ok && graph.way[snap!.snap.segment]).toBe(13);
  });

  test("of a segment closes that one alone", async () => {
    expect(await blocks([{ id: "c", segments: [graph.way.indexOf(11)] }])).toBe(4);
    expect(await blocks([{ id: "c", segments: [graph.way.indexOf(14)] }])).toBe(2);
  });

  test("GeoJSON names ways too, with no area at all", async () => {
    const [closure] = parseClosures({ type: "Feature", properties: { ways: [12] }, geometry: null });
    expect(closure).toEqual({ id: "closure-1", ways: [12] });
  });
});

test.each([
  ["not GeoJSON", 7],
  ["closes nothing", { type: "Feature", properties: {}, geometry: null }],
  ["Polygon or a MultiPolygon", { type: "Point", coordinates: [1, 2] }],
  [
    "fewer than four points",
    {
      type: "Polygon",
      coordinates: [
        [
          [1, 2],
          [2, 3],
          [1, 2],
        ],
      ],
    },
  ],
  [
    "[longitude, latitude]",
    {
      type: "Polygon",
      coordinates: [
        [
          [1, 2],
          [2, 300],
          [4, 5],
          [1, 2],
        ],
      ],
    },
  ],
  ["no time with a zone", { type: "Feature", properties: { ways: [1], from: "2026-11-22 08:00" }, geometry: null }],
  [
    "ends before it begins",
    {
      type: "Feature",
      properties: { ways: [1], from: "2026-11-22T08:00:00Z", until: "2026-11-22T08:00:00Z" },
      geometry: null,
    },
  ],
  ["list of ids", { type: "Feature", properties: { ways: ["a"] }, geometry: null }],
])("a closure is refused that is or has: %s", (words, input) => {
  expect(() => parseClosures(input)).toThrow(words);
});
