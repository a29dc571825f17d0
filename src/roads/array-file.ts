import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { RoadDataError } from "./road-data-error.ts";

/**
 * Flat arrays in one file: 8 bytes of magic, format and length of the description (uint32), SHA-256 of all that follows,
 * then the description as JSON and the arrays as they lie in memory, each from a multiple of 8 (little endian, as every
 * machine that Node runs on).
 */
export type ArrayFile = {
  /** 8 characters. */
  readonly magic: string;
  /** Rises with every change of the arrays or of their meaning: they are built anew, never converted. */
  readonly format: number;
  /** For messages. */
  readonly what: string;
};
/** Arrays and whatever JSON can hold, by name. */
export type Fields = Readonly<Record<string, unknown>>;

const HEAD = 48;
type Kind = "Int32Array" | "Uint8Array" | "Uint16Array" | "Int16Array" | "Float64Array";
type View = new (buffer: ArrayBufferLike, at: number, count: number) => ArrayBufferView;
const KINDS: Readonly<Record<Kind, View>> = { Int32Array, Uint8Array, Uint16Array, Int16Array, Float64Array };
type Section = { readonly name: string; readonly kind: Kind; readonly at: number; readonly count: number };
type Description = {
  readonly plain: Record<string, unknown>;
  readonly sections: readonly Section[];
  readonly bytes: number;
};

/** @throws the file system's error, such as ENOSPC; a part of the file may then be there */
export function writeArrays(path: string, { magic, format }: ArrayFile, fields: Fields): void {
  const sections: Section[] = [];
  const bodies: Uint8Array[] = [];
  const plain: Record<string, unknown> = {};
  let at = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (!isArray(value)) plain[name] = value;
    else {
      const body = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      sections.push({ name, kind: value.constructor.name as Kind, at, count: value.length });
      bodies.push(body, new Uint8Array(padded(body.length) - body.length));
      at += padded(body.length);
    }
  }
  const words = Buffer.from(JSON.stringify({ plain, sections, bytes: at } satisfies Description));
  const description = Buffer.concat([words, Buffer.alloc(padded(words.length) - words.length, " ")]);
  const hash = createHash("sha256").update(description);
  for (const body of bodies) hash.update(body);
  const head = Buffer.alloc(HEAD);
  head.write(magic, "latin1");
  head.writeUInt32LE(format, 8);
  head.writeUInt32LE(description.length, 12);
  hash.digest().copy(head, 16);
  const file = openSync(path, "w");
  try {
    for (const part of [head, description, ...bodies])
      for (let done = 0; done < part.length; ) done += writeSync(file, part, done);
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a file into memory that worker threads can share.
 * @throws RoadDataError `missing`, `not_a_road_file` for a foreign or older format, `damaged` when the checksum differs
 */
export function readArrays(path: string, kind: ArrayFile): Record<string, unknown> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw new RoadDataError("missing", `cannot open ${path}: ${(cause as Error).message}`);
  }
  try {
    const head = Buffer.alloc(HEAD);
    if (readSync(file, head, 0, HEAD, 0) < HEAD || head.toString("latin1", 0, 8) !== kind.magic)
      throw new RoadDataError("not_a_road_file", `${path} is no ${kind.what}`);
    const format = head.readUInt32LE(8);
    if (format !== kind.format)
      throw new RoadDataError(
        "not_a_road_file",
        `${path} has format ${format}, this program reads ${kind.format}: import the city again`,
      );
    const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(file).size - HEAD));
    for (let done = 0; done < bytes.length; ) {
      const got = readSync(file, bytes, done, bytes.length - done, HEAD + done);
      if (got === 0) throw damaged(path);
      done += got;
    }
    if (!createHash("sha256").update(bytes).digest().equals(head.subarray(16, HEAD))) throw damaged(path);
    return laidOut(bytes, head.readUInt32LE(12));
  } finally {
    closeSync(file);
  }
}

/** The checksum holds, so the description is what `writeArrays` wrote. */
function laidOut(bytes: Uint8Array<SharedArrayBuffer>, words: number): Record<string, unknown> {
  const { plain, sections } = JSON.parse(Buffer.from(bytes.subarray(0, words)).toString("utf8")) as Description;
  const fields: Record<string, unknown> = { ...plain };
  for (const { name, kind, at, count } of sections) fields[name] = new KINDS[kind](bytes.buffer, words + at, count);
  return fields;
}

function isArray(value: unknown): value is ArrayBufferView & { readonly length: number } {
  return ArrayBuffer.isView(value);
}

function damaged(path: string): RoadDataError {
  return new RoadDataError("damaged", `${path} is damaged: its checksum differs; import the city again`);
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
