import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { buildGraph } from "../../../src/roads/build-graph.ts";
import { closeRoads, openNetwork } from "../../../src/roads/network.ts";
import { readPbf } from "../../../src/roads/read-pbf.ts";
import { headOf, tailOf, turnAngle } from "../../../src/roads/road-graph.ts";
import { indexRoads } from "../../../src/roads/road-index.ts";
import { roadMatrix, UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import { roadRoute } from "../../../src/roads/road-route.ts";
import { isUsable } from "../../../src/roads/snap.ts";
import type { Vehicle } from "../../../src/roads/vehicle.ts";
import { plainCheck } from "../../bench/roads/plain-check.ts";
import { scatter } from "../../bench/roads/scatter.ts";

const BUS: Vehicle = { kind: "bus" };
const EXTRACTS = ["porto-alegre", "shanghai-centre", "liechtenstein-2015"];

function fileOf(name: string): string {
  return fileURLToPath(new URL(`../../../../shared/data/map/${name}.osm.pbf`, import.meta.url));
}

function networkOf(name: string) {
  const graph = buildGraph(fileOf(name));
  return openNetwork(graph, indexRoads(graph), BUS);
}

for (const name of EXTRACTS) {
  const missing = !existsSync(fileOf(name));
  if (missing) console.warn(`SKIPPED: ${name}.osm.pbf is not in ../shared/data/map`);

  describe.skipIf(missing)(name, () => {
    const net = missing ? undefined! : networkOf(name);

    test("times and ways of random pairs equal a plain Dijkstra's", () => {
      expect(plainCheck(net, 2000, 7)).toEqual({ compared: 2000, wrong: 0 });
    });

    test("everything in the main part reaches everything", () => {
      const { seconds, stops } = roadMatrix(net, scatter(net, 40, 11));
      expect(stops.every((stop) => stop.ok)).toBe(true);
      expect(Math.max(...seconds)).toBeLessThan(UNREACHABLE);
    });

    test("no detour over a third stop is shorter, where that stop cannot be used to turn round", () => {
      const n = 60;
      const { seconds, stops } = roadMatrix(net, scatter(net, n, 13));
      let checked = 0;
      for (const [b, via] of stops.entries()) {
        if (!via.ok) continue;
        const e = via.snap.segment * 2;
        if (isUsable(net, e) && isUsable(net, e + 1)) continue;
        for (let a = 0; a < n; a += 1)
          for (let c = 0; c < n; c += 1) {
            // Three times half a second of rounding, and the tenths at the stop.
            expect(seconds[a * n + c]).toBeLessThanOrEqual(seconds[a * n + b]! + seconds[b * n + c]! + 2);
            checked += 1;
          }
      }
      if (name !== "liechtenstein-2015") expect(checked).toBeGreaterThan(3000);
    });

    test("every way that is tagged one-way for all is open in that direction alone", () => {
      const oneWay = new Map<number, number>();
      readPbf(fileOf(name), {
        way(id, tags) {
          const value = tags.get("oneway");
          const particular = [...tags.keys()].some((key) =>
            /^oneway:|^lanes:|^busway|^(bus|psv|access|vehicle|motor_vehicle)$/.test(key),
          );
          if (!particular && (value === "yes" || value === "-1")) oneWay.set(id, value === "yes" ? 1 : 0);
        },
      });
      let checked = 0;
      for (const [s, id] of net.graph.way.entries()) {
        const shut = oneWay.get(id);
        if (shut === undefined) continue;
        expect([net.graph.access[s * 2 + shut], net.graph.access[s * 2 + 1 - shut]! & 2]).toEqual([0, 2]);
        checked += 1;
      }
      expect(checked).toBeGreaterThan(90);
    });

    test("routes obey one-way streets and turn restrictions, and hold together", () => {
      const points = scatter(net, 60, 17);
      const { seconds } = roadMatrix(net, points);
      const bans = new Set(Array.from(net.graph.bans.from, (from, i) => `${from} ${net.graph.bans.to[i]}`));
      for (const [i, leg] of roadRoute(net, points).legs.entries()) {
        expect(leg?.seconds).toBe(seconds[i * 60 + i + 1]);
        for (const [k, edge] of (leg?.edges ?? []).entries()) {
          expect(net.graph.access[edge]! & 2).toBe(2);
          if (k === 0) continue;
          const before = leg!.edges[k - 1]!;
          expect(tailOf(net.graph, edge)).toBe(headOf(net.graph, before));
          expect(bans.has(`${before} ${edge}`)).toBe(false);
        }
      }
    });

    test("a street closed in its middle is not driven, and the matrix around it equals a plain Dijkstra's", () => {
      const points = scatter(net, 12, 19);
      const leg = roadRoute(net, points).legs.find((found) => found && found.edges.length > 20)!;
      const { lat, lng } = leg.line[leg.line.length >> 1]!;
      const d = 0.00005;
      const ring = [
        { lat: lat - d, lng: lng - d },
        { lat: lat - d, lng: lng + d },
        { lat: lat + d, lng: lng + d },
        { lat: lat + d, lng: lng - d },
      ];
      const closed = closeRoads(net, [{ id: "works", rings: [ring] }], BUS);
      const shut = leg.edges.filter((edge) => closed.open[edge] === 0);
      expect(shut.length).toBeGreaterThan(0);
      for (const other of roadRoute(closed, points).legs)
        for (const edge of other?.edges ?? []) expect(shut).not.toContain(edge);
      expect(plainCheck(closed, 60, 23).wrong).toBe(0);
    });
  });
}

describe.skipIf(!existsSync(fileOf("liechtenstein-2015")))("the restrictions of Liechtenstein", () => {
  // By hand from the file: relation 2366291 (no left turn) and 5217202 (no U-turn between the two carriageways) bind at
  // "Im Schwibboga"; the way that 3090789 begins on lies outside the extract.
  test("two are applied as the file means them, and the third is counted as skipped", () => {
    const graph = buildGraph(fileOf("liechtenstein-2015"));
    const { bans } = graph;
    expect([bans.from.length, graph.restrictionsSkipped]).toEqual([2, 1]);
    for (let i = 0; i < 2; i += 1) {
      expect(graph.names[graph.name[bans.to[i]! >> 1]!]).toBe("Im Schwibboga");
      expect(headOf(graph, bans.from[i]!)).toBe(tailOf(graph, bans.to[i]!));
      expect(turnAngle(graph, bans.from[i]!, bans.to[i]!)).toBeLessThan(-90);
    }
  });
});
