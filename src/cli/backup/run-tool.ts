import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

type Bytes = AsyncIterable<Uint8Array>;
export type ToolOptions = Pick<SpawnOptions, "uid" | "gid" | "cwd"> & {
  /** Besides what this process has. */
  readonly env?: Readonly<Record<string, string>>;
};

/** So much of what a program says before it fails is told on. */
const MOST_WORDS = 2_000;

function start(program: string, args: readonly string[], options: ToolOptions, stdio: SpawnOptions["stdio"]) {
  const env = { ...process.env, LC_ALL: "C", ...options.env };
  const child: ChildProcess = spawn(program, [...args], { ...options, env, stdio });
  let words = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-MOST_WORDS);
  });
  const ended = new Promise<void>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) =>
      code === 0 ? done() : fail(new Error(`${basename(program)} ended with ${code ?? signal}: ${words.trim()}`)),
    );
  });
  // Whoever waits for it hears of it; a failure before that is not nobody's.
  ended.catch(() => {});
  return { child, ended };
}

/**
 * What a program writes to its standard output. Fails at the end when the program has failed, so that half of it is
 * never taken for whole; ends the program when nobody reads on.
 */
export async function* outputOf(program: string, args: readonly string[], options: ToolOptions = {}): Bytes {
  const { child, ended } = start(program, args, options, ["ignore", "pipe", "pipe"]);
  try {
    for await (const bytes of child.stdout as AsyncIterable<Buffer>) yield bytes;
    await ended;
  } finally {
    child.kill();
  }
}

/** Hands bytes to a program and waits for its end. @throws what the bytes threw, else the program's last words */
export async function feed(
  program: string,
  args: readonly string[],
  bytes: Bytes,
  options: ToolOptions = {},
): Promise<void> {
  const { child, ended } = start(program, args, options, ["pipe", "ignore", "pipe"]);
  let broken: unknown;
  async function* noticed(): Bytes {
    try {
      yield* bytes;
    } catch (error) {
      broken = error;
      child.kill();
      throw error;
    }
  }
  const fed = child.stdin && pipeline(Readable.from(noticed(), { objectMode: false }), child.stdin);
  // A program that ends early shuts its input: its own words say why.
  await fed?.catch(() => {});
  await ended.catch((error) => {
    throw broken ?? error;
  });
  if (broken) throw broken;
}

/** How PostgreSQL's own programs are told where to connect: not as arguments, which everybody on the machine reads. */
export function libpqEnv(url: string): Record<string, string> {
  const at = new URL(url);
  const sslmode = at.searchParams.get("sslmode");
  return {
    PGHOST: at.hostname.replace(/^\[|\]$/g, ""),
    PGPORT: at.port || "5432",
    PGUSER: decodeURIComponent(at.username),
    PGPASSWORD: decodeURIComponent(at.password),
    PGDATABASE: decodeURIComponent(at.pathname.slice(1)),
    ...(sslmode ? { PGSSLMODE: sslmode } : {}),
  };
}
