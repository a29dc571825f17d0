import { closeSync, openSync, readSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { ProtoReader } from "./proto-reader.ts";
import { RoadDataError } from "./road-data-error.ts";

/** Limits of the format: https://wiki.openstreetmap.org/wiki/PBF_Format */
const MAX_HEADER = 64 * 1024;
const MAX_BLOB = 32 * 1024 * 1024;

/**
 * The unpacked blobs of an .osm.pbf, one in memory at a time.
 * @throws RoadDataError `missing`, `not_a_road_file` or `damaged`
 */
export function* pbfBlobs(path: string): Generator<{ type: string; body: Uint8Array }> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw new RoadDataError("missing", `cannot open ${path}: ${(cause as Error).message}`);
  }
  try {
    const prefix = Buffer.alloc(4);
    for (let first = true; ; first = false) {
      const got = readSync(file, prefix, 0, 4, null);
      if (got === 0 && !first) return;
      const length = got === 4 ? prefix.readUInt32BE(0) : 0;
      if (length === 0 || length > MAX_HEADER)
        throw new RoadDataError(first ? "not_a_road_file" : "damaged", `${path} is not a readable .osm.pbf`);
      const { type, size } = blobHeader(take(file, length, path));
      if (first && type !== "OSMHeader") throw new RoadDataError("not_a_road_file", `${path} is not an .osm.pbf`);
      if (size > MAX_BLOB) throw new RoadDataError("damaged", `${path} holds a blob of ${size} bytes`);
      yield { type, body: unpack(take(file, size, path), path) };
    }
  } finally {
    closeSync(file);
  }
}

function take(file: number, length: number, path: string): Uint8Array {
  const bytes = Buffer.alloc(length);
  let have = 0;
  while (have < length) {
    const got = readSync(file, bytes, have, length - have, null);
    if (got === 0) throw new RoadDataError("damaged", `${path} is cut off`);
    have += got;
  }
  return bytes;
}

function blobHeader(bytes: Uint8Array): { type: string; size: number } {
  let type = "";
  let size = 0;
  try {
    const reader = new ProtoReader(bytes);
    while (reader.more()) {
      const key = reader.varint();
      if (key === 10) type = Buffer.from(reader.message().rest()).toString("utf8");
      else if (key === 24) size = reader.varint();
      else reader.skip(key & 7);
    }
  } catch {
    // Whatever could not be read leaves no type, and the caller says that the file is none of ours.
    return { type: "", size: 0 };
  }
  return { type, size };
}

function unpack(bytes: Uint8Array, path: string): Uint8Array {
  try {
    const reader = new ProtoReader(bytes);
    while (reader.more()) {
      const key = reader.varint();
      if (key === 10) return reader.message().rest();
      if (key === 26) return inflateSync(reader.message().rest(), { maxOutputLength: 2 * MAX_BLOB });
      reader.skip(key & 7);
    }
  } catch (cause) {
    throw new RoadDataError("damaged", `${path} holds a blob that cannot be unpacked: ${(cause as Error).message}`);
  }
  throw new RoadDataError("damaged", `${path} is packed with something other than zlib`);
}
