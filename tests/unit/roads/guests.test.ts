import { describe, expect, test } from "vitest";
import { nodeRules } from "../../../src/roads/barrier.ts";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import type { Vehicle } from "../../../src/roads/vehicle.ts";
import { type Street, spot, tinyRoads } from "./tiny-roads.ts";

const BUS: Vehicle = { kind: "bus" };
/** A straight way of four blocks, whose middle two are for guests, and another of six blocks round them. */
const town = (tags: Record<string, string>): Street[] => [
  { nodes: [0, 1] },
  { nodes: [1, 2], tags },
  { nodes: [2, 3], tags },
  { nodes: [3, 4] },
  { nodes: [1, 201, 203, 3] },
];

async function ways(tags: Record<string, string>, from: [number, number], to: [number, number]) {
  const roads = embeddedProvider(graphFrom(tinyRoads(town(tags))));
  const { seconds, metres } = await roads.matrix([spot(...from), spot(...to)], BUS, []);
  const { legs } = await roads.route([spot(...from), spot(...to)], BUS, []);
  expect([legs[0]?.seconds, legs[0]?.metres]).toEqual([seconds[1], metres[1]]);
  return { blocks: Math.round(metres[1]! / 100), seconds: seconds[1]! };
}

describe.each(["destination", "private", "customers", "delivery", "wibble"])("a street for guests (%s)", (access) => {
  test("is driven round by whoever has no business in it", async () => {
    expect((await ways({}, [0, 0.5], [0, 3.5])).blocks).toBe(3);
    expect((await ways({ access }, [0, 0.5], [0, 3.5])).blocks).toBe(7);
  });

  test("is driven into and out of at no price by whoever has", async () => {
    for (const [from, to] of [
      [0.5, 2.2],
      [1.2, 3.5],
      [1.2, 2.8],
    ] as const)
      expect(await ways({ access }, [0, from], [0, to])).toEqual(await ways({}, [0, from], [0, to]));
  });
});

test("a street for guests that is the only way is driven, at a price", async () => {
  const streets: Street[] = [{ nodes: [0, 1] }, { nodes: [1, 2], tags: { access: "private" } }, { nodes: [2, 3] }];
  const { seconds } = await embeddedProvider(graphFrom(tinyRoads(streets))).matrix(
    [spot(0, 0.5), spot(0, 2.5)],
    BUS,
    [],
  );
  expect(seconds[1]).toBeGreaterThan(600);
});

test("a stop among the private streets behind a private gate is served before the gate, however far inside it lies", async () => {
  const streets: Street[] = [{ nodes: [0, 5, 10] }, { nodes: [5, 105, 505, 507], tags: { access: "private" } }];
  const rules = nodeRules(new Map(Object.entries({ barrier: "lift_gate", access: "private" })))!;
  const graph = graphFrom({ ...tinyRoads(streets), gates: [{ node: 3, rules }] });
  const [answer] = await embeddedProvider(graph).snap([spot(5, 5)], BUS, []);
  expect(answer).toMatchObject({ ok: true, snap: { metresAway: expect.closeTo(400, -1) } });
});

describe("a stop beside an expressway, a tunnel or a bridge", () => {
  const near = (tags: Record<string, string>): Street[] => [
    { nodes: [0, 10], tags },
    { nodes: [100, 110] },
    { nodes: [0, 100] },
    { nodes: [10, 110] },
  ];
  const rowOf = async (tags: Record<string, string>, row: number) => {
    const [answer] = await embeddedProvider(graphFrom(tinyRoads(near(tags)))).snap([spot(row, 5)], BUS, []);
    return answer?.ok ? Math.round(answer.snap.at.lat / spot(1, 0).lat) : answer?.refusal.kind;
  };
  test.each([
    [{ highway: "motorway", oneway: "no" }],
    [{ highway: "trunk", motorroad: "yes" }],
    [{ tunnel: "yes", layer: "-2" }],
    [{ bridge: "yes", layer: "1" }],
  ])("%j goes to the street on the ground", async (tags) => {
    expect(await rowOf(tags as Record<string, string>, 0.3)).toBe(1);
  });

  test("lies on it where it is put right on it", async () => {
    expect(await rowOf({ bridge: "yes" }, 0.02)).toBe(0);
  });

  test("goes to the nearest street where both are on the ground", async () => {
    expect(await rowOf({}, 0.3)).toBe(0);
  });
});
