import { expect, test } from "vitest";
import { translator } from "#messages/catalogue.ts";
import { graphFrom } from "../../../src/roads/build-graph.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import { stepWords } from "../../../src/ui/driver/step-words.ts";
import { type Street, spot, tinyRoads } from "./tiny-roads.ts";

async function told(
  streets: readonly Street[],
  from: [number, number],
  to: [number, number],
  language: "zh-CN" | "en",
) {
  const roads = embeddedProvider(graphFrom(tinyRoads(streets)));
  const { legs } = await roads.route([spot(...from), spot(...to)], { kind: "bus" }, []);
  return legs[0]?.manoeuvres.map((step) => stepWords(step, translator(language, "driver")));
}

/** A crossing at 101, and a bend at 102 on the way north. */
const CROSSING: Street[] = [
  { nodes: [100, 101], tags: { name: "温陵路" } },
  { nodes: [1, 101], tags: { name: "东街" } },
  { nodes: [101, 201], tags: { name: "东街" } },
  { nodes: [101, 102, 202, 302], tags: { name: "温陵路" } },
];

test("a left turn from street to street, in both languages", async () => {
  expect(await told(CROSSING, [1, 0.5], [1.8, 1], "zh-CN")).toEqual([
    "出发，沿温陵路，行驶50米",
    "左转，进入东街，行驶80米",
    "到达停靠点（东街）",
  ]);
  expect(await told(CROSSING, [1, 0.5], [1.8, 1], "en")).toEqual([
    "Set off along 温陵路, 50 m",
    "Turn left onto 东街, 80 m",
    "Arrive at the stop on 东街",
  ]);
});

test("straight over a crossing and round a bend of the same street is one line", async () => {
  expect(await told(CROSSING, [1, 0.5], [2.5, 2], "zh-CN")).toEqual([
    "出发，沿温陵路，行驶300米",
    "到达停靠点（温陵路）",
  ]);
});

test("right, coming the other way", async () => {
  expect((await told(CROSSING, [1, 0.5], [0.2, 1], "en"))?.[1]).toBe("Turn right onto 东街, 80 m");
});

/** Round 101 202 301 200, counter-clockwise as in right-hand traffic, with an arm at each. */
const RING: Street[] = [
  { nodes: [101, 202, 301, 200, 101], tags: { junction: "roundabout" } },
  { nodes: [1, 101], tags: { name: "南街" } },
  { nodes: [202, 203], tags: { name: "东街" } },
  { nodes: [301, 401], tags: { name: "北街" } },
  { nodes: [200, 300], tags: { name: "西街" } },
];

test.each([
  ["the first exit", [2, 2.8], "At the roundabout take exit 1 onto 东街, 220 m"],
  ["the second", [3.8, 1], "At the roundabout take exit 2 onto 北街, 360 m"],
  ["the third", [2.8, 0], "At the roundabout take exit 3 onto 西街, 510 m"],
])("a roundabout counts its exits: %s", async (_, to, line) => {
  expect(await told(RING, [0.5, 1], to as [number, number], "en")).toEqual([
    "Set off along 南街, 50 m",
    line,
    expect.stringContaining("Arrive"),
  ]);
});

test("from a kilometre on the line speaks of kilometres", () => {
  const step = { kind: "ahead", street: "", metres: 1849, exit: 0 } as const;
  expect((["zh-CN", "en"] as const).map((l) => stepWords(step, translator(l, "driver")))).toEqual([
    "直行，行驶1.9公里",
    "Go straight on, 1.9 km",
  ]);
});
