import { expect, test } from "vitest";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import type { Member } from "../../../src/roads/read-pbf.ts";
import { type TurnRule, turnRules } from "../../../src/roads/turn-rule.ts";
import { type Street, spot, tinyRoads } from "./tiny-roads.ts";

/** A road west to east in three pieces, one street north at each joint, and a loop back in the north and the south. */
const STREETS: Street[] = [
  { id: 1, nodes: [100, 101] },
  { id: 2, nodes: [101, 102, 103] },
  { id: 3, nodes: [103, 104] },
  { id: 4, nodes: [103, 203] },
  { id: 5, nodes: [101, 201] },
  { id: 6, nodes: [201, 203] },
  { id: 7, nodes: [203, 204, 104] },
  { id: 8, nodes: [102, 2] },
  { id: 9, nodes: [2, 1, 101] },
];
const RULE: TurnRule = { kind: "no", uTurn: false, fromWays: [1], toWays: [4], via: -1, viaWays: [2], binds: 7 };
const [WEST, NORTH, EAST, MIDDLE] = [spot(1, 0.5), spot(1.5, 3), spot(1, 3.5), spot(1, 2.5)];

function roads(...rules: TurnRule[]) {
  return embeddedProvider(graphFrom(tinyRoads(STREETS, rules)));
}
async function blocks(rules: TurnRule[], from: typeof WEST, to: typeof WEST, kind: "bus" | "car" = "bus") {
  const both = await roads(...rules).matrix([from, to], { kind }, []);
  const { legs } = await roads(...rules).route([from, to], { kind }, []);
  expect(legs[0]?.metres).toBe(both.metres[1]);
  return Math.round(both.metres[1]! / 100);
}

test("a turn forbidden to those who come over another street is free for the others", async () => {
  expect(await blocks([], WEST, NORTH)).toBe(3);
  expect(await blocks([RULE], WEST, NORTH)).toBe(4);
  expect(await blocks([RULE], MIDDLE, NORTH)).toBe(1);
  expect(await blocks([RULE], WEST, EAST)).toBe(3);
});

test("a stop on the street between is reached as before, and left as before", async () => {
  expect(await blocks([RULE], WEST, MIDDLE)).toBe(2);
  expect(await blocks([RULE], MIDDLE, WEST)).toBe(2);
});

test("it binds the kinds of vehicle that it names", async () => {
  expect(await blocks([{ ...RULE, binds: 1 }], WEST, NORTH)).toBe(3);
  expect(await blocks([{ ...RULE, binds: 1 }], WEST, NORTH, "car")).toBe(4);
});

test("where one way on is allowed, none of the others is, at the end or on the way", async () => {
  const only: TurnRule = { ...RULE, kind: "only", toWays: [3] };
  expect(await blocks([only], WEST, NORTH)).toBeGreaterThan(3);
  expect(await blocks([only], WEST, EAST)).toBe(3);
  expect(await blocks([], WEST, spot(0.5, 2))).toBe(2);
  expect(await blocks([only], WEST, spot(0.5, 2))).toBeGreaterThan(2);
});

test("two restrictions over the same street each forbid their own turn", async () => {
  const other: TurnRule = { ...RULE, toWays: [3] };
  expect(await blocks([RULE, other], WEST, EAST)).toBeGreaterThan(3);
  expect(await blocks([RULE, other], WEST, NORTH)).toBe(4);
});

test("several streets in, or out, are each bound", async () => {
  const noEntry: TurnRule = { ...RULE, viaWays: [], via: 103, fromWays: [2, 3], toWays: [4] };
  expect(await blocks([noEntry], WEST, NORTH)).toBe(4);
  expect(await blocks([noEntry], EAST, NORTH)).toBeGreaterThan(1);
  const noExit: TurnRule = { ...RULE, viaWays: [], via: 101, fromWays: [1], toWays: [2, 5] };
  expect(await blocks([noExit], WEST, MIDDLE)).toBeGreaterThan(2);
});

test("ways that do not join are counted, not guessed", () => {
  expect(graphFrom(tinyRoads(STREETS, [{ ...RULE, viaWays: [7] }])).restrictionsSkipped).toBe(1);
});

const way = (id: number, role: string): Member => ({ id, role, type: "way" });
const node = (id: number, role: string): Member => ({ id, role, type: "node" });
const MEMBERS = [way(1, "from"), node(5, "via"), way(2, "to")];
const read = (tags: Record<string, string>, members: readonly Member[] = MEMBERS) =>
  turnRules(new Map(Object.entries(tags)), members);

test.each([
  [{ type: "restriction", restriction: "no_left_turn" }, [7]],
  [{ type: "restriction", restriction: "no_left_turn", except: "bus;bicycle" }, [5]],
  [{ type: "restriction", "restriction:hgv": "no_u_turn" }, [4]],
  [{ type: "restriction", restriction: "no_left_turn", "restriction:bus": "no_u_turn" }, [5, 2]],
  [{ type: "restriction:bus", restriction: "only_straight_on" }, [2]],
  [{ type: "restriction", "restriction:conditional": "no_left_turn @ (Mo-Fr 07:00-09:00)" }, [7]],
  [{ type: "restriction", "restriction:conditional": "no_left_turn @ (PH)" }, []],
  [{ type: "restriction", "restriction:conditional": "no_left_turn @ (24/7)" }, [7]],
  [{ type: "restriction", "restriction:conditional": "no_left_turn @ (weight>7.5)" }, [6]],
  [{ type: "restriction", restriction: "no_left_turn", hour_on: "07:00", hour_off: "09:00" }, [7]],
  [{ type: "restriction", restriction: "no_left_turn", hour_on: "dusk" }, []],
])("%j binds vehicles %j", (tags, binds) => {
  expect(read(tags as Record<string, string>)?.rules.map((rule) => rule.binds)).toEqual(binds);
});

test("what holds on holidays is told, what holds at certain hours keeps them, and what makes no turn is told too", () => {
  expect(read({ type: "restriction", "restriction:conditional": "no_left_turn @ (PH)" })?.sometimes).toBe(true);
  expect(read({ type: "restriction", "restriction:conditional": "no_left_turn @ (Sa,Su)" })).toMatchObject({
    sometimes: false,
    rules: [{ hours: "sa,su" }],
  });
  expect(read({ type: "restriction", restriction: "no_left_turn" }, [way(1, "from"), way(2, "to")])?.skipped).toBe(
    true,
  );
  expect(read({ type: "restriction", restriction: "no_exit" }, [...MEMBERS, way(3, "to")])?.rules[0]?.toWays).toEqual([
    2, 3,
  ]);
  expect(read({ type: "multipolygon" })).toBeUndefined();
});
