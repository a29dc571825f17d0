import { deflateSync } from "node:zlib";

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

  constructor(out: (bytes: Uint8Array) => void) {
    this.#out = out;
    this.#blob("OSMHeader", Buffer.alloc(0));
  }

  /** Whole 1e-7 degrees. */
  node(id: number, lat: number, lng: number, tags: TagsOf = {}): this {
    this.#begin("node");
    this.#nodes.id.push(id);
    this.#nodes.lat.push(lat);
    this.#nodes.lng.push(lng);
    for (const [key, value] of Object.entries(tags)) this.#nodes.tags.push(this.#string(key), this.#string(value));
    this.#nodes.tags.push(0);
    return this;
  }

  way(id: number, refs: readonly number[], tags: TagsOf = {}): this {
    this.#begin("way");
    this.#group.field(3, this.#tagged(new Bytes().varint(8).varint(id), tags).field(8, deltas(refs)).done());
    return this;
  }

  relation(id: number, members: readonly MemberOf[], tags: TagsOf): this {
    this.#begin("relation");
    const bytes = this.#tagged(new Bytes().varint(8).varint(id), tags)
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

  #string(text: string): number {
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
    const strings = [...this.#strings.keys()].reduce((bytes, s) => bytes.field(1, Buffer.from(s)), new Bytes());
    this.#blob("OSMData", new Bytes().field(1, strings.done()).field(2, this.#group.done()).done());
    this.#count = 0;
    this.#strings = new Map([["", 0]]);
    this.#nodes = { id: [], lat: [], lng: [], tags: [] };
    this.#group = new Bytes();
  }

  #blob(type: string, body: Uint8Array): void {
    const blob = new Bytes().varint(16).varint(body.length).field(3, deflateSync(body)).done();
    const header = new Bytes().field(1, Buffer.from(type)).varint(24).varint(blob.length).done();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(header.length);
    this.#out(Buffer.concat([length, header, blob]));
  }
}
