import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Instant } from "#domain/kernel/time.ts";
import { readBackupEnv } from "#server/env.ts";
import { backUpCluster, backUpDatabase, copyCold } from "./backup/back-up.ts";
import { logToPrune, toPrune } from "./backup/kept-names.ts";
import { makeKey } from "./backup/keys.ts";
import { fail } from "./prepare.mjs";

// `npm run backup`: the database of DATABASE_URL in one encrypted file with a manifest, while people work on. A file that
// is there is never written over. `docs/operations.md` tells when to take which.

const USAGE = `npm run backup -- --to FOLDER                    the database in one file
       npm run backup -- --to FOLDER --base             the whole cluster, for any second with its archived log
       npm run backup -- --to FOLDER --cold .data/demo  an embedded server that stands still
       npm run backup -- --new-key FILE                 a key to open backups with; keep it elsewhere
       --keep-days 30  then removes older ones, never the newest of its kind   --log FOLDER  and log that none needs`;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const text = { type: "string" } as const;

function readArguments() {
  try {
    return parseArgs({
      options: { to: text, base: { type: "boolean" }, cold: text, "new-key": text, "keep-days": text, log: text },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

async function prune(directory: string, days: number, log: string | undefined): Promise<void> {
  const old = toPrune(await readdir(directory), Date.now() as Instant, days);
  for (const name of old) await rm(join(directory, name));
  const pieces = log ? logToPrune(await readdir(log), await readdir(directory)) : [];
  for (const name of pieces) await rm(join(log ?? "", name));
  say(`removed ${old.length} backups older than ${days} days${log ? ` and ${pieces.length} pieces of log` : ""}`);
}

async function main(): Promise<void> {
  const values = readArguments();
  if (values["new-key"]) {
    const recipient = await makeKey(values["new-key"]);
    say(
      `${values["new-key"]} opens backups: keep it where neither the server nor the backups are, and a copy on paper.`,
    );
    return say(`BACKUP_RECIPIENT=${recipient}`);
  }
  const days = values["keep-days"] === undefined ? undefined : Number(values["keep-days"]);
  if (!values.to) return fail(`--to is missing:\n       ${USAGE}`);
  if (days !== undefined && !(Number.isInteger(days) && days >= 1))
    return fail("--keep-days takes a whole number from 1.");
  const env = readBackupEnv();
  if (!env.BACKUP_RECIPIENT)
    return fail(
      "BACKUP_RECIPIENT is missing: for whom backups are encrypted. `npm run backup -- --new-key FILE` makes a key.",
    );
  if (!values.cold && !env.DATABASE_URL) return fail("DATABASE_URL is missing; see .env.example.");
  const place = { directory: resolve(values.to), recipient: env.BACKUP_RECIPIENT };
  await mkdir(place.directory, { recursive: true, mode: 0o700 });
  const started = Date.now();
  const url = env.DATABASE_URL ?? "";
  const made = await (values.cold
    ? copyCold(resolve(values.cold), place)
    : values.base
      ? backUpCluster(url, place)
      : backUpDatabase(url, place));
  const { manifest } = made;
  const rows = Object.values(manifest.rows).reduce((total, n) => total + n, 0);
  say(
    `${made.path}: ${(made.bytes / 1e6).toFixed(1)} MB, ${rows} rows, in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  say(
    manifest.record.brokenAt === null
      ? `the record holds: ${manifest.record.events} events in ${manifest.record.links} links, last hash ${manifest.record.hash}`
      : `LOOK: the record does not hold from link ${manifest.record.brokenAt} on, and was backed up as it is`,
  );
  if (days !== undefined) await prune(place.directory, days, values.log && resolve(values.log));
}

await main().catch((error: Error) => fail(`No backup was made: ${error.message}`));
