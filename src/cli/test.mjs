import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fail, prepare, ROOT } from "./prepare.mjs";
import { follow, span } from "./test/follow.mjs";
import {
  playwrightProgress,
  playwrightResults,
  vitestProgress,
  vitestResults,
  withoutPassed,
} from "./test/results.mjs";

// `npm test`: installs what the tests need and runs everything that CI runs; ends with the names of what failed and one
// line that counts.

const node = await prepare();
const bin = join(ROOT, "node_modules", ".bin");
const env = {
  ...process.env,
  PATH: `${bin}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
  NEXT_TELEMETRY_DISABLED: "1",
  NO_COLOR: "1",
};
delete env.FORCE_COLOR;
let [passed, skipped] = [0, 0];
const failed = [];
let stopped = false;
// Ctrl-C reaches the step too, which puts its servers away first.
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    stopped = true;
  });

/**
 * Runs one step. `usual`: seconds that it takes alone on two shared cores. With `tests` it is a run of tests whose report
 * is read; without, the step itself counts as one.
 */
async function run(name, usual, command, args, { tests, extra = {} } = {}) {
  if (stopped) process.exit(130);
  process.stdout.write(`\n── ${name} (usually ${span(usual * 1000)} on two cores)\n`);
  if (tests) rmSync(tests.report, { force: true });
  const { ok, words, ms } = await follow(command, args, {
    cwd: ROOT,
    env: { ...env, ...extra },
    done: tests?.progress,
  });
  const found =
    tests && existsSync(tests.report) ? tests.results(JSON.parse(readFileSync(tests.report, "utf8"))) : null;
  passed += found?.passed ?? (ok ? 1 : 0);
  skipped += found?.skipped ?? 0;
  failed.push(...(found?.failed ?? []));
  // A runner can fail where no test did: it could not start, or something threw outside of every test.
  if (!ok && !found?.failed.length) failed.push(`${name}: see its words above`);
  process.stdout.write(
    ok ? `${words.trim().split("\n").slice(-6).join("\n")}\n` : tests ? withoutPassed(words) : words,
  );
  process.stdout.write(`${ok ? "✓" : "✗"} ${name} (${(ms / 1000).toFixed(1)} s)\n`);
  return ok;
}

/** An existing Chromium, else Debian's package where that may be installed, else Playwright's own. */
async function findBrowser() {
  const known = [
    process.env.CHROMIUM_PATH,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ].filter(Boolean);
  const found = () => known.find((path) => existsSync(path));
  if (found()) return found();
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stdout.write("\n… installing Debian's chromium for the browser tests\n");
    const quiet = { cwd: ROOT, env: { ...env, DEBIAN_FRONTEND: "noninteractive" } };
    await follow("apt-get", ["update"], quiet);
    await follow("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"], quiet);
    if (found()) return found();
  }
  process.stdout.write("\n… fetching Playwright's chromium for the browser tests\n");
  const fetched = spawnSync(tool("playwright"), ["install", "chromium"], { cwd: ROOT, env, stdio: "inherit" });
  if (fetched.status !== 0) fail("No browser for the browser tests: install Chromium, or set CHROMIUM_PATH to one.");
  return "";
}

function tool(name) {
  return join(bin, name);
}
const reportOf = (name) => join(ROOT, ".data", `tests-${name}.json`);

const vitest = (project, usual) => {
  const report = reportOf(project);
  const args = ["run", "--project", project, "--reporter=verbose", "--reporter=json", `--outputFile.json=${report}`];
  return run(project, usual, tool("vitest"), args, {
    tests: { report, results: vitestResults, progress: vitestProgress },
  });
};

await run("format and lint", 3, tool("biome"), ["ci", "."]);
await run("walls", 4, tool("depcruise"), ["--config", ".dependency-cruiser.mjs", "src"]);
const typegen = [join(ROOT, "node_modules", "next", "dist", "bin", "next"), "typegen"];
if (await run("types", 2, node, typegen)) await run("types of everything", 40, tool("tsc"), ["--noEmit"]);
await run("unused code", 4, tool("knip"), []);
await run("code that tests alone use", 4, tool("knip"), ["--production"]);
await vitest("unit", 50);
await vitest("integration", 330);
const browser = await findBrowser();
const report = reportOf("browser");
await run("browser", 710, tool("playwright"), ["test", "--reporter=list,json"], {
  tests: { report, results: playwrightResults, progress: playwrightProgress },
  extra: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...(browser ? { CHROMIUM_PATH: browser } : {}) },
});

process.stdout.write(
  `\n${failed.map((name) => `failed: ${name}\n`).join("")}${passed} passed, ${failed.length} failed, ${skipped} skipped\n`,
);
process.exit(failed.length > 0 ? 1 : 0);
