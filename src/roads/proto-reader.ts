/** Reads protocol buffer fields one after the other; numbers up to 2^53, which every OpenStreetMap id is below. */
export class ProtoReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  pos: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.pos = start;
    this.end = end;
  }

  more(): boolean {
    return this.pos < this.end;
  }

  /** @throws RangeError when the bytes end inside the number. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (this.pos >= this.end) throw new RangeError("a number is cut off");
      const byte = this.bytes[this.pos++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  /** A number stored as zigzag: 0, -1, 1, -2 … */
  signed(): number {
    const n = this.varint();
    return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
  }

  /** The length-delimited field at hand, as a reader of its own. */
  message(): ProtoReader {
    const length = this.varint();
    const start = this.pos;
    this.pos += length;
    if (this.pos > this.end) throw new RangeError("a field is cut off");
    return new ProtoReader(this.bytes, start, this.pos);
  }

  rest(): Uint8Array {
    return this.bytes.subarray(this.pos, this.end);
  }

  skip(wire: number): void {
    if (wire === 0) this.varint();
    else if (wire === 1) this.pos += 8;
    else if (wire === 2) this.message();
    else if (wire === 5) this.pos += 4;
    else throw new RangeError(`no such field kind: ${wire}`);
  }
}

/** All numbers of a packed field; `delta` adds each to the one before. */
export function packed(reader: ProtoReader, how: "plain" | "delta"): number[] {
  const out: number[] = [];
  let last = 0;
  while (reader.more()) {
    last = how === "plain" ? reader.varint() : last + reader.signed();
    out.push(last);
  }
  return out;
}
