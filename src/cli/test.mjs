import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fail, prepare, ROOT } from "./prepare.mjs";

// `npm test`: installs what the tests need and runs everything that CI runs; ends with one line that counts.

const node = await prepare();
const bin = join(ROOT, "node_modules", ".bin");
const env = {
  ...process.env,
  PATH: `${bin}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
  NEXT_TELEMETRY_DISABLED: "1",
  NO_COLOR: "1",
};
delete env.FORCE_COLOR;
let [passed, failed, skipped] = [0, 0, 0];
const broken = [];

/** Runs one step; `count` reads the tests out of what it printed, and without it the step itself counts as one. */
function run(name, command, args, { count, extra = {} } = {}) {
  const started = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  const step = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...env, ...extra },
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe"],
    shell: false,
  });
  const words = `${step.stdout}${step.stderr}`;
  const ok = step.status === 0;
  const counted = ok || count ? count?.(words) : undefined;
  passed += counted?.passed ?? (ok ? 1 : 0);
  failed += counted?.failed || (ok ? 0 : 1);
  skipped += counted?.skipped ?? 0;
  if (!ok) broken.push(name);
  process.stdout.write(ok ? `${words.trim().split("\n").slice(-6).join("\n")}\n` : words);
  process.stdout.write(`${ok ? "✓" : "✗"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  return ok;
}

const number = (words, pattern) => Number(pattern.exec(words)?.[1] ?? 0);
const vitest = (words) => {
  const line = words.split("\n").findLast((l) => /^\s*Tests\s/.test(l)) ?? "";
  return {
    passed: number(line, /(\d+) passed/),
    failed: number(line, /(\d+) failed/),
    skipped: number(line, /(\d+) skipped/),
  };
};
const playwright = (words) => ({
  passed: number(words, /(\d+) passed/),
  failed: number(words, /(\d+) failed/),
  skipped: number(words, /(\d+) skipped/),
});

/** An existing Chromium, else Debian's package where that may be installed, else Playwright's own. */
function findBrowser() {
  const known = [
    process.env.CHROMIUM_PATH,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ].filter(Boolean);
  const found = () => known.find((path) => existsSync(path));
  if (found()) return found();
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stdout.write("… installing Debian's chromium for the browser tests\n");
    const quiet = { env: { ...env, DEBIAN_FRONTEND: "noninteractive" }, stdio: "ignore" };
    spawnSync("apt-get", ["update"], quiet);
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"], quiet);
    if (found()) return found();
  }
  process.stdout.write("… fetching Playwright's chromium for the browser tests\n");
  const fetched = spawnSync(join(bin, "playwright"), ["install", "chromium"], { cwd: ROOT, env, stdio: "inherit" });
  if (fetched.status !== 0) fail("No browser for the browser tests: install Chromium, or set CHROMIUM_PATH to one.");
  return "";
}

const tool = (name) => join(bin, name);
run("format and lint", tool("biome"), ["ci", "."]);
run("walls", tool("depcruise"), ["--config", ".dependency-cruiser.mjs", "src"]);
run("types", node, [join(ROOT, "node_modules", "next", "dist", "bin", "next"), "typegen"]) &&
  run("types of everything", tool("tsc"), ["--noEmit"]);
run("unused code", tool("knip"), []);
run("unit", tool("vitest"), ["run", "--project", "unit"], { count: vitest });
run("integration", tool("vitest"), ["run", "--project", "integration"], { count: vitest });
const browser = findBrowser();
run("browser", tool("playwright"), ["test"], { count: playwright, extra: browser ? { CHROMIUM_PATH: browser } : {} });

process.stdout.write(
  `\n${broken.length > 0 ? `failed: ${broken.join(", ")}\n` : ""}${passed} passed, ${failed} failed, ${skipped} skipped\n`,
);
process.exit(failed > 0 ? 1 : 0);
