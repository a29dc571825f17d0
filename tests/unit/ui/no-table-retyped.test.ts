import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MACHINES } from "../../../src/domain/machines.ts";

const STATES = new Set(MACHINES.flatMap(([, machine]): string[] => Object.keys(machine.flow)));
const screens = ["src/ui", "src/app"].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${room}/${file}`),
);
/** Two and more states in one breath: `x.state === "a" || x.state === "b"`, or `["a", "b"].includes(x.state)`. */
const CHAIN = /(?:state\)? ?[!=]== "\w+"[^;"]{0,24}(?:\|\||&&)[^;"]{0,24}){1,}state\)? ?[!=]== "\w+"/g;
const LIST = /\[(?:\s*"\w+",?\s*){2,}\](?= ?(?:\.includes|\.indexOf| as const;|;))/g;

function retyped(source: string): string[] {
  const lists = [...source.matchAll(LIST)].map(([all]) => all);
  const ofStates = lists.filter((list) => [...list.matchAll(/"(\w+)"/g)].every(([, word]) => STATES.has(word!)));
  return [...[...source.matchAll(CHAIN)].map(([all]) => all), ...ofStates];
}

test("no screen retypes a table: sets of states are named beside their life", () => {
  const found = screens.flatMap((file) => retyped(readFileSync(file, "utf8")).map((what) => `${file}: ${what}`));
  expect(found).toEqual([]);
});

test("what a screen may not do is seen", () => {
  expect(retyped('if (b.state === "offered" || b.state === "counted") go();')).toHaveLength(1);
  expect(retyped('const open = ["reconciling", "settled"].includes(view.cycle.state);')).toHaveLength(1);
  expect(retyped('const tone = r.state === "claimed" ? "todo" : "ink";')).toEqual([]);
});
