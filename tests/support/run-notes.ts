import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// What the tests of one browser run know of each other: they run in processes of their own, and a failed one takes its
// process along.

const DIRECTORY = fileURLToPath(new URL("../../.data/browser-run", import.meta.url));
const fileOf = (name: string) => join(DIRECTORY, encodeURIComponent(name));

/** Before the first test: nothing is known from an earlier run. */
export function forgetEarlierRun(): void {
  rmSync(DIRECTORY, { recursive: true, force: true });
  mkdirSync(DIRECTORY, { recursive: true });
}

/** @returns what this run keeps under a name */
export function keptInRun(name: string): string | undefined {
  try {
    return readFileSync(fileOf(name), "utf8");
  } catch {
    return undefined;
  }
}

/** Keeps a value under a name. @returns the value that stands: the first to come stays */
export function keepInRun(name: string, value: string): string {
  try {
    writeFileSync(fileOf(name), value, { flag: "wx" });
    return value;
  } catch {
    return keptInRun(name) ?? value;
  }
}
