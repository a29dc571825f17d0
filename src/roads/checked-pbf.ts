import { PbfReader } from "pbf";

/**
 * The reader of the package, with the lengths of a file that may be damaged looked at before they are believed: left to
 * itself it reads on past the end of its bytes.
 */
export function eachField(pbf: PbfReader, end: number, visit: (field: number) => void): void {
  for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) visit(field);
  if (pbf.pos !== end) throw new RangeError("a field is cut off");
}

/** Where the message, text or list at hand ends. @throws RangeError when that is not inside what holds it */
export function endOf(pbf: PbfReader, within: number): number {
  const end = lengthOf(pbf) + pbf.pos;
  if (!(end <= within)) throw new RangeError("a field is cut off");
  return end;
}

/** The bytes of the field at hand, as a view. @throws RangeError */
export function bytesOf(pbf: PbfReader, within: number): Uint8Array {
  const end = endOf(pbf, within);
  const bytes = pbf.buf.subarray(pbf.pos, end);
  pbf.pos = end;
  return bytes;
}

/** All numbers of a packed field; zigzag ones are sums, each of what came before and its own. @throws RangeError */
export function packed(pbf: PbfReader, within: number, how: "plain" | "delta"): number[] {
  const end = endOf(pbf, within);
  const out: number[] = [];
  if (how === "plain") while (pbf.pos < end) out.push(pbf.readVarint());
  else for (let last = 0; pbf.pos < end; out.push(last)) last += pbf.readSVarint();
  if (pbf.pos !== end) throw new RangeError("a number is cut off");
  return out;
}

export function readerOf(bytes: Uint8Array): PbfReader {
  return new PbfReader(bytes);
}

function lengthOf(pbf: PbfReader): number {
  // A list or a message where the file has a plain number: not what the format says.
  if (pbf.type !== 2) throw new RangeError("a field is of another kind than the format says");
  return pbf.readVarint();
}
