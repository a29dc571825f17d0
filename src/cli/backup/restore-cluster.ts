import { existsSync } from "node:fs";
import { chmod, chown, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmbeddedPostgres } from "#db/embedded-postgres.ts";
import { freePort } from "#db/free-port.ts";
import { findUser, runPostgres, type ServerUser } from "#db/run-postgres.ts";
import { inOneSnapshot, readEmbedded } from "./back-up.ts";
import { compareFigures, type Line } from "./compare.ts";
import { findTool } from "./find-tool.ts";
import { gunzipped } from "./gzip.ts";
import { openLog } from "./log-pieces.ts";
import { anchorOf, type Manifest, readFigures } from "./manifest.ts";
import { feed, outputOf } from "./run-tool.ts";

type Bytes = AsyncIterable<Uint8Array>;

/** Reading a long log again takes its time. */
const LONGEST_SECONDS = 12 * 3_600;

async function makeEmpty(folder: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty: name a folder that is, or that is not there yet.`);
  if (user) await chown(folder, user.uid, user.gid);
}

/**
 * Restores the copy of an embedded server's folder and compares what is there with the manifest.
 * @param folder where the embedded server shall live, as `startEmbeddedPostgres` will be given it
 */
export async function restoreCold(folder: string, manifest: Manifest, payload: Bytes): Promise<Line[]> {
  const user = await findUser();
  await makeEmpty(folder, undefined);
  const { home } = await findEmbeddedPostgres(folder);
  if (home !== folder) await makeEmpty(home, undefined);
  await feed("tar", ["-xpf", "-", "-C", home], gunzipped(payload));
  if (user)
    await feed(
      "chown",
      ["-R", `${user.uid}:${user.gid}`, join(home, "postgres"), join(home, "postgres-password")],
      none(),
    );
  for (const name of home === folder ? [] : await readdir(home))
    if (!name.startsWith("postgres"))
      await copyFile(join(home, name), join(folder, name)).then(() => rm(join(home, name)));
  return compareFigures(manifest, await readEmbedded(folder, (tx) => readFigures(tx, anchorOf(manifest))), true);
}

async function* none(): Bytes {}

export type Recovery = {
  /** Folder of the archived log; without it the cluster is as it was when the backup ended. */
  readonly log: string | undefined;
  /** The moment up to which the log is read again; without it to its end. */
  readonly until: string | undefined;
  readonly identity: string;
  /** Of the owner as he signed in to the cluster that was backed up; its host and port do not matter. */
  readonly url: string;
};

/** What a server must have at least as much of as the one whose log it reads, by its name in `pg_controldata`. */
const AT_LEAST =
  /^(max_connections|max_worker_processes|max_wal_senders|max_prepared_xacts|max_locks_per_xact) setting: +(\d+)$/gm;
const SETTING: Readonly<Record<string, string>> = {
  max_prepared_xacts: "max_prepared_transactions",
  max_locks_per_xact: "max_locks_per_transaction",
};

/** Debian keeps a cluster's settings outside of it, so the copy may have none. */
const OWN_FILES: Readonly<Record<string, string>> = {
  "postgresql.conf": "# Written at a restore, as the cluster had no settings of its own: lay the old server's here.\n",
  "pg_hba.conf": "host all all 127.0.0.1/32 scram-sha-256\n",
  "pg_ident.conf": "",
};

/**
 * Restores a base backup into an empty folder, reads the log again up to a moment, and compares what is there with the
 * manifest. The server runs meanwhile on 127.0.0.1 and a free port, archives nothing, and is stopped at the end.
 * @param data becomes the cluster's data folder
 * @throws Error when the log ends before the moment, or a piece of it is damaged
 */
export async function restoreCluster(
  data: string,
  manifest: Manifest,
  payload: Bytes,
  { log, until, identity, url }: Recovery,
): Promise<Line[]> {
  const major = Number(/^\d+/.exec(manifest.postgres)?.[0]);
  const [server, controldata] = await Promise.all([findTool("postgres", major), findTool("pg_controldata", major)]);
  const user = await findUser();
  await makeEmpty(data, user);
  const pieces = await mkdtemp(join(tmpdir(), "baogong-log-"));
  try {
    if (user) await chown(pieces, user.uid, user.gid);
    // Opened before anything is written: a damaged piece shall not be met half-way.
    if (log && manifest.log) await openLog(log, manifest.log, identity, pieces, user);
    await feed("tar", ["-xpf", "-", "-C", data], gunzipped(payload), { ...user });
    await chmod(data, 0o700);
    const own = async (name: string, words: string) => {
      await writeFile(join(data, name), words, { flag: "wx", mode: 0o600 });
      if (user) await chown(join(data, name), user.uid, user.gid);
    };
    for (const [name, words] of Object.entries(OWN_FILES)) if (!existsSync(join(data, name))) await own(name, words);
    await own("recovery.signal", "");
    const hba = join(pieces, "only-this-machine");
    await writeFile(hba, OWN_FILES["pg_hba.conf"] ?? "");
    let controls = "";
    for await (const bytes of outputOf(controldata, [data])) controls += Buffer.from(bytes).toString();
    const least = [...controls.matchAll(AT_LEAST)].map(([, name = "", n = ""]) => [SETTING[name] ?? name, n]);
    const port = await freePort();
    const settings = {
      ...Object.fromEntries(least),
      hba_file: hba,
      unix_socket_directories: "",
      ssl: "off",
      archive_mode: "off",
      logging_collector: "off",
      log_destination: "stderr",
      lc_messages: "C",
      restore_command: `cp "${pieces}/%f" "%p"`,
      ...(until ? { recovery_target_time: until } : {}),
      recovery_target_action: "promote",
    };
    const running = await runPostgres(server, data, port, settings, user, LONGEST_SECONDS);
    try {
      const here = new URL(url);
      [here.hostname, here.port] = ["127.0.0.1", String(port)];
      return compareFigures(
        manifest,
        await inOneSnapshot(here.href, (tx) => readFigures(tx, anchorOf(manifest))),
        false,
      );
    } finally {
      await running.stop();
    }
  } finally {
    await rm(pieces, { recursive: true, force: true });
  }
}
