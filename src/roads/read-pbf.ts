import type { PbfReader } from "pbf";
import { bytesOf, eachField, endOf, packed, readerOf } from "./checked-pbf.ts";
import { pbfBlobs } from "./pbf-blobs.ts";
import { checkHeader } from "./pbf-header.ts";
import { RoadDataError } from "./road-data-error.ts";

export type Tags = ReadonlyMap<string, string>;
export type Member = { readonly id: number; readonly type: "node" | "way" | "relation"; readonly role: string };

/** What to be told of; an absent visitor saves the decoding. Coordinates are whole 1e-7 degrees. */
export type Visitors = {
  /** A node that lies on several ways of a file with places on its ways is told several times. */
  readonly node?: (id: number, lat: number, lng: number) => void;
  /** Nodes that say something of themselves: barriers, bus stops, names of places. */
  readonly taggedNode?: (id: number, lat: number, lng: number, tags: Tags) => void;
  /** Ways without a `highway` tag are passed over undecoded, unless `everyWay` is set. */
  readonly way?: (id: number, tags: Tags, refs: readonly number[]) => void;
  readonly everyWay?: boolean;
  readonly relation?: (id: number, tags: Tags, members: readonly Member[]) => void;
};

const MEMBER_TYPES = ["node", "way", "relation"] as const;
const [FARTHEST_NORTH, FARTHEST_EAST] = [900_000_000, 1_800_000_000];

/**
 * Reads an .osm.pbf from its beginning to its end.
 * @throws RoadDataError
 */
export function readPbf(path: string, visit: Visitors): void {
  let placesOnWays = false;
  for (const { type, body } of pbfBlobs(path)) {
    try {
      if (type === "OSMHeader") ({ placesOnWays } = checkHeader(body, path));
      else if (type === "OSMData") readBlock(readerOf(body), visit, placesOnWays);
    } catch (cause) {
      if (cause instanceof RoadDataError) throw cause;
      if (cause instanceof RangeError || /varint|type/.test((cause as Error).message))
        throw new RoadDataError("damaged", `${path}: ${(cause as Error).message}`);
      throw cause;
    }
  }
}

type Group = { readonly start: number; readonly end: number };
type Block = {
  readonly pbf: PbfReader;
  readonly strings: string[];
  /** A writer may have put the same text down more than once. */
  readonly highway: Set<number>;
  granularity: number;
  lat: number;
  lng: number;
};

function readBlock(pbf: PbfReader, visit: Visitors, placesOnWays: boolean): void {
  const block: Block = { pbf, strings: [], highway: new Set(), granularity: 100, lat: 0, lng: 0 };
  const groups: Group[] = [];
  eachField(pbf, pbf.length, (field) => {
    if (field === 1) readStrings(block, endOf(pbf, pbf.length));
    else if (field === 2) {
      const end = endOf(pbf, pbf.length);
      groups.push({ start: pbf.pos, end });
      pbf.pos = end;
    } else if (field === 17) block.granularity = pbf.readVarint();
    else if (field === 19) block.lat = pbf.readVarint(true);
    else if (field === 20) block.lng = pbf.readVarint(true);
  });
  const wantsNodes = visit.node !== undefined || visit.taggedNode !== undefined;
  const wantsWays = visit.way !== undefined && (block.highway.size > 0 || visit.everyWay === true);
  for (const { start, end } of groups) {
    pbf.pos = start;
    eachField(pbf, end, (field) => {
      if (field === 1 && wantsNodes) readNode(block, endOf(pbf, end), visit);
      else if (field === 2 && wantsNodes) readDense(block, endOf(pbf, end), visit);
      else if (field === 3 && (wantsWays || (placesOnWays && visit.node)))
        readWay(block, endOf(pbf, end), visit, placesOnWays);
      else if (field === 4 && visit.relation) readRelation(block, endOf(pbf, end), visit.relation);
    });
  }
}

function readStrings(block: Block, end: number): void {
  const { pbf, strings, highway } = block;
  const decoder = new TextDecoder();
  eachField(pbf, end, (field) => {
    if (field !== 1) return;
    const text = decoder.decode(bytesOf(pbf, end));
    if (text === "highway") highway.add(strings.length);
    strings.push(text);
  });
}

function place(block: Block, offset: number, raw: number): number {
  return Math.round((offset + block.granularity * raw) / 100);
}

/** A node off the earth is a slip of whoever made the file: like one that is not there. */
function tellNode(block: Block, id: number, lat: number, lng: number, tell: (lat: number, lng: number) => void): void {
  const [y, x] = [place(block, block.lat, lat), place(block, block.lng, lng)];
  if (Math.abs(y) <= FARTHEST_NORTH && Math.abs(x) <= FARTHEST_EAST && Number.isSafeInteger(id)) tell(y, x);
}

