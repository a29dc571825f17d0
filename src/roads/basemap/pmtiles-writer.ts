import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { gzipSync } from "node:zlib";

// PMTiles version 3, https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md: no npm package writes it. Header and
// root directory share the first 16 KiB, tiles follow as they come, leaf directories and metadata close the file.

const FRONT = 16_384;
const HEADER = 127;
const [GZIP, MVT] = [2, 1];
const LEAF_ENTRIES = 4096;
/** Files are cut off here by `writeSync`'s own argument checks long before; positions stay exact below 2^53. */
type Entry = { readonly id: number; readonly at: number; readonly length: number };
export type MapExtent = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

export class PmtilesWriter {
  readonly #file: number;
  readonly #entries: Entry[] = [];
  /** Sea and empty land look the same everywhere: stored once. */
  readonly #known = new Map<string, Entry>();
  #end = FRONT;

  /** @throws the file system's error */
  constructor(path: string) {
    this.#file = openSync(path, "w");
  }

  get tiles(): number {
    return this.#entries.length;
  }

  add(z: number, x: number, y: number, tile: Uint8Array): void {
    const packed = gzipSync(tile);
    const key = packed.length < 1024 ? createHash("sha256").update(packed).digest("base64") : "";
    let entry = this.#known.get(key);
    if (!entry) {
      entry = { id: 0, at: this.#end - FRONT, length: packed.length };
      this.#append(packed);
      if (key) this.#known.set(key, entry);
    }
    this.#entries.push({ ...entry, id: tileId(z, x, y) });
  }

  /** @param extent in degrees */
  finish(extent: MapExtent, minZoom: number, maxZoom: number, metadata: object): void {
    const dataEnd = this.#end;
    const entries = this.#entries.sort((a, b) => a.id - b.id);
    let root = gzipSync(directory(entries, true));
    let leaves = Buffer.alloc(0);
    for (let size = LEAF_ENTRIES; root.length > FRONT - HEADER; size *= 2) {
      const parts: Buffer[] = [];
      const pointers: Entry[] = [];
      let at = 0;
      for (let i = 0; i < entries.length; i += size) {
        const leaf = gzipSync(directory(entries.slice(i, i + size), true));
        pointers.push({ id: entries[i]!.id, at, length: leaf.length });
        parts.push(leaf);
        at += leaf.length;
      }
      leaves = Buffer.concat(parts);
      root = gzipSync(directory(pointers, false));
    }
    const words = gzipSync(Buffer.from(JSON.stringify(metadata)));
    this.#append(leaves);
    this.#append(words);
    const head = Buffer.alloc(HEADER);
    head.write("PMTiles", "latin1");
    head[7] = 3;
    const distinct = new Set(entries.map((entry) => entry.at)).size;
    const numbers = [
      ...[HEADER, root.length, dataEnd + leaves.length, words.length, dataEnd, leaves.length],
      ...[FRONT, dataEnd - FRONT, entries.length, entries.length, distinct],
    ];
    for (const [i, n] of numbers.entries()) head.writeBigUInt64LE(BigInt(n), 8 + i * 8);
    head.set([0, GZIP, GZIP, MVT, minZoom, maxZoom], 96);
    const middle = [(extent.west + extent.east) / 2, (extent.south + extent.north) / 2];
    for (const [i, degrees] of [extent.west, extent.south, extent.east, extent.north].entries())
      head.writeInt32LE(Math.round(degrees * 1e7), 102 + i * 4);
    head[118] = Math.min(maxZoom, 12);
    for (const [i, degrees] of middle.entries()) head.writeInt32LE(Math.round(degrees * 1e7), 119 + i * 4);
    this.#write(Buffer.concat([head, root]), 0);
    this.close();
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(bytes: Uint8Array): void {
    this.#write(bytes, this.#end);
    this.#end += bytes.length;
  }

  #write(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#file, bytes, done, bytes.length - done, at + done);
  }
}

/** @param tiles false for pointers to leaf directories, whose run length is 0 */
function directory(entries: readonly Entry[], tiles: boolean): Buffer {
  const bytes: number[] = [];
  const put = (n: number) => {
    let rest = n;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  };
  put(entries.length);
  for (const [i, { id }] of entries.entries()) put(id - (entries[i - 1]?.id ?? 0));
  for (const _ of entries) put(tiles ? 1 : 0);
  for (const { length } of entries) put(length);
  for (const { at } of entries) put(at + 1);
  return Buffer.from(bytes);
}

/** Place of a tile on the Hilbert curves of all zooms, one after the other. */
export function tileId(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3;
  let [tx, ty] = [x, y];
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const rx = tx & side ? 1 : 0;
    const ry = ty & side ? 1 : 0;
    id += side * side * ((3 * rx) ^ ry);
    tx &= side - 1;
    ty &= side - 1;
    if (ry === 0) {
      if (rx === 1) [tx, ty] = [side - 1 - tx, side - 1 - ty];
      [tx, ty] = [ty, tx];
    }
  }
  return id;
}
