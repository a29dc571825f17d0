import { expect, test } from "vitest";
import { barrierBinds } from "../../../src/roads/barrier.ts";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import { type Street, spot, tinyRoads } from "./tiny-roads.ts";

const [CAR, BUS, TRUCK, ALL] = [1, 2, 4, 7];

test.each([
  ["nothing", {}, 0],
  ["a bollard", { barrier: "bollard" }, ALL],
  ["a bollard that sinks for buses", { barrier: "bollard", bollard: "rising", access: "no", bus: "yes" }, CAR + TRUCK],
  ["a gate that nobody speaks of", { barrier: "gate" }, 0],
  ["a private gate", { barrier: "gate", access: "private" }, ALL],
  ["a gate closed to engines but for trucks", { barrier: "gate", motor_vehicle: "no", hgv: "yes" }, CAR + BUS],
  ["a bus trap", { barrier: "bus_trap" }, CAR],
  ["a toll booth", { barrier: "toll_booth" }, 0],
])("%s stops whom it should", (_, tags, binds) => {
  expect(barrierBinds(new Map(Object.entries(tags as Record<string, string>)))).toBe(binds);
});

test("a bus drives round a bollard in the middle of a street, and reaches both its sides", async () => {
  const streets: Street[] = [{ nodes: [0, 1, 2] }, { nodes: [0, 100, 102, 2] }, { nodes: [2, 3] }];
  const metres = async (binds: number) => {
    const roads = tinyRoads(streets);
    const graph = graphFrom({ ...roads, barriers: [{ node: 1, binds }] });
    const { metres: ways } = await embeddedProvider(graph).matrix([spot(0, 0.5), spot(0, 1.5)], { kind: "bus" }, []);
    return [ways[1]!, ways[2]!].map((way) => Math.round(way / 100));
  };
  expect(await metres(CAR)).toEqual([1, 1]);
  expect(await metres(BUS)).toEqual([5, 5]);
});