function readNode(block: Block, end: number, visit: Visitors): void {
  const { pbf } = block;
  let [id, lat, lng] = [0, 0, 0];
  let [keys, values]: [number[], number[]] = [[], []];
  eachField(pbf, end, (field) => {
    if (field === 1) id = pbf.readSVarint();
    else if (field === 2) keys = packed(pbf, end, "plain");
    else if (field === 3) values = packed(pbf, end, "plain");
    else if (field === 8) lat = pbf.readSVarint();
    else if (field === 9) lng = pbf.readSVarint();
  });
  tellNode(block, id, lat, lng, (y, x) => {
    visit.node?.(id, y, x);
    if (keys.length > 0) visit.taggedNode?.(id, y, x, tagsOf(block, keys, values));
  });
}

function readDense(block: Block, end: number, visit: Visitors): void {
  const { pbf } = block;
  let [ids, lats, lngs]: [number[], number[], number[]] = [[], [], []];
  let tagged: Group | undefined;
  eachField(pbf, end, (field) => {
    if (field === 1) ids = packed(pbf, end, "delta");
    else if (field === 8) lats = packed(pbf, end, "delta");
    else if (field === 9) lngs = packed(pbf, end, "delta");
    else if (field === 10) {
      const last = endOf(pbf, end);
      tagged = { start: pbf.pos, end: last };
      pbf.pos = last;
    }
  });
  if (ids.length !== lats.length || ids.length !== lngs.length) throw new RangeError("nodes without a place");
  const { node } = visit;
  if (node)
    for (let i = 0; i < ids.length; i += 1) tellNode(block, ids[i]!, lats[i]!, lngs[i]!, (y, x) => node(ids[i]!, y, x));
  if (!visit.taggedNode || !tagged) return;
  pbf.pos = tagged.start;
  // Keys and values of all nodes in one row, a 0 after each node's.
  for (let i = 0; pbf.pos < tagged.end && i < ids.length; i += 1) {
    const tags = new Map<string, string>();
    for (let key = pbf.readVarint(); key !== 0 && pbf.pos < tagged.end; key = pbf.readVarint())
      tags.set(block.strings[key] ?? "", block.strings[pbf.readVarint()] ?? "");
    const told = visit.taggedNode;
    if (tags.size > 0) tellNode(block, ids[i]!, lats[i]!, lngs[i]!, (y, x) => told(ids[i]!, y, x, tags));
  }
  pbf.pos = end;
}

function readWay(block: Block, end: number, visit: Visitors, placesOnWays: boolean): void {
  const { pbf } = block;
  let id = 0;
  let [keys, values]: [number[], number[]] = [[], []];
  let refs: Group | undefined;
  let [lats, lngs]: [number[], number[]] = [[], []];
  eachField(pbf, end, (field) => {
    if (field === 1) id = pbf.readVarint(true);
    else if (field === 2) keys = packed(pbf, end, "plain");
    else if (field === 3) values = packed(pbf, end, "plain");
    else if (field === 8) {
      const last = endOf(pbf, end);
      refs = { start: pbf.pos, end: last };
      pbf.pos = last;
    } else if (field === 9 && placesOnWays && visit.node) lats = packed(pbf, end, "delta");
    else if (field === 10 && placesOnWays && visit.node) lngs = packed(pbf, end, "delta");
  });
  const wanted = visit.way && (visit.everyWay || keys.some((key) => block.highway.has(key)));
  if (!refs || !(wanted || lats.length > 0)) return;
  pbf.pos = refs.start;
  const ids: number[] = [];
  for (let last = 0; pbf.pos < refs.end; ids.push(last)) last += pbf.readSVarint();
  pbf.pos = end;
  const { node } = visit;
  if (node && lats.length === ids.length && lngs.length === ids.length)
    for (const [i, ref] of ids.entries()) tellNode(block, ref, lats[i]!, lngs[i]!, (y, x) => node(ref, y, x));
  if (wanted) visit.way(id, tagsOf(block, keys, values), ids);
}

function readRelation(block: Block, end: number, visit: NonNullable<Visitors["relation"]>): void {
  const { pbf } = block;
  let id = 0;
  let [keys, values, roles, ids, types]: number[][] = [[], [], [], [], []];
  eachField(pbf, end, (field) => {
    if (field === 1) id = pbf.readVarint(true);
    else if (field === 2) keys = packed(pbf, end, "plain");
    else if (field === 3) values = packed(pbf, end, "plain");
    else if (field === 8) roles = packed(pbf, end, "plain");
    else if (field === 9) ids = packed(pbf, end, "delta");
    else if (field === 10) types = packed(pbf, end, "plain");
  });
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
