import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { chown, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ServerUser } from "#db/run-postgres.ts";
import { gunzipped, gzipped } from "./gzip.ts";
import { isNeededFrom } from "./kept-names.ts";
import { readSealed, writeSealed } from "./sealed-file.ts";

const HASH_SIGNS = 16;

/**
 * Adds one piece of the server's write-ahead log to the archive, encrypted. The server hands a piece on again when it was
 * killed before it heard that the piece had arrived: the same piece is there then, and all is well. Whoever writes
 * cannot read what was written, so a piece's name tells the hash of what it holds.
 * @param piece a file of the server's
 * @throws Error when another piece of this name is there: two servers archive into one folder
 */
export async function archivePiece(piece: string, directory: string, recipient: string): Promise<"added" | "there"> {
  const name = basename(piece);
  const hash = createHash("sha256");
  await pipeline(createReadStream(piece), hash);
  const file = `${name}-${hash.digest("hex").slice(0, HASH_SIGNS)}.gz.age`;
  const there = (await readdir(directory)).filter((n) => n.startsWith(`${name}-`));
  // The server archives one piece after the other: what is half there was killed.
  for (const part of there.filter((n) => n.endsWith(".part"))) await rm(join(directory, part));
  if (there.includes(file)) return "there";
  if (there.some((n) => n.endsWith(".gz.age")))
    throw new Error(`${directory} has another ${name}: does another server archive into it?`);
  await writeSealed(join(directory, file), recipient, "", gzipped(createReadStream(piece)));
  return "added";
}

/**
 * Opens every piece that is needed to go on from `log` into a folder, under the names that the server asks for.
 * @throws UnreadableFile that names a piece which is damaged
 */
export async function openLog(
  archive: string,
  log: string,
  identity: string,
  into: string,
  user: ServerUser | undefined,
): Promise<void> {
  for (const file of await readdir(archive)) {
    if (!file.endsWith(".gz.age") || !isNeededFrom(file, log)) continue;
    const path = join(into, file.slice(0, -(HASH_SIGNS + "-.gz.age".length)));
    const plain = gunzipped(readSealed(join(archive, file), identity));
    await pipeline(plain, createWriteStream(path, { flags: "wx", mode: 0o600 }));
    if (user) await chown(path, user.uid, user.gid);
  }
}
