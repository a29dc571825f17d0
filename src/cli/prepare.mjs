// Runs on the Node that is there, before anything is installed: plain JavaScript, no packages.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OLDEST_TO_START = [20, 9];
const OLDEST_TO_RUN = [22, 18];
const NEEDS_BYTES = 2_500_000_000;

const atLeast = (version, [major, minor]) => {
  const [a = 0, b = 0] = version.replace(/^v/, "").split(".").map(Number);
  return a > major || (a === major && b >= minor);
};

/** Ends with one readable line. */
export function fail(words) {
  process.stderr.write(`\n${words}\n`);
  process.exit(1);
}

/** Prints a step while it is done, every twenty seconds that it goes on, and how long it took when it is over. */
export async function step(name, work) {
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  process.stdout.write(`… ${name}\n`);
  const clock = setInterval(() => process.stdout.write(`  … ${name}: ${seconds().toFixed(0)} s\n`), 20_000);
  try {
    const result = await work();
    process.stdout.write(`✓ ${name} (${seconds().toFixed(1)} s)\n`);
    return result;
  } finally {
    clearInterval(clock);
  }
}

/**
 * Checks Node and the disk, installs the locked packages when they are missing, stale or half there, and returns the
 * Node that runs the product: the one that the packages bring where they do, else this one.
 */
export async function prepare() {
  if (!atLeast(process.version, OLDEST_TO_START))
    fail(`Node ${process.version} is too old: install Node 20.9 or newer, best Node 24.`);
  mkdirSync(join(ROOT, ".data"), { recursive: true });
  const text = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const lock = createHash("sha256").update(text).digest("hex");
  const stamp = join(ROOT, ".data", "installed");
  const installed =
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === lock &&
    Object.entries(JSON.parse(text).packages).every(
      ([path, { optional }]) => optional || existsSync(join(ROOT, path, "package.json")),
    );
  if (!installed) {
    const disk = statfsSync(ROOT);
    const free = disk.bavail * disk.bsize;
    if (free < NEEDS_BYTES)
      fail(
        `The disk is nearly full: ${(free / 1e9).toFixed(1)} GB free, ${NEEDS_BYTES / 1e9} GB needed. Make room and start again; nothing was changed.`,
      );
    rmSync(stamp, { force: true });
    await step("installing packages (one to three minutes)", async () => {
      // Without `--no-save` npm completes the lock for other platforms, and it is another one at the next start.
      const npm = spawn("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: ROOT,
        stdio: ["ignore", "ignore", "inherit"],
        shell: process.platform === "win32",
      });
      const code = await new Promise((done) => npm.once("error", () => done(1)).once("close", done));
      if (code !== 0)
        fail(
          "npm could not install the packages. Read what it says above, check the network and the disk, and start again: it goes on where it stopped.",
        );
    });
    writeFileSync(stamp, lock);
  }
  const own = join(ROOT, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
  const found = existsSync(own) ? spawnSync(own, ["--version"], { encoding: "utf8" }) : undefined;
  if (found?.status === 0 && atLeast(found.stdout.trim(), OLDEST_TO_RUN)) return own;
  if (!atLeast(process.version, OLDEST_TO_RUN))
    fail(`Node ${process.version} cannot run the product on this machine: install Node 24 (22.18 at least).`);
  return process.execPath;
}
