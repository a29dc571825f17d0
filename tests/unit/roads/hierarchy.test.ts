import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { buildGraph, graphFrom } from "../../../src/roads/build-graph.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import { buildHierarchy } from "../../../src/roads/hierarchy/build-hierarchy.ts";
import { type Hierarchy, networkKey } from "../../../src/roads/hierarchy/hierarchy.ts";
import {
  findHierarchy,
  hierarchyPath,
  readHierarchy,
  writeHierarchy,
} from "../../../src/roads/hierarchy/hierarchy-file.ts";
import { closeRoads, type Network, openNetwork } from "../../../src/roads/network.ts";
import { parallelMatrix } from "../../../src/roads/parallel-matrix.ts";
import { RoadDataError } from "../../../src/roads/road-data-error.ts";
import type { RoadGraph } from "../../../src/roads/road-graph.ts";
import { indexRoads } from "../../../src/roads/road-index.ts";
import { hierarchyMatrix, roadMatrix } from "../../../src/roads/road-matrix.ts";
import { gridCity } from "../../bench/roads/grid-city.ts";
import { plainCheck } from "../../bench/roads/plain-check.ts";
import { scatter } from "../../bench/roads/scatter.ts";
import { spot, tinyRoads } from "./tiny-roads.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-hierarchy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const networkOf = (graph: RoadGraph): Network => openNetwork(graph, indexRoads(graph), { kind: "bus" });

function built(net: Network, coreNodes?: number): Hierarchy {
  return buildHierarchy(net, () => {}, coreNodes) ?? expect.unreachable();
}

const outOf = (hierarchy: Hierarchy) => (net: Network, points: Parameters<typeof roadMatrix>[1]) =>
  hierarchyMatrix(net, hierarchy, points);

/** Blocks of 1 to 3 kinds of street, one-way, for guests or missing, with some turns forbidden, at once or one block on. */
const anyTown = fc.record({
  blocks: fc.array(
    fc.record({
      oneway: fc.constantFrom("no", "no", "yes", "-1"),
      highway: fc.constantFrom("residential", "primary", "service"),
      access: fc.constantFrom("yes", "yes", "yes", "destination"),
      there: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    }),
    { minLength: 98, maxLength: 98 },
  ),
  bans: fc.array(fc.tuple(fc.nat(48), fc.boolean(), fc.boolean()), { maxLength: 12 }),
});

function townOf({ blocks, bans }: typeof anyTown extends fc.Arbitrary<infer T> ? T : never): Network {
  const streets = blocks.flatMap(({ there, ...tags }, i) => {
    const [row, column] = [Math.floor(i / 14), (i >> 1) % 7];
    const [next, isIn] = i & 1 ? [(row + 1) * 100 + column, row < 6] : [row * 100 + column + 1, column < 6];
    return there && isIn ? [{ id: i + 1, nodes: [row * 100 + column, next], tags }] : [];
  });
  const ids = new Set(streets.map(({ id }) => id));
  const rules = bans.flatMap(([at, straight, later]) => {
    const [row, column] = [Math.floor(at / 7), at % 7];
    const [fromWay, toWay] = [(row * 7 + column - 1) * 2 + 1, (row * 7 + column) * 2 + (straight ? 1 : 2)];
    if (column === 0 || !ids.has(fromWay) || !ids.has(toWay)) return [];
    const rule = { kind: "no" as const, uTurn: false, fromWays: [fromWay], binds: 7 };
    // Over the next block to the east, and then north or on.
    const over = (row * 7 + column) * 2 + 1;
    const beyond = (row * 7 + column + 1) * 2 + (straight ? 1 : 2);
    if (later && column < 5 && ids.has(over) && ids.has(beyond))
      return [{ ...rule, toWays: [beyond], via: -1, viaWays: [over] }];
    return [{ ...rule, toWays: [toWay], via: row * 100 + column, viaWays: [] }];
  });
  return networkOf(graphFrom(tinyRoads(streets, rules)));
}

