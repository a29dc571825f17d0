import { expect, test } from "vitest";
import { type NodeRules, nodeRules } from "../../../src/roads/barrier.ts";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import type { Vehicle } from "../../../src/roads/vehicle.ts";
import { type Street, spot, tinyRoads } from "./tiny-roads.ts";

const [CAR, BUS, TRUCK, ALL] = [1, 2, 4, 7];
const rulesOf = (tags: Record<string, string>) => nodeRules(new Map(Object.entries(tags)));

test.each([
  ["nothing", {}, 0],
  ["a bollard", { barrier: "bollard" }, ALL],
  ["a bollard that sinks for buses", { barrier: "bollard", bollard: "rising", access: "no", bus: "yes" }, CAR + TRUCK],
  ["a gate that nobody speaks of", { barrier: "gate" }, 0],
  ["a gate that is locked", { barrier: "gate", locked: "yes" }, ALL],
  ["a private gate", { barrier: "gate", access: "private" }, ALL],
  ["a gate closed to engines but for trucks", { barrier: "gate", motor_vehicle: "no", hgv: "yes" }, CAR + BUS],
  ["a gate for tractors", { barrier: "swing_gate", motor_vehicle: "agricultural;forestry" }, ALL],
  ["a bus trap", { barrier: "bus_trap" }, CAR],
  ["a sump buster", { barrier: "sump_buster" }, CAR],
  ["a toll booth", { barrier: "toll_booth" }, 0],
  ["a chain", { barrier: "chain" }, ALL],
  ["a wall", { barrier: "wall" }, ALL],
  ["a hedge with a way through for all", { barrier: "hedge", motor_vehicle: "yes" }, 0],
  ["a barrier that nobody has written down", { barrier: "wibble" }, ALL],
  ["water over the street", { ford: "yes" }, ALL],
  ["water that vehicles are let through", { ford: "yes", motor_vehicle: "yes" }, 0],
  ["a sign without a barrier", { motor_vehicle: "no" }, ALL],
  ["a bus stop that speaks of itself", { highway: "bus_stop", access: "private" }, 0],
])("%s stops whom it should", (_, tags, binds) => {
  expect(rulesOf(tags as Record<string, string>)?.binds ?? 0).toBe(binds);
});

test("a gate for those alone who go to a door behind it turns through traffic away and nobody else", () => {
  expect(rulesOf({ barrier: "lift_gate", motor_vehicle: "destination" })).toMatchObject({ binds: 0, guests: ALL });
});

test("a barrier of a kind that nobody has written down is named", () => {
  expect(rulesOf({ barrier: "wibble" })?.unread).toEqual(["barrier=wibble"]);
  expect(rulesOf({ barrier: "height_restrictor" })?.unread).toEqual(["barrier=height_restrictor"]);
});

const streets: Street[] = [{ nodes: [0, 1, 2] }, { nodes: [0, 100, 102, 2] }, { nodes: [2, 3] }];

async function blocks(rules: NodeRules, vehicle: Vehicle): Promise<number[]> {
  const graph = graphFrom({ ...tinyRoads(streets), gates: [{ node: 1, rules }] });
  const { metres } = await embeddedProvider(graph).matrix([spot(0, 0.5), spot(0, 1.5)], vehicle, []);
  return [metres[1]!, metres[2]!].map((way) => Math.round(way / 100));
}

test("a bus drives round a bollard in the middle of a street, and reaches both its sides", async () => {
  const stops = (binds: number) => ({ binds, guests: 0, limits: undefined, unread: [] });
  expect(await blocks(stops(CAR), { kind: "bus" })).toEqual([1, 1]);
  expect(await blocks(stops(BUS), { kind: "bus" })).toEqual([5, 5]);
});

test.each([
  ["a bar at 2.1 m", { barrier: "height_restrictor", maxheight: "2.1" }],
  ["a bar whose height nobody wrote down", { barrier: "height_restrictor" }],
  ["a bar that is only a sign", { maxheight: "6'11\"" }],
  ["a narrow gap", { barrier: "width_restrictor", maxwidth: "2" }],
  ["a weak bridge at a node", { maxweight: "7.5" }],
])("%s at a node turns a bus back and lets a car through", async (_, tags) => {
  const rules = rulesOf(tags as Record<string, string>)!;
  expect(await blocks(rules, { kind: "bus", heightMetres: 3.2, weightTonnes: 16 })).toEqual([5, 5]);
  expect(await blocks(rules, { kind: "car", heightMetres: 1.6, weightTonnes: 1.8 })).toEqual([1, 1]);
});
