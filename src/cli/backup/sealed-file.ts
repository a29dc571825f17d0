import { randomBytes } from "node:crypto";
import { constants, createReadStream, createWriteStream } from "node:fs";
import { access, link, rm } from "node:fs/promises";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Decrypter, Encrypter } from "age-encryption";

type Bytes = AsyncIterable<Uint8Array>;

/** Why a sealed file cannot be read. What stands in it was not handed on further than to where the damage is. */
export class UnreadableFile extends Error {}

async function* joined(head: string, rest: Bytes): Bytes {
  yield Buffer.from(head);
  yield* rest;
}

/**
 * Writes `head` and then `payload`, encrypted for one recipient, in the form of `age` (age-encryption.org/v1): whoever holds
 * the key opens it with that program as well. The name appears when all of it lies on the disk, and never over another.
 * @param recipient `age1…`: who writes needs no secret, so a machine that was broken into gives away no older backup
 * @returns bytes written. @throws when the payload fails half-way, or the file is there; nothing is left then
 */
export async function writeSealed(path: string, recipient: string, head: string, payload: Bytes): Promise<number> {
  // A name of its own each time: what a killed one left behind stands in nobody's way.
  const part = `${path}.${randomBytes(4).toString("hex")}.part`;
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const plain = Readable.toWeb(
    Readable.from(joined(head, payload), { objectMode: false }),
  ) as ReadableStream<Uint8Array>;
  const file = createWriteStream(part, { flags: "wx", mode: 0o600, flush: true });
  try {
    await pipeline(Readable.fromWeb((await encrypter.encrypt(plain)) as never), file);
    await link(part, path);
    return file.bytesWritten;
  } finally {
    await rm(part, { force: true });
  }
}

/** What the file says when its key is another's; any other words of the library mean damage. */
const OTHER_KEY = /no identity matched/;

const named = (path: string, error: unknown) =>
  new UnreadableFile(
    OTHER_KEY.test(String(error))
      ? `${path} was encrypted for another key than this one`
      : `${path} is damaged or no backup of this program (${error instanceof Error ? error.message : error})`,
  );

/**
 * Reads a sealed file. A flipped byte and a cut end are found where they are: what comes before them has been handed on
 * by then, so whoever must not act on half a file reads it through once first (`readThrough`).
 * @param identity `AGE-SECRET-KEY-1…`
 * @throws UnreadableFile that names the file, also out of the stream
 */
export async function* readSealed(path: string, identity: string): Bytes {
  await access(path, constants.R_OK);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    const sealed = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    yield* Readable.fromWeb((await decrypter.decrypt(sealed)) as never) as Bytes;
  } catch (error) {
    throw named(path, error);
  }
}

/** Reads all of it and keeps nothing. @returns bytes that lay in it. @throws UnreadableFile */
export async function readThrough(bytes: Bytes): Promise<number> {
  let n = 0;
  await pipeline(
    Readable.from(bytes, { objectMode: false }),
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        n += chunk.length;
        done();
      },
    }),
  );
  return n;
}
