import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { newestKnownMigration } from "#db/migrate.ts";
import { readBackupEnv } from "#server/env.ts";
import type { Line } from "./backup/compare.ts";
import { readKeyFile } from "./backup/keys.ts";
import { type Manifest, readManifest } from "./backup/manifest.ts";
import { restoreCluster, restoreCold } from "./backup/restore-cluster.ts";
import { restoreDatabase } from "./backup/restore-database.ts";
import { readSealed, readThrough } from "./backup/sealed-file.ts";
import { fail } from "./prepare.mjs";

// `npm run restore`: puts a backup into an empty database or folder and proves it: rows, ledger, conservation and the hashed
// record are held against what the manifest tells, line by line. Ends with 1 when anything differs.

const USAGE = `BACKUP_KEY_FILE=key npm run restore -- --from FILE            into DATABASE_URL's database, which is empty
       … -- --from FILE --into FOLDER                               a cluster or an embedded server, into an empty folder
          [--log FOLDER] [--until "2026-11-30 15:12:06+08"]         reads a cluster's archived log again, up to a moment
       … -- --from FILE --check                                     reads all of it and restores nothing`;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const text = { type: "string" } as const;

function readArguments() {
  try {
    return parseArgs({
      options: { from: text, into: text, log: text, until: text, check: { type: "boolean", default: false } },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

function tell(manifest: Manifest): void {
  say(`${manifest.kind} of ${manifest.takenAt}, PostgreSQL ${manifest.postgres}, program ${manifest.program}`);
}

async function main(): Promise<readonly Line[]> {
  const { from, into, log, until, check } = readArguments();
  if (!from) return fail(`--from is missing:\n       ${USAGE}`);
  const env = readBackupEnv();
  if (!env.BACKUP_KEY_FILE)
    return fail("BACKUP_KEY_FILE is missing: the key that opens the backup (`npm run backup -- --new-key`).");
  const identity = await readKeyFile(env.BACKUP_KEY_FILE);
  // All of it first: nothing is restored out of a file that is damaged further on.
  const whole = await readManifest(readSealed(from, identity));
  const bytes = await readThrough(whole.payload);
  tell(whole.manifest);
  say(`✓ ${"file".padEnd(14)} whole: ${(bytes / 1e6).toFixed(1)} MB in it`);
  if (check) return [];
  if (whole.manifest.migration > newestKnownMigration())
    return fail("The backup was made by a newer program than this one: restore it with that one.");
  const { manifest, payload } = await readManifest(readSealed(from, identity));
  if (manifest.kind === "dump") {
    if (into) return fail("A dump goes into the empty database of DATABASE_URL, not into a folder.");
    if (!env.DATABASE_URL) return fail("DATABASE_URL is missing: name an empty database.");
    return restoreDatabase(env.DATABASE_URL, manifest, payload);
  }
  if (!into) return fail("--into is missing: an empty folder for the server's data.");
  if (manifest.kind === "cold") return restoreCold(resolve(into), manifest, payload);
  if (!env.DATABASE_URL)
    return fail("DATABASE_URL is missing: of the cluster that was backed up, to look into what is restored.");
  const recovery = { log: log && resolve(log), until, identity, url: env.DATABASE_URL };
  return restoreCluster(resolve(into), manifest, payload, recovery);
}

const lines = await main().catch((error: Error) => fail(`Not restored: ${error.message}`));
for (const { holds, name, words } of lines ?? []) say(`${holds ? "✓" : "✗"} ${name.padEnd(14)} ${words}`);
if (lines?.some((line) => !line.holds)) fail("What was restored is not what was backed up: do not use it.");
if (lines?.length) say("restored");
