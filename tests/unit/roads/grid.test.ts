import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { closeRoads, openNetwork } from "../../../src/roads/network.ts";
import { parallelMatrix } from "../../../src/roads/parallel-matrix.ts";
import { indexRoads } from "../../../src/roads/road-index.ts";
import { roadMatrix, UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import { roadRoute } from "../../../src/roads/road-route.ts";
import { partOf } from "../../../src/roads/snap.ts";
import { gridCity } from "../../bench/roads/grid-city.ts";
import { plainCheck } from "../../bench/roads/plain-check.ts";
import { scatter } from "../../bench/roads/scatter.ts";
import { type Street, spot, tinyRoads } from "./tiny-roads.ts";

/** A town of 3 to 6 streets each way; any block may be one-way, slow, for guests, or missing. */
const anyTown = fc
  .record({ rows: fc.integer({ min: 3, max: 6 }), columns: fc.integer({ min: 3, max: 6 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      blocks: fc.array(
        fc.record({
          oneway: fc.constantFrom("no", "no", "yes", "-1"),
          highway: fc.constantFrom("residential", "primary", "service"),
          access: fc.constantFrom("yes", "yes", "yes", "private"),
          there: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
        }),
        { minLength: 2 * rows * columns, maxLength: 2 * rows * columns },
      ),
    }),
  );

type Town = typeof anyTown extends fc.Arbitrary<infer T> ? T : never;

function streetsOf({ rows, columns, blocks }: Town): Street[] {
  const streets: Street[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const node = row * 100 + column;
      const at = 2 * (row * columns + column);
      for (const [k, next] of [column + 1 < columns ? node + 1 : -1, row + 1 < rows ? node + 100 : -1].entries()) {
        const { there, ...tags } = blocks[at + k]!;
        if (next >= 0 && there) streets.push({ nodes: [node, next], tags });
      }
    }
  return streets.length > 0 ? streets : [{ nodes: [0, 1] }];
}

function networkOf(town: Town) {
  const graph = graphFrom(tinyRoads(streetsOf(town)));
  return openNetwork(graph, indexRoads(graph), { kind: "bus" });
}

describe("on any town", () => {
  test("times and ways equal a plain Dijkstra's", () => {
    fc.assert(
      fc.property(anyTown, fc.nat(1000), (town, seed) => {
        const net = networkOf(town);
        fc.pre(net.main.includes(1));
        expect(plainCheck(net, 30, seed + 1).wrong).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test("a large part is connected both ways, and whoever is put on it can go everywhere on it and nowhere else", () => {
    fc.assert(
      fc.property(
        anyTown,
        fc.array(fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.nat(5)), { maxLength: 6 }),
        (town, at) => {
          const net = networkOf(town);
          const { seconds, stops } = roadMatrix(
            net,
            at.map(([row, column]) => spot(row, column)),
          );
          for (const [i, from] of stops.entries())
            for (const [j, to] of stops.entries())
              if (from.ok && to.ok && i !== j)
                expect(seconds[i * at.length + j]! < UNREACHABLE).toBe(
                  partOf(net, from.snap.segment) === partOf(net, to.snap.segment),
                );
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a route takes what the matrix says, each edge follows from the one before, and its line is as long as it says", () => {
    fc.assert(
      fc.property(anyTown, fc.nat(4), fc.nat(4), (town, row, column) => {
        const net = networkOf(town);
        const points = [spot(0.02, 0.3), spot(row, column + 0.4)];
        const { seconds, metres } = roadMatrix(net, points);
        const leg = roadRoute(net, points).legs[0];
        expect([leg?.seconds ?? UNREACHABLE, leg?.metres ?? UNREACHABLE]).toEqual([seconds[1], metres[1]]);
        if (!leg) return;
        expect(Math.abs(leg.edgeMetres.reduce((sum, part) => sum + part, 0) - leg.metres)).toBeLessThan(2);
        for (const [i, edge] of leg.edges.slice(1).entries()) {
          const before = leg.edges[i]!;
          expect([...net.turnTo.subarray(net.turnStart[before], net.turnStart[before + 1])]).toContain(edge);
        }
        const long = leg.line
          .slice(1)
          .reduce((sum, p, i) => sum + Math.hypot(p.lat - leg.line[i]!.lat, p.lng - leg.line[i]!.lng), 0);
        expect(Math.abs(long * 111_195 - leg.metres)).toBeLessThan(2);
      }),
      { numRuns: 100 },
    );
  });

  test("no route touches a closed square, even where it only crosses the middle of a block", () => {
    fc.assert(
      fc.property(anyTown, fc.nat(4), fc.nat(4), (town, row, column) => {
        const base = networkOf(town);
        const [low, high] = [0.3, 1.2];
        const ring = [
          spot(row + low, column + low),
          spot(row + low, column + high),
          spot(row + high, column + high),
          spot(row + high, column + low),
        ];
        const net = closeRoads(base, [{ id: "z", rings: [ring] }], { kind: "bus" });
        const route = roadRoute(net, [spot(0, 0), spot(2, 2), spot(town.rows - 1, town.columns - 1), spot(0, 2)]);
        for (const leg of route.legs)
          for (const [i, to] of (leg?.line ?? []).slice(1).entries())
            for (let share = 0; share <= 1; share += 0.05) {
              const from = leg!.line[i]!;
              const lat = from.lat + (to.lat - from.lat) * share;
              const lng = from.lng + (to.lng - from.lng) * share;
              const inside = lat > ring[0]!.lat && lat < ring[2]!.lat && lng > ring[0]!.lng && lng < ring[2]!.lng;
              expect(inside).toBe(false);
            }
      }),
      { numRuns: 100 },
    );
  });
});

test("worker threads give the same matrix as one thread, closures and refused stops included", async () => {
  const graph = graphFrom(gridCity(30));
  const net = openNetwork(graph, indexRoads(graph), { kind: "bus" });
  const ring = [spot(8, 8), spot(8, 14), spot(14, 14), spot(14, 8)];
  const closed = closeRoads(net, [{ id: "z", rings: [ring] }], { kind: "bus" });
  const points = [...scatter(net, 40, 5), spot(10, 10), spot(500, 500)];
  const [one, two] = [roadMatrix(closed, points), await parallelMatrix(closed, points, 2)];
  expect(two.stops).toEqual(one.stops);
  expect(two.stops.filter(({ ok }) => !ok).length).toBeGreaterThan(1);
  expect([...two.seconds]).toEqual([...one.seconds]);
  expect([...two.metres]).toEqual([...one.metres]);
});
