import { deflateSync } from "node:zlib";

/** What a file says of itself, and how it lays its nodes and ways out. */
export type PbfLayout = {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** Nodes one by one instead of in rows. */
  readonly plainNodes?: boolean;
  /** Degrees per unit as a multiple of 1e-9, and an offset in 1e-9 degrees. */
  readonly granularity?: number;
  readonly offset?: { readonly lat: number; readonly lng: number };
  /** Each text is put down anew instead of once. */
  readonly repeatStrings?: boolean;
  /** How blobs are packed, by the format's field. */
  readonly pack?: (body: Uint8Array) => { readonly field: number; readonly bytes: Uint8Array };
};

type TagsOf = Readonly<Record<string, string>>;
export type MemberOf = { readonly type: "node" | "way" | "relation"; readonly ref: number; readonly role: string };

/** Bytes of one message, grown as needed; numbers up to 2^53. */
class Bytes {
  #bytes = Buffer.alloc(256);
  length = 0;

  varint(n: number): this {
    this.#room(10);
    let rest = n;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#bytes[this.length++] = (rest % 128) + 128;
    this.#bytes[this.length++] = rest;
    return this;
  }

  /** A plain int64: below zero in two's complement, ten bytes long. */
  int64(n: number): this {
    if (n >= 0) return this.varint(n);
    this.#room(10);
    let rest = BigInt.asUintN(64, BigInt(n));
    for (; rest >= 128n; rest >>= 7n) this.#bytes[this.length++] = Number(rest & 127n) + 128;
    this.#bytes[this.length++] = Number(rest);
    return this;
  }

  signed(n: number): this {
    return this.varint(n < 0 ? -2 * n - 1 : 2 * n);
  }

  field(number: number, body: Uint8Array): this {
    this.varint(number * 8 + 2).varint(body.length);
    this.#room(body.length);
    this.#bytes.set(body, this.length);
    this.length += body.length;
    return this;
  }

  done(): Buffer {
    return this.#bytes.subarray(0, this.length);
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const wider = Buffer.alloc((this.length + more) * 2);
    wider.set(this.#bytes);
    this.#bytes = wider;
  }
}

const plain = (values: readonly number[]) => values.reduce((bytes, n) => bytes.varint(n), new Bytes()).done();
function deltas(values: readonly number[]): Buffer {
  const bytes = new Bytes();
  let last = 0;
  for (const n of values) {
    bytes.signed(n - last);
    last = n;
  }
  return bytes.done();
}

/** Writes an .osm.pbf as the format's page describes it: nodes first, then ways, then relations, 8,000 to a block. */
export class PbfFile {
  readonly #out: (bytes: Uint8Array) => void;
  #kind = "";
  #count = 0;
  #strings = new Map([["", 0]]);
  #nodes: { id: number[]; lat: number[]; lng: number[]; tags: number[] } = { id: [], lat: [], lng: [], tags: [] };
  #group = new Bytes();
  readonly #layout: PbfLayout;

  constructor(out: (bytes: Uint8Array) => void, layout: PbfLayout = {}) {
    this.#out = out;
    this.#layout = layout;
    const header = new Bytes();
    for (const feature of layout.required ?? []) header.field(4, Buffer.from(feature));
    for (const feature of layout.optional ?? []) header.field(5, Buffer.from(feature));
    this.#blob("OSMHeader", header.done());
  }

  /** Whole 1e-7 degrees. */
  node(id: number, lat: number, lng: number, tags: TagsOf = {}): this {
    this.#begin("node");
    if (this.#layout.plainNodes) {
      const bytes = this.#tagged(new Bytes().varint(8).signed(id), tags);
      this.#group.field(
        1,
        bytes.varint(64).signed(this.#unit(lat, "lat")).varint(72).signed(this.#unit(lng, "lng")).done(),
      );
      return this;
    }
    this.#nodes.id.push(id);
    this.#nodes.lat.push(this.#unit(lat, "lat"));
    this.#nodes.lng.push(this.#unit(lng, "lng"));
    for (const [key, value] of Object.entries(tags)) this.#nodes.tags.push(this.#string(key), this.#string(value));
    this.#nodes.tags.push(0);
    return this;
  }

