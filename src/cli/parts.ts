import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const STREAMS = { all: ["inherit", "inherit"], errors: ["ignore", "inherit"], piped: ["pipe", "pipe"] } as const;

/**
 * Starts one of the product's processes as production runs them, and waits until it says that it is ready.
 * @param words where its own words go: to this terminal, only its errors, or to whoever reads the child's streams
 * @throws Error when it ends before
 */
export function startPart(
  part: "web" | "worker",
  env: Readonly<Record<string, string>>,
  words: "all" | "errors" | "piped" = "errors",
): Promise<ChildProcess> {
  const child = fork(`${ROOT}/src/server/${part}.ts`, [], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", ...env },
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", ...STREAMS[words], "ipc"],
  });
  return new Promise((done, refuse) => {
    child.once("message", () => done(child));
    child.once("exit", (code) =>
      refuse(new Error(`${part} ended with code ${code} before it was ready; see its words above`)),
    );
  });
}

/** Ends processes after what they have in hand; does nothing for those that have ended. */
export async function endParts(parts: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    parts.map((p) =>
      p.exitCode === null && p.signalCode === null
        ? new Promise((done) => p.once("exit", done).kill("SIGTERM"))
        : undefined,
    ),
  );
}
