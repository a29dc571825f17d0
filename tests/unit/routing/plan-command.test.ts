import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { drawPlan } from "../../../src/cli/plan/draw-plan.ts";
import { jsonSchema, problemSchema } from "../../../src/cli/plan/problem-schema.ts";
import { check } from "../../../src/routing/check.ts";
import { toGeoJson } from "../../../src/routing/geojson.ts";
import type { Problem } from "../../../src/routing/problem.ts";
import { solve } from "../../../src/routing/solve.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../../src/cli/plan/${name}`, import.meta.url)), "utf8"));
const example = () => read("example-problem.json");
/** The first complaint about the example after a change to it, as path and message. */
const complaint = (change: (problem: ReturnType<typeof example>) => void) => {
  const problem = example();
  change(problem);
  const issue = problemSchema.safeParse(problem).error?.issues[0];
  return issue && [issue.path.join("."), issue.message];
};

test("the JSON schema in the repository is the one that the command checks by", () => {
  expect(read("problem-schema.json")).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
});

test("the example is planned whole, and drawn with a dot per visit and a line per trip", () => {
  const { coordinates, ...parsed } = problemSchema.parse(example());
  const problem = parsed as Problem;
  const solution = solve(problem, { seed: 1, budget: { rounds: 500 } });
  expect(check(problem, solution).violations).toEqual([]);
  const drawn = toGeoJson(problem, solution, coordinates!);
  const svg = drawPlan(problem, drawn, coordinates!);
  expect(svg.match(/<circle /g)).toHaveLength(problem.stops.length);
  expect(svg.match(/<polyline /g)).toHaveLength(solution.days.reduce((sum, d) => sum + d.trips.length, 0));
  expect(svg).not.toContain("NaN");
});

test.each([
  [
    "a stop at a place that is not there",
    (p: ReturnType<typeof example>) => void Object.assign(p.stops[3], { location: 999 }),
    /does not exist; there are 44/,
  ],
  [
    "a demand of two numbers where one counts",
    (p: ReturnType<typeof example>) => void Object.assign(p.stops[0], { demand: [1, 2] }),
    /needs 1 numbers/,
  ],
  [
    "windows that overlap",
    (p: ReturnType<typeof example>) =>
      void Object.assign(p.stops[0], {
        windows: [
          { from: 0, to: 9 },
          { from: 5, to: 20 },
        ],
      }),
    /overlaps/,
  ],
  [
    "a name that is misspelt",
    (p: ReturnType<typeof example>) => void Object.assign(p.vehicles[0], { maxTrip: 2 }),
    /maxTrip/,
  ],
  ["travel of the wrong size", (p: ReturnType<typeof example>) => void p.classes[0].seconds.x.pop(), /44 are needed/],
])("%s is refused with the place and the reason", (_what, change, message) => {
  const [path, said] = complaint(change)!;
  expect(path).not.toBe("");
  expect(said).toMatch(message);
});