  /** @param places of the nodes in 1e-7 degrees, for a file that has them on its ways */
  way(id: number, refs: readonly number[], tags: TagsOf = {}, places?: readonly (readonly [number, number])[]): this {
    this.#begin("way");
    const bytes = this.#tagged(new Bytes().varint(8).int64(id), tags).field(8, deltas(refs));
    if (places)
      bytes
        .field(9, deltas(places.map(([lat]) => this.#unit(lat, "lat"))))
        .field(10, deltas(places.map(([, lng]) => this.#unit(lng, "lng"))));
    this.#group.field(3, bytes.done());
    return this;
  }

  relation(id: number, members: readonly MemberOf[], tags: TagsOf): this {
    this.#begin("relation");
    const bytes = this.#tagged(new Bytes().varint(8).int64(id), tags)
      .field(8, plain(members.map(({ role }) => this.#string(role))))
      .field(9, deltas(members.map(({ ref }) => ref)))
      .field(10, plain(members.map(({ type }) => ["node", "way", "relation"].indexOf(type))));
    this.#group.field(4, bytes.done());
    return this;
  }

  end(): void {
    this.#flush();
  }

  #tagged(bytes: Bytes, tags: TagsOf): Bytes {
    const pairs = Object.entries(tags).map(([key, value]) => [this.#string(key), this.#string(value)] as const);
    return bytes.field(2, plain(pairs.map(([key]) => key))).field(3, plain(pairs.map(([, value]) => value)));
  }

  #unit(n: number, side: "lat" | "lng"): number {
    return Math.round((n * 100 - (this.#layout.offset?.[side] ?? 0)) / (this.#layout.granularity ?? 100));
  }

  #string(text: string): number {
    if (this.#layout.repeatStrings) {
      // A key of its own for each, and the text without it in the file.
      this.#strings.set(`${this.#strings.size}\u0000${text}`, this.#strings.size);
      return this.#strings.size - 1;
    }
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    this.#strings.set(text, this.#strings.size);
    return this.#strings.size - 1;
  }

  #begin(kind: string): void {
    if (this.#count === 8000 || kind !== this.#kind) this.#flush();
    this.#kind = kind;
    this.#count += 1;
  }

  #flush(): void {
    if (this.#count === 0) return;
    if (this.#kind === "node") {
      const { id, lat, lng, tags } = this.#nodes;
      const dense = new Bytes().field(1, deltas(id)).field(8, deltas(lat)).field(9, deltas(lng)).field(10, plain(tags));
      this.#group.field(2, dense.done());
    }
    const strings = [...this.#strings.keys()]
      .map((s) => s.slice(s.indexOf("\u0000") + 1))
      .reduce((bytes, s) => bytes.field(1, Buffer.from(s)), new Bytes());
    const block = new Bytes().field(1, strings.done()).field(2, this.#group.done());
    const { granularity, offset } = this.#layout;
    if (granularity) block.varint(136).varint(granularity);
    if (offset) block.varint(152).int64(offset.lat).varint(160).int64(offset.lng);
    this.#blob("OSMData", block.done());
    this.#count = 0;
    this.#strings = new Map([["", 0]]);
    this.#nodes = { id: [], lat: [], lng: [], tags: [] };
    this.#group = new Bytes();
  }

  #blob(type: string, body: Uint8Array): void {
    const { field, bytes } = this.#layout.pack?.(body) ?? { field: 3, bytes: deflateSync(body) };
    const blob = new Bytes().varint(16).varint(body.length).field(field, bytes).done();
    const header = new Bytes().field(1, Buffer.from(type)).varint(24).varint(blob.length).done();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(header.length);
    this.#out(Buffer.concat([length, header, blob]));
  }
}
