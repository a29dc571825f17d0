import { describe, expect, test } from "vitest";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import { UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import type { TurnRule } from "../../../src/roads/turn-rule.ts";
import type { Vehicle } from "../../../src/roads/vehicle.ts";
import { type Street, spot, tinyRoads } from "./tiny-roads.ts";

const BUS: Vehicle = { kind: "bus" };

/** Two by two blocks, all open: nodes 0 1 2 / 100 101 102 / 200 201 202. */
const BLOCKS: Street[] = [
  { id: 1, nodes: [0, 1] },
  { id: 2, nodes: [1, 2] },
  { id: 3, nodes: [100, 101] },
  { id: 4, nodes: [101, 102] },
  { id: 5, nodes: [200, 201, 202] },
  { id: 6, nodes: [0, 100, 200] },
  { id: 7, nodes: [1, 101] },
  { id: 8, nodes: [101, 201] },
  { id: 9, nodes: [2, 102, 202] },
];

function town(streets: readonly Street[], rules: readonly TurnRule[] = []) {
  return embeddedProvider(graphFrom(tinyRoads(streets, rules)));
}

async function metres(streets: readonly Street[], rules: readonly TurnRule[] = [], vehicle: Vehicle = BUS) {
  const { metres: ways } = await town(streets, rules).matrix([spot(0.5, 1), spot(1, 1.5)], vehicle, []);
  return { there: Math.round(ways[1]! / 100), back: Math.round(ways[2]! / 100) };
}

const NO_RIGHT: TurnRule = { kind: "no", uTurn: false, fromWays: [7], toWays: [4], via: 101, viaWays: [], binds: 7 };

describe("turns", () => {
  test("a stop round the corner is one block away", async () => {
    expect(await metres(BLOCKS)).toEqual({ there: 1, back: 1 });
  });

  test("a forbidden turn sends the bus round a block, one way only", async () => {
    expect(await metres(BLOCKS, [NO_RIGHT])).toEqual({ there: 3, back: 1 });
  });

  test("a turn forbidden to trucks is free for a bus", async () => {
    expect(await metres(BLOCKS, [{ ...NO_RIGHT, binds: 4 }])).toEqual({ there: 1, back: 1 });
    expect(await metres(BLOCKS, [{ ...NO_RIGHT, binds: 4 }], { kind: "truck" })).toEqual({ there: 3, back: 1 });
  });

  test("where only straight on is allowed, every other turn is forbidden", async () => {
    expect(await metres(BLOCKS, [{ ...NO_RIGHT, kind: "only", toWays: [8] }])).toEqual({ there: 3, back: 1 });
  });

  test("a restriction that names a way passing through its junction is counted, not guessed", () => {
    const rule = { ...NO_RIGHT, fromWays: [6], toWays: [3], via: 100 };
    expect(graphFrom(tinyRoads(BLOCKS, [rule])).restrictionsSkipped).toBe(1);
  });

  test("a bus turns back at the dead end and not at the junction before it", async () => {
    const oneway = { oneway: "yes" };
    const streets: Street[] = [
      { id: 1, nodes: [100, 0], tags: oneway },
      { id: 2, nodes: [0, 1] },
      { id: 3, nodes: [0, 101, 100], tags: oneway },
    ];
    const noLeft: TurnRule = { ...NO_RIGHT, fromWays: [1], toWays: [3], via: 0 };
    const tenths = async (more: Street[], rules: TurnRule[]) => {
      const { metres: ways } = await town([...streets, ...more], rules).matrix([spot(0.5, 0), spot(1, 0.5)], BUS, []);
      return Math.round(ways[1]! / 10);
    };
    expect(await tenths([], [])).toBe(24);
    expect(await tenths([], [noLeft])).toBe(44);
    expect(await tenths([{ nodes: [1, 2] }], [noLeft])).toBe(64);
  });
});

describe("one-way streets", () => {
  test("are obeyed in both drawings", async () => {
    const oneway = (tag: string) => BLOCKS.map((s) => (s.id === 4 ? { ...s, tags: { oneway: tag } } : s));
    expect(await metres(oneway("yes"))).toEqual({ there: 1, back: 3 });
    expect(await metres(oneway("-1"))).toEqual({ there: 3, back: 1 });
  });

  test("a street that nobody can leave again is no place for a stop", async () => {
    const trap: Street = { nodes: [202, 203, 204, 205, 206], tags: { oneway: "yes" } };
    const [answer] = await town([...BLOCKS, trap]).snap([spot(2, 5)], BUS, []);
    expect(answer).toEqual({ ok: false, refusal: { kind: "on_island", metresAway: 300 } });
  });
});

describe("limits", () => {
  const low = BLOCKS.map((s) => (s.id === 4 ? { ...s, tags: { maxheight: "3", maxweight: "7.5" } } : s));
  const asks = [spot(0.5, 1), spot(1, 2)];
  test.each([
    ["nothing known", {}, 1.5],
    ["under both", { heightMetres: 2.9, weightTonnes: 7.5 }, 1.5],
    ["too high", { heightMetres: 3.2 }, 2.5],
    ["too heavy", { weightTonnes: 12 }, 2.5],
  ])("%s", async (_, size, blocks) => {
    const { metres: ways } = await town(low).matrix(asks, { ...BUS, ...size }, []);
    expect(Math.round(ways[1]! / 50) / 2).toBe(blocks);
  });
});

describe("closures", () => {
  const zone = (south: number, west: number, north: number, east: number) => ({
    id: "zone",
    rings: [[spot(south, west), spot(south, east), spot(north, east), spot(north, west)]],
  });

  test("a strip across the middle of a block closes it though no junction lies inside", async () => {
    const { metres: ways } = await town(BLOCKS).matrix([spot(0, 0.1), spot(0, 1.5)], BUS, [zone(-0.1, 0.4, 0.1, 0.6)]);
    expect(Math.round(ways[1]! / 100)).toBeGreaterThan(1);
  });

  test("a stop inside a closed zone is said to be there, and the others are served", async () => {
    const points = [spot(0, 0.5), spot(1.5, 2), spot(2, 1.5)];
    const { seconds, stops } = await town(BLOCKS).matrix(points, BUS, [zone(-0.2, 0.3, 0.2, 0.7)]);
    expect(stops[0]).toEqual({ ok: false, refusal: { kind: "in_closed_zone", closureId: "zone" } });
    expect([seconds[1], seconds[3]]).toEqual([UNREACHABLE, UNREACHABLE]);
    expect(seconds[5]).toBeLessThan(60);
  });

  test("a hole in a zone is open", async () => {
    const ring = zone(-1, -1, 3, 3).rings[0]!;
    const hole = zone(0.9, 0.9, 2.1, 2.1).rings[0]!;
    const roads = town(BLOCKS);
    const [answer] = await roads.snap([spot(1, 1.5)], BUS, [{ id: "ring", rings: [ring, hole] }]);
    expect(answer?.ok).toBe(true);
  });

  test("what a closure cuts off is reported, there and back", async () => {
    const roads = town([...BLOCKS, { nodes: [202, 203] }]);
    const cut = zone(1.8, 2.2, 2.2, 2.4);
    const bridge = town([...BLOCKS, { nodes: [202, 203] }, { nodes: [203, 204, 304, 303, 203] }]);
    expect((await roads.reachable(spot(0, 0), [spot(2, 2.9)], BUS, []))[0]).toMatchObject({ there: true, back: true });
    const reach = await bridge.reachable(spot(0, 0), [spot(3, 3.5), spot(1, 1.5)], BUS, [cut]);
    expect(reach.map(({ there, back }) => [there, back])).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});

test("a stop among streets that trucks may not drive is refused to the truck and served by the bus, there and back", async () => {
  const yard: Street = { nodes: [202, 206, 606, 602, 202], tags: { hgv: "no" } };
  const roads = town([...BLOCKS, yard]);
  const reach = async (vehicle: Vehicle) => (await roads.reachable(spot(0, 0.5), [spot(6, 4)], vehicle, []))[0];
  expect(await reach(BUS)).toMatchObject({ stop: { ok: true }, there: true, back: true });
  expect(await reach({ kind: "truck" })).toEqual({
    stop: { ok: false, refusal: { kind: "on_island", metresAway: 448 } },
    there: false,
    back: false,
  });
});

test("an island is reported, and far from any street is another answer", async () => {
  const island: Street = { nodes: [506, 507] };
  const roads = town([...BLOCKS, island]);
  const answers = await roads.snap([spot(5, 6.5), spot(60, 60)], BUS, []);
  expect(answers.map((answer) => (answer.ok ? "ok" : answer.refusal.kind))).toEqual(["on_island", "no_road_nearby"]);
});

describe("an extract of two towns without a street between them", () => {
  const across = BLOCKS.map(({ nodes, ...street }) => ({ ...street, nodes: nodes.map((node) => node + 3000) }));
  const stops = [spot(0, 0.5), spot(1, 0.5), spot(30, 0.5), spot(31, 0.5)];

  test("has stops in both, and a way within each and none from one to the other", async () => {
    const { seconds, stops: placed } = await town([...BLOCKS, ...across]).matrix(stops, BUS, []);
    expect(placed.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const ways = stops.map((_, i) => stops.map((_, j) => Number(seconds[i * 4 + j]! < UNREACHABLE)).join(""));
    expect(ways).toEqual(["1100", "1100", "0011", "0011"]);
  });

  test("has one when a street that can be driven one way alone leads across: nobody would come home over it", async () => {
    const link: Street = { nodes: [200, 3000], tags: { oneway: "yes" } };
    const { seconds } = await town([...BLOCKS, link, ...across]).matrix(stops, BUS, []);
    expect([seconds[2], seconds[8]]).toEqual([UNREACHABLE, UNREACHABLE]);
  });
});

describe("a ferry over the water", () => {
  const across = BLOCKS.map(({ nodes, ...street }) => ({ ...street, nodes: nodes.map((node) => node + 2200) }));
  const ferry = (tags: Record<string, string>): Street => ({ nodes: [200, 2200], tags: { route: "ferry", ...tags } });
  const minutes = async (tags: Record<string, string>) => {
    const roads = town([...BLOCKS, ferry(tags), ...across]);
    const { seconds } = await roads.matrix([spot(2, 0.5), spot(22, 0.5)], BUS, []);
    return seconds[1]! < UNREACHABLE ? Math.round(seconds[1]! / 60) : Infinity;
  };

  test("is driven onto where it takes vehicles, and takes as long as it is signed to take", async () => {
    expect(await minutes({ motor_vehicle: "yes", duration: "00:20" })).toBe(20);
    expect(await minutes({ motor_vehicle: "yes", duration: "PT40M" })).toBe(40);
    expect(await minutes({ motor_vehicle: "yes" })).toBe(24);
  });

  test("is no place for a stop, and one beside its pier lies on the street", async () => {
    const [answer] = await town([...BLOCKS, ferry({ bus: "yes" }), ...across]).snap([spot(2.2, 0.15)], BUS, []);
    expect(answer?.ok && answer.snap.at.lat).toBeCloseTo(spot(2, 0).lat, 7);
  });
});

test("the version is the same for the same streets and another for others", () => {
  const version = (streets: readonly Street[]) => graphFrom(tinyRoads(streets)).version;
  expect(version(BLOCKS)).toBe(version(BLOCKS));
  expect(version(BLOCKS)).not.toBe(version(BLOCKS.slice(1)));
});
