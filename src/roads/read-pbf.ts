import { pbfBlobs } from "./pbf-blobs.ts";
import { ProtoReader, packed } from "./proto-reader.ts";
import { RoadDataError } from "./road-data-error.ts";

export type Tags = ReadonlyMap<string, string>;
export type Member = { readonly id: number; readonly type: "node" | "way" | "relation"; readonly role: string };

/** What to be told of; an absent visitor saves the decoding. Coordinates are whole 1e-7 degrees. */
export type Visitors = {
  readonly node?: (id: number, lat: number, lng: number) => void;
  /** Nodes that say something of themselves: barriers, bus stops, names of places. */
  readonly taggedNode?: (id: number, lat: number, lng: number, tags: Tags) => void;
  /** Ways without a `highway` tag are passed over undecoded, unless `everyWay` is set. */
  readonly way?: (id: number, tags: Tags, refs: readonly number[]) => void;
  readonly everyWay?: boolean;
  readonly relation?: (id: number, tags: Tags, members: readonly Member[]) => void;
};

const MEMBER_TYPES = ["node", "way", "relation"] as const;

/**
 * Reads an .osm.pbf from its beginning to its end.
 * @throws RoadDataError
 */
export function readPbf(path: string, visit: Visitors): void {
  for (const { type, body } of pbfBlobs(path)) {
    if (type !== "OSMData") continue;
    try {
      readBlock(new ProtoReader(body), visit);
    } catch (cause) {
      if (cause instanceof RangeError) throw new RoadDataError("damaged", `${path}: ${cause.message}`);
      throw cause;
    }
  }
}

type Block = { strings: string[]; groups: ProtoReader[]; granularity: number; lat: number; lng: number };

function readBlock(reader: ProtoReader, visit: Visitors): void {
  const block: Block = { strings: [], groups: [], granularity: 100, lat: 0, lng: 0 };
  while (reader.more()) {
    const key = reader.varint();
    if (key === 10) block.strings = readStrings(reader.message());
    else if (key === 18) block.groups.push(reader.message());
    else if (key === 136) block.granularity = reader.varint();
    else if (key === 152) block.lat = int64(reader.varint());
    else if (key === 160) block.lng = int64(reader.varint());
    else reader.skip(key & 7);
  }
  const highway = block.strings.indexOf("highway");
  for (const group of block.groups)
    while (group.more()) {
      const key = group.varint();
      if (key === 10 && (visit.node || visit.taggedNode)) readNode(group.message(), block, visit);
      else if (key === 18 && (visit.node || visit.taggedNode)) readDense(group.message(), block, visit);
      else if (key === 26 && visit.way && (highway >= 0 || visit.everyWay))
        readWay(group.message(), block, visit.everyWay ? undefined : highway, visit.way);
      else if (key === 34 && visit.relation) readRelation(group.message(), block, visit.relation);
      else group.skip(key & 7);
    }
}

/** Offsets are plain int64: a negative one comes as 2^64 less its size. */
function int64(n: number): number {
  return n > 2 ** 63 ? n - 2 ** 64 : n;
}

function readStrings(reader: ProtoReader): string[] {
  const out: string[] = [];
  const decoder = new TextDecoder();
  while (reader.more()) {
    const key = reader.varint();
    if (key === 10) out.push(decoder.decode(reader.message().rest()));
    else reader.skip(key & 7);
  }
  return out;
}

function place(block: Block, offset: number, raw: number): number {
  return Math.round((offset + block.granularity * raw) / 100);
}

function readNode(reader: ProtoReader, block: Block, visit: Visitors): void {
  let [id, lat, lng] = [0, 0, 0];
  let [keys, values]: [number[], number[]] = [[], []];
  while (reader.more()) {
    const key = reader.varint();
    if (key === 8) id = reader.signed();
    else if (key === 18) keys = packed(reader.message(), "plain");
    else if (key === 26) values = packed(reader.message(), "plain");
    else if (key === 64) lat = reader.signed();
    else if (key === 72) lng = reader.signed();
    else reader.skip(key & 7);
  }
  const at = [place(block, block.lat, lat), place(block, block.lng, lng)] as const;
  visit.node?.(id, ...at);
  if (keys.length > 0) visit.taggedNode?.(id, ...at, tagsOf(block, keys, values));
}

function readDense(reader: ProtoReader, block: Block, visit: Visitors): void {
  let [ids, lats, lngs]: [number[], number[], number[]] = [[], [], []];
  let tagged: ProtoReader | undefined;
  while (reader.more()) {
    const key = reader.varint();
    if (key === 10) ids = packed(reader.message(), "delta");
    else if (key === 66) lats = packed(reader.message(), "delta");
    else if (key === 74) lngs = packed(reader.message(), "delta");
    else if (key === 82) tagged = reader.message();
    else reader.skip(key & 7);
  }
  if (ids.length !== lats.length || ids.length !== lngs.length) throw new RangeError("nodes without a place");
  if (visit.node)
    for (let i = 0; i < ids.length; i += 1)
      visit.node(ids[i]!, place(block, block.lat, lats[i]!), place(block, block.lng, lngs[i]!));
  // Keys and values of all nodes in one row, a 0 after each node's.
  for (let i = 0; visit.taggedNode && tagged?.more() && i < ids.length; i += 1) {
    const tags = new Map<string, string>();
    for (let key = tagged.varint(); key !== 0; key = tagged.varint())
      tags.set(block.strings[key] ?? "", block.strings[tagged.varint()] ?? "");
    if (tags.size > 0)
      visit.taggedNode(ids[i]!, place(block, block.lat, lats[i]!), place(block, block.lng, lngs[i]!), tags);
  }
}

/** @param only the key that a way must carry; undefined for any way */
function readWay(
  reader: ProtoReader,
  block: Block,
  only: number | undefined,
  visit: NonNullable<Visitors["way"]>,
): void {
  let id = 0;
  let [keys, values]: [number[], number[]] = [[], []];
  let refs: ProtoReader | undefined;
  while (reader.more()) {
    const key = reader.varint();
    if (key === 8) id = reader.varint();
    else if (key === 18) keys = packed(reader.message(), "plain");
    else if (key === 26) values = packed(reader.message(), "plain");
    else if (key === 66) refs = reader.message();
    else reader.skip(key & 7);
  }
  if (refs && (only === undefined || keys.includes(only)))
    visit(id, tagsOf(block, keys, values), packed(refs, "delta"));
}

function readRelation(reader: ProtoReader, block: Block, visit: NonNullable<Visitors["relation"]>): void {
  let id = 0;
  let [keys, values, roles, ids, types]: number[][] = [[], [], [], [], []];
  while (reader.more()) {
    const key = reader.varint();
    if (key === 8) id = reader.varint();
    else if (key === 18) keys = packed(reader.message(), "plain");
    else if (key === 26) values = packed(reader.message(), "plain");
    else if (key === 66) roles = packed(reader.message(), "plain");
    else if (key === 74) ids = packed(reader.message(), "delta");
    else if (key === 82) types = packed(reader.message(), "plain");
    else reader.skip(key & 7);
  }
  const members = ids!.map((member, i) => ({
    id: member,
    type: MEMBER_TYPES[types![i] ?? 0] ?? "node",
    role: block.strings[roles![i] ?? 0] ?? "",
  }));
  visit(id, tagsOf(block, keys!, values!), members);
}

function tagsOf(block: Block, keys: readonly number[], values: readonly number[]): Tags {
  const tags = new Map<string, string>();
  for (let i = 0; i < keys.length; i += 1) tags.set(block.strings[keys[i]!] ?? "", block.strings[values[i]!] ?? "");
  return tags;
}
