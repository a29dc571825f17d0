import { closeSync, openSync, readSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { bytesOf, eachField, readerOf } from "./checked-pbf.ts";
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
    const pbf = readerOf(bytes);
    eachField(pbf, bytes.length, (field) => {
      if (field === 1) type = Buffer.from(bytesOf(pbf, bytes.length)).toString("utf8");
      else if (field === 3) size = pbf.readVarint();
    });
  } catch {
    // Whatever could not be read leaves no type, and the caller says that the file is none of ours.
    return { type: "", size: 0 };
  }
  return { type, size };
}

/** Ways of packing that the format names beside zlib, by their field. */
const FOREIGN: Readonly<Record<number, string>> = { 4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd" };

function unpack(bytes: Uint8Array, path: string): Uint8Array {
  let body: Uint8Array | undefined;
  let packing = "something unknown";
  let size: number | undefined;
  try {
    const pbf = readerOf(bytes);
    eachField(pbf, bytes.length, (field) => {
      if (field === 1) body = bytesOf(pbf, bytes.length);
      else if (field === 2) size = pbf.readVarint();
      else if (field === 3) body = inflateSync(bytesOf(pbf, bytes.length), { maxOutputLength: 2 * MAX_BLOB });
      else if (FOREIGN[field]) packing = FOREIGN[field];
    });
  } catch (cause) {
    throw new RoadDataError("damaged", `${path} holds a blob that cannot be unpacked: ${(cause as Error).message}`);
  }
  if (!body)
    throw new RoadDataError(
      "not_supported",
      `${path} is packed with ${packing}, this program reads zlib. Pack it anew: osmium cat FILE -o FILE.osm.pbf`,
    );
  if (size !== undefined && size !== 0 && size !== body.length)
    throw new RoadDataError("damaged", `${path} holds a blob of ${body.length} bytes that says it has ${size}`);
  return body;
}
