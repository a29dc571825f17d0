// What a run of tests came to, read from the report that its runner writes beside its words.

/** @typedef {{ passed: number, failed: string[], skipped: number }} Results `failed`: the names of those that failed */

/**
 * @param {any} report what vitest's `json` reporter writes
 * @returns {Results}
 */
export function vitestResults(report) {
  const files = report.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((t) => ({ ...t, file: file.name })));
  const broken = files.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((t) => t.status === "failed"),
  );
  return {
    passed: tests.filter((t) => t.status === "passed").length,
    failed: [
      ...tests.filter((t) => t.status === "failed").map((t) => `${inTests(t.file)}: ${t.fullName}`),
      ...broken.map((file) => `${inTests(file.name)}: the file, or what its tests stand on, could not be run`),
    ],
    skipped: tests.filter((t) => t.status !== "passed" && t.status !== "failed").length,
  };
}

/**
 * @param {any} report what Playwright's `json` reporter writes
 * @returns {Results}
 */
export function playwrightResults(report) {
  const specs = (report.suites ?? []).flatMap((suite) => specsUnder(suite));
  const status = (spec) => spec.tests.map((t) => t.status);
  const skipped = specs.filter((s) => status(s).every((x) => x === "skipped"));
  const failed = specs.filter((s) => !s.ok);
  return {
    passed: specs.length - skipped.length - failed.length,
    failed: failed.map((s) => `tests/e2e/${s.file}: ${s.name}`),
    skipped: skipped.length,
  };
}

/** The tests under a suite; a group's name stands before the names of its tests. */
function specsUnder(suite, above = "") {
  const own = (suite.specs ?? []).map((s) => ({ ...s, name: `${above}${s.title}` }));
  const within = (suite.suites ?? []).flatMap((s) => specsUnder(s, `${above}${s.title} › `));
  return [...own, ...within];
}

const inTests = (path) => path.slice(Math.max(0, path.lastIndexOf("/tests/") + 1));

/** @param {string} words of vitest's `verbose` reporter so far @returns {string} */
export function vitestProgress(words) {
  return `${[...words.matchAll(/^ [✓×↓] /gm)].length} tests done`;
}

/** @param {string} words of Playwright so far @returns {string} */
export function playwrightProgress(words) {
  const all = /Running (\d+) tests?/.exec(words)?.[1];
  if (!all) return "building the pages and filling a city";
  return `${[...words.matchAll(/^ {2}[✓✘-] +\d+ /gm)].length} of ${all} tests done`;
}

/** @param {string} words of either runner @returns {string} without the lines of tests that passed */
export const withoutPassed = (words) => words.replace(/^ +✓ .*\n/gm, "");
