import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { buildGraph } from "../../../src/roads/build-graph.ts";
import type { Departure } from "../../../src/roads/departure.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import { readGraph, writeGraph } from "../../../src/roads/graph-file.ts";
import { holdsAt, parseHours } from "../../../src/roads/tags/hours.ts";
import { PbfFile } from "../../bench/roads/pbf-file.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-hours-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** November 2026 in China: the 2nd is a Monday. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour - 8, minute);
const [MONDAY, SATURDAY, SUNDAY] = [2, 7, 8];

describe("hours that come again each week", () => {
  test.each<[string, number, boolean]>([
    ["07:00-09:00", at(MONDAY, 7), true],
    ["07:00-09:00", at(MONDAY, 9), false],
    ["Mo-Fr 07:00-09:00,16:30-18:00", at(MONDAY, 17), true],
    ["Mo-Fr 07:00-09:00", at(SATURDAY, 8), false],
    ["Sa,Su", at(SATURDAY, 8), true],
    ["Su-Tu", at(MONDAY, 8), true],
    ["Mo-Fr 07:00-19:00; Sa 07:00-13:00", at(SATURDAY, 12), true],
    ["Mo-Su 06:00-22:00; Sa off", at(SATURDAY, 12), false],
    ["22:00-06:00", at(MONDAY, 23), true],
    ["22:00-06:00", at(MONDAY, 5), true],
    ["Su 22:00-06:00", at(MONDAY, 5), true],
    ["Mo 22:00-06:00", at(MONDAY, 5), false],
    ["Nov-Mar", at(MONDAY, 5), true],
    ["Apr-Oct Mo-Su 07:00-20:00", at(MONDAY, 8), false],
    ["Mo-Su,PH 07:00-09:00", at(SUNDAY, 8), true],
  ])("%s, at %d: %s", (text, atMs, expected) => {
    expect(holdsAt(parseHours(text)!, atMs)).toBe(expected);
  });

  test.each([
    "PH",
    "Mo-Fr,PH 07:00-09:00",
    "sunset-sunrise",
    "wet",
    "week 1-20",
    "07:00+",
    "25:00-26:00",
    "Mo-",
    "",
    ";",
  ])("%j is not guessed at", (text) => {
    expect(parseHours(text)).toBeUndefined();
  });
});

type Said = { way?: Record<string, string>; node?: Record<string, string>; turn?: Record<string, string> };
let files = 0;

/** A short street of some 200 m between two ends, and a way round of some 900 m. What is said stands on the short one. */
function block({ way = {}, node = {}, turn }: Said) {
  const parts: Uint8Array[] = [];
  const file = new PbfFile((bytes) => parts.push(bytes));
  const [lat, lng] = [249_000_000, 1_185_000_000];
  for (const [id, dy, dx] of [
    [1, 0, -10_000],
    [2, 0, 0],
    [3, 0, 10_000],
    [4, 0, 20_000],
    [5, 0, 30_000],
    [6, 30_000, 0],
    [7, 30_000, 20_000],
  ] as const)
    file.node(id, lat + dy, lng + dx, id === 3 ? node : {});
  file.way(1, [1, 2], { highway: "residential" });
  file.way(2, [4, 5], { highway: "residential" });
  file.way(3, [2, 6, 7, 4], { highway: "residential" });
  file.way(4, [2, 3, 4], { highway: "residential", ...way });
  if (turn)
    file.relation(
      1,
      [
        { type: "way", ref: 1, role: "from" },
        { type: "node", ref: 2, role: "via" },
        { type: "way", ref: 4, role: "to" },
      ],
      { type: "restriction", ...turn },
    );
  file.end();
  files += 1;
  const path = join(folder, `${files}.osm.pbf`);
  writeFileSync(path, Buffer.concat(parts));
  return buildGraph(path);
}

const ENDS = [
  { lat: 24.9, lng: 118.4995 },
  { lat: 24.9, lng: 118.5025 },
];
async function drives(graph: ReturnType<typeof block>, departs?: Departure) {
  const { legs } = await embeddedProvider(graph).route(ENDS, { kind: "bus", heightMetres: 3.2 }, [], departs);
  return (legs[0]?.metres ?? Infinity) < 500 ? "short" : "round";
}

