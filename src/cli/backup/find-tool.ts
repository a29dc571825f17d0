import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Tool = "pg_dump" | "pg_restore" | "pg_basebackup" | "pg_controldata" | "postgres";
/** What may be newer than the server: PostgreSQL's clients speak to older servers. A server's own files are for its own version alone. */
const MAY_BE_NEWER: readonly Tool[] = ["pg_dump", "pg_restore", "pg_basebackup"];

/** Where packages put the programs of each version: Debian and Ubuntu, Red Hat's kin, Homebrew. */
const SHELVES: readonly (readonly [folder: string, version: RegExp])[] = [
  ["/usr/lib/postgresql", /^\d+$/],
  ["/usr", /^pgsql-\d+$/],
  ["/opt/homebrew/opt", /^postgresql@\d+$/],
  ["/usr/local/opt", /^postgresql@\d+$/],
];

async function places(): Promise<string[]> {
  const found = await Promise.all(
    SHELVES.map(async ([folder, version]) => {
      const names = await readdir(folder).catch(() => []);
      return names.filter((name) => version.test(name)).map((name) => join(folder, name, "bin"));
    }),
  );
  // Debian's programs in the path choose a version by themselves, so they are asked last.
  return [...found.flat(), ...(process.env.PATH ?? "").split(delimiter).filter(Boolean)];
}

/** @returns the version of a program, such as 15; undefined when it is not there or does not run */
async function majorOf(program: string): Promise<number | undefined> {
  try {
    await access(program, constants.X_OK);
    const { stdout } = await run(program, ["--version"]);
    return Number(/\) (\d+)/.exec(stdout)?.[1]) || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds a program of the server's own packages: of the server's version, else the next newer one where that will do.
 * @param major of the server, such as 15
 * @throws Error that says how to get it
 */
export async function findTool(tool: Tool, major: number): Promise<string> {
  const fits: { program: string; version: number }[] = [];
  for (const place of await places()) {
    const program = join(place, tool);
    const version = await majorOf(program);
    if (version === major) return program;
    if (version !== undefined && version > major && MAY_BE_NEWER.includes(tool)) fits.push({ program, version });
  }
  const [next] = fits.sort((a, b) => a.version - b.version);
  if (next) return next.program;
  const client = MAY_BE_NEWER.includes(tool);
  throw new Error(
    `There is no ${tool} of PostgreSQL ${major}${client ? " or newer" : ""} on this machine. Debian and Ubuntu: apt-get install postgresql${
      client ? "-client" : ""
    }-${major} (versions that they do not carry are in PostgreSQL's own package archive, apt.postgresql.org); Red Hat: dnf install postgresql${major}${client ? "" : "-server"}.`,
  );
}
