import { expect, test } from "vitest";
import {
  playwrightProgress,
  playwrightResults,
  vitestProgress,
  vitestResults,
  withoutPassed,
} from "../../../src/cli/test/results.mjs";

const of = (title: string, status: string) => ({ fullName: title, title, status });

test("a run of vitest is counted, and what failed is named with its file", () => {
  expect(
    vitestResults({
      testResults: [
        {
          name: "/somewhere/tests/unit/a.test.ts",
          status: "failed",
          assertionResults: [of("adds", "passed"), of("takes away", "failed"), of("later", "pending")],
        },
        { name: "/somewhere/tests/unit/b.test.ts", status: "failed", assertionResults: [] },
        {
          name: "/somewhere/tests/unit/c.test.ts",
          status: "failed",
          assertionResults: [of("alone", "passed"), of("after what failed", "skipped")],
        },
      ],
    }),
  ).toEqual({
    passed: 2,
    failed: [
      "tests/unit/a.test.ts: takes away",
      "tests/unit/b.test.ts: the file, or what its tests stand on, could not be run",
      "tests/unit/c.test.ts: the file, or what its tests stand on, could not be run",
    ],
    skipped: 2,
  });
});

test("a run of Playwright is counted, and what failed is named with its file and group", () => {
  const spec = (title: string, ok: boolean, status: string) => ({ title, ok, file: "a.spec.ts", tests: [{ status }] });
  expect(
    playwrightResults({
      suites: [
        {
          title: "a.spec.ts",
          specs: [spec("opens", true, "expected"), spec("closes", false, "unexpected")],
          suites: [{ title: "in the dark", specs: [spec("is read", false, "unexpected"), spec("x", true, "skipped")] }],
        },
      ],
    }),
  ).toEqual({
    passed: 1,
    failed: ["tests/e2e/a.spec.ts: closes", "tests/e2e/a.spec.ts: in the dark › is read"],
    skipped: 1,
  });
});

test("progress is read out of what the runners have said so far", () => {
  const said = " ✓ |unit| a.test.ts > adds 3ms\n × |unit| a.test.ts > takes away 9ms\n   → expected 1 to be 2\n";
  expect(vitestProgress(said)).toBe("2 tests done");
  expect(playwrightProgress("")).toBe("building the pages and filling a city");
  expect(
    playwrightProgress("Running 3 tests using 1 worker\n\n  ✓  1 a.spec.ts › a (2s)\n  ✘  2 a.spec.ts › b (1m)\n"),
  ).toBe("2 of 3 tests done");
});

test("of a run that failed, what failed is shown and what passed is not", () => {
  expect(withoutPassed(" ✓ |unit| a.test.ts > adds 3ms\n × |unit| a.test.ts > takes away 9ms\n")).toBe(
    " × |unit| a.test.ts > takes away 9ms\n",
  );
});