test.each<[string, Said, "short" | "round", "short" | "round"]>([
  ["a street shut", { way: { "motor_vehicle:conditional": "no @ (Mo-Fr 07:00-09:00)" } }, "round", "short"],
  ["one way", { way: { "oneway:conditional": "-1 @ (07:00-09:00)" } }, "round", "short"],
  ["a lower limit", { way: { "maxheight:conditional": "2.5 @ (07:00-09:00)" } }, "round", "short"],
  [
    "a walking street opened",
    { way: { highway: "pedestrian", "bus:conditional": "yes @ (07:00-09:00)" } },
    "short",
    "round",
  ],
  [
    "a forbidden street opened",
    { way: { access: "no", "access:conditional": "yes @ (Mo-Sa 06:00-10:00)" } },
    "short",
    "round",
  ],
  ["a gate locked", { node: { barrier: "gate", "access:conditional": "no @ (Mo 06:00-10:00)" } }, "round", "short"],
  [
    "a gate opened",
    { node: { barrier: "gate", access: "no", "access:conditional": "yes @ (06:00-10:00)" } },
    "short",
    "round",
  ],
  [
    "a turn forbidden",
    { turn: { "restriction:conditional": "no_straight_on @ (Mo-Fr 07:00-09:00,16:00-18:00)" } },
    "round",
    "short",
  ],
  [
    "a turn forbidden as it was written before",
    {
      turn: { restriction: "no_straight_on", day_on: "Monday", day_off: "Friday", hour_on: "07:00", hour_off: "09:00" },
    },
    "round",
    "short",
  ],
])("%s at certain hours binds whoever departs then, and nobody else", async (_, said, within, outside) => {
  const graph = block(said);
  expect([await drives(graph, at(MONDAY, 8)), await drives(graph, at(MONDAY, 12))]).toEqual([within, outside]);
});

test.each<[string, Said]>([
  ["a street", { way: { "motor_vehicle:conditional": "no @ (Mo-Fr 07:00-09:00)" } }],
  ["a street opened at other hours", { way: { access: "no", "access:conditional": "yes @ (09:00-21:00)" } }],
  ["a gate", { node: { barrier: "gate", "access:conditional": "no @ (Mo 07:30-07:45)" } }],
  ["a turn", { turn: { "restriction:conditional": "no_straight_on @ (Mo-Fr 07:00-09:00)" } }],
])("%s that is shut at some hours of a day is not driven through by that day's plan", async (_, said) => {
  const graph = block(said);
  const drivesAt = (from: number, to: number) => drives(graph, { fromMs: at(MONDAY, from), toMs: at(MONDAY, to) });
  expect([await drivesAt(5, 20), await drivesAt(10, 20)]).toEqual(["round", "short"]);
});

test("a place in a street that is shut at some hours of a day is still reached, and in one shut all day it is not", async () => {
  const inside = { lat: 24.9, lng: 118.501 };
  const metresTo = async (hours: string) => {
    const graph = block({ way: { "motor_vehicle:conditional": `no @ (${hours})` } });
    const day = { fromMs: at(MONDAY, 5), toMs: at(MONDAY, 20) };
    const { stops } = await embeddedProvider(graph).matrix([ENDS[0]!, inside], { kind: "bus" }, [], day);
    return stops[1]!.ok ? Math.round(stops[1]!.snap.metresAway) : "refused";
  };
  expect(await metresTo("07:00-09:00")).toBe(0);
  expect(await metresTo("04:00-21:00")).not.toBe(0);
});

test("days with the same hours have the same rules", () => {
  const { rulesAt } = embeddedProvider(block({ way: { "motor_vehicle:conditional": "no @ (Mo-Fr 07:00-09:00)" } }));
  const day = (noon: number) => rulesAt?.({ fromMs: noon - 7 * 3_600_000, toMs: noon + 8 * 3_600_000 });
  const week = 7 * 24 * 3_600_000;
  expect(day(at(MONDAY, 12))).toBe(day(at(MONDAY, 12) + week));
  expect(day(at(MONDAY, 12))).not.toBe(day(at(SATURDAY, 12)));
});

test("when nobody says when, what holds at most hours holds, and a stored graph says the same", async () => {
  const graph = block({ way: { "motor_vehicle:conditional": "no @ (Mo-Fr 07:00-09:00)" } });
  const path = join(folder, "stored");
  writeGraph(path, graph);
  const stored = readGraph(path);
  expect(await drives(stored)).toBe("short");
  expect([await drives(stored, at(MONDAY, 8)), await drives(stored, at(SATURDAY, 8))]).toEqual(["round", "short"]);
  expect(graph.version).not.toBe(block({}).version);
});

test("holidays and weather are counted, not guessed at", () => {
  const graph = block({ way: { "access:conditional": "no @ (PH)", "maxweight:conditional": "5 @ wet" } });
  expect([graph.conditionals, graph.timed.hours]).toEqual([1, []]);
});
