import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const INPUTS = ["src", "public", "next.config.mjs", "package-lock.json", "tsconfig.json"];

function* filesUnder(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) return void (yield path);
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/** A mark of everything that the pages are built from. */
function markOf(root: string): string {
  const hash = createHash("sha256");
  for (const input of INPUTS)
    for (const file of filesUnder(join(root, input))) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Builds the pages when their sources are not those of the last build. @throws Error with the build's last words */
export async function buildIfNeeded(root: string, onLine: (line: string) => void): Promise<boolean> {
  const stamp = join(root, ".next", "built-from");
  const mark = markOf(root);
  if (existsSync(join(root, ".next", "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === mark)
    return false;
  const build = spawn(process.execPath, [join(root, "node_modules", "next", "dist", "bin", "next"), "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let words = "";
  for (const stream of [build.stdout, build.stderr])
    stream.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-6000);
      const line = chunk.toString().trim().split("\n").at(-1);
      if (line) onLine(line);
    });
  const code = await new Promise((done) => build.on("close", done));
  if (code !== 0) throw new Error(`The pages could not be built:\n${words}`);
  writeFileSync(stamp, mark);
  return true;
}
