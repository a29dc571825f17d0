import { Readable } from "node:stream";
import { constants, createGunzip, createGzip } from "node:zlib";

type Bytes = AsyncIterable<Uint8Array>;

/** Tables and logs are half air: the quickest level takes most of it out. */
export const gzipped = (bytes: Bytes): Bytes =>
  Readable.from(bytes, { objectMode: false }).compose(createGzip({ level: constants.Z_BEST_SPEED }));

export const gunzipped = (bytes: Bytes): Bytes => Readable.from(bytes, { objectMode: false }).compose(createGunzip());