describe("each cell out of a hierarchy equals a plain Dijkstra's, seconds and metres", () => {
  test("on any town, whatever is left as core", () => {
    fc.assert(
      fc.property(anyTown, fc.constantFrom(0, 5, 40, 4000), fc.nat(1000), (town, coreNodes, seed) => {
        const net = townOf(town);
        fc.pre(net.main.includes(1));
        const { compared, wrong } = plainCheck(net, 90, seed + 1, outOf(built(net, coreNodes)));
        expect([compared > 0, wrong]).toEqual([true, 0]);
      }),
      { numRuns: 60 },
    );
  });

  test("and the plain search's, on a grid with every point a stop", () => {
    const net = networkOf(graphFrom(gridCity(24)));
    const points = Array.from({ length: 24 * 12 }, (_, i) => spot(i % 24, Math.floor(i / 24) * 2 + 0.3));
    expect(hierarchyMatrix(net, built(net, 20), points)).toEqual(roadMatrix(net, points));
  });

  for (const name of ["porto-alegre", "shanghai-centre", "liechtenstein-2015"]) {
    const file = fileURLToPath(new URL(`../../../../shared/data/map/${name}.osm.pbf`, import.meta.url));
    test.skipIf(!existsSync(file))(
      `in ${name}`,
      () => {
        const net = networkOf(buildGraph(file));
        const hierarchy = built(net, 100);
        expect(plainCheck(net, 900, 7, outOf(hierarchy))).toEqual({ compared: 900, wrong: 0 });
        const points = [...scatter(net, 150, 11), { lat: 0, lng: 0 }];
        expect(hierarchyMatrix(net, hierarchy, points)).toEqual(roadMatrix(net, points));
      },
      120_000,
    );
  }
});

test("a hierarchy belongs to one network: a closure that touches a street has another key, one that touches none has not", () => {
  const net = networkOf(graphFrom(gridCity(12)));
  const closed = (row: number) => {
    const ring = [spot(row, 4.2), spot(row, 4.4), spot(row + 0.2, 4.4), spot(row + 0.2, 4.2)];
    return closeRoads(net, [{ id: "z", rings: [ring] }], { kind: "bus" });
  };
  expect(networkKey(closed(4.4))).toBe(networkKey(net));
  expect(networkKey(closed(3.9))).not.toBe(networkKey(net));
});

test("a large city asks for the hierarchy of the network at hand, once, and a closure is answered by the plain search", async () => {
  const graph = graphFrom(gridCity(225));
  const asked: string[] = [];
  const hierarchyOf = (key: string) => {
    asked.push(key);
    return undefined;
  };
  const roads = embeddedProvider({ ...graph, hierarchyOf });
  const net = networkOf(graph);
  const works = { id: "z", rings: [[spot(100, 100), spot(100, 104), spot(104, 104), spot(104, 100)]] };
  const points = [...scatter(net, 21, 3), spot(102, 102)];
  const bus = { kind: "bus" } as const;
  for (let twice = 0; twice < 2; twice += 1) {
    const closed = closeRoads(net, [works], bus);
    const { seconds, metres, stops } = await roads.matrix(points, bus, [works]);
    expect([[...seconds], [...metres], stops]).toEqual(Object.values(plainCells(closed, points)));
  }
  await roads.matrix(points, bus, []);
  expect(asked).toEqual([networkKey(closeRoads(net, [works], bus)), networkKey(net)]);
});

function plainCells(net: Network, points: Parameters<typeof roadMatrix>[1]) {
  const { seconds, metres, stops } = roadMatrix(net, points);
  return { seconds: [...seconds], metres: [...metres], stops };
}

describe("a stored hierarchy", () => {
  const net = networkOf(graphFrom(gridCity(20)));
  const hierarchy = built(net, 30);
  writeHierarchy(folder, hierarchy);
  const path = hierarchyPath(folder, hierarchy.key);
  const whole = readFileSync(path);

  test("comes back as it was, in memory that threads share, and threads answer as one", async () => {
    const back = readHierarchy(folder, hierarchy.key);
    expect({ ...back }).toEqual(hierarchy);
    expect(back.upHead.buffer).toBeInstanceOf(SharedArrayBuffer);
    const points = [...scatter(net, 40, 5), spot(500, 500)];
    const [one, two] = [roadMatrix(net, points), await parallelMatrix(net, points, 2, back)];
    expect(two.stops).toEqual(one.stops);
    expect([[...two.seconds], [...two.metres]]).toEqual([[...one.seconds], [...one.metres]]);
  });

  test.each([
    ["of another format", (bytes: Buffer) => bytes.writeUInt32LE(99, 8)],
    ["with a byte changed", (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(900) ^ 1, 900)],
    ["of something else", (bytes: Buffer) => bytes.write("BGROADS\n")],
  ])("%s is refused, and then there is none", (_, change) => {
    const bytes = Buffer.from(whole);
    change(bytes);
    writeFileSync(path, bytes);
    expect(() => readHierarchy(folder, hierarchy.key)).toThrow(RoadDataError);
    expect(findHierarchy(folder, hierarchy.key)).toBeUndefined();
    writeFileSync(path, whole);
  });

  test("that is missing or cut short is none either", () => {
    expect(findHierarchy(folder, "0123456789abcdef")).toBeUndefined();
    writeFileSync(path, whole.subarray(0, whole.length - 16));
    expect(findHierarchy(folder, hierarchy.key)).toBeUndefined();
  });
});
