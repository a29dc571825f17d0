import type { Box } from "../closure.ts";
import type { UnitPoint } from "../geometry.ts";
import { NodePlaces } from "../node-places.ts";
import { readPbf, type Tags } from "../read-pbf.ts";
import { FeatureStore, type Label, SHAPE, type Shape } from "./feature-store.ts";
import { float64s, type GrowList, int32s, uint8s } from "./grow-list.ts";
import { joinLines } from "./join-rings.ts";
import { areaKind, type MapKind, nodeKind, wayKind } from "./map-kind.ts";
import { encloses, seaInside } from "./sea.ts";

type Relation = { kind: MapKind; label: Label; outer: number[]; inner: number[] };
const OCEAN: MapKind = { layer: "water", kind: "ocean", detail: "ocean", minZoom: 6 };
const EARTH: MapKind = { layer: "earth", kind: "earth", detail: "earth", minZoom: 6 };

/**
 * Collects what a map of the extract shows. Reads the file three times (relations, ways, nodes), so that only nodes of
 * drawn ways are kept: memory grows with what is drawn, not with the file.
 * @param box the city's, in 1e-7 degrees: the land is drawn that far, and the sea is cut there
 * @throws RoadDataError
 */
export function readFeatures(path: string, box: Box, toWgs84?: (at: UnitPoint) => UnitPoint): FeatureStore {
  const relations = readAreas(path);
  const members = new Map<number, readonly number[]>();
  for (const { outer, inner } of relations) for (const way of [...outer, ...inner]) members.set(way, []);

  const store = new FeatureStore();
  const [refs, start] = [float64s(), int32s()];
  const [kinds, names, namesEn, shapes] = [int32s(), int32s(), int32s(), uint8s()];
  const coasts: (readonly number[])[] = [];
  readPbf(path, {
    everyWay: true,
    way(id, tags, wayRefs) {
      if (members.has(id)) members.set(id, wayRefs);
      if (tags.get("natural") === "coastline") coasts.push(wayRefs);
      const closed = wayRefs.length > 3 && wayRefs[0] === wayRefs[wayRefs.length - 1];
      const kind = wayRefs.length > 1 ? wayKind(tags, closed) : undefined;
      if (!kind) return;
      const area = closed && kind.layer !== "roads";
      const label = labelOf(tags);
      kinds.push(store.kindIndex(kind));
      names.push(store.nameIndex(label.name));
      namesEn.push(store.nameIndex(label.nameEn));
      shapes.push(area ? SHAPE.area : SHAPE.line);
      start.push(refs.length);
      for (const ref of wayRefs) refs.push(ref);
    },
  });

  const nodes = new NodePlaces(together(refs, [...members.values(), ...coasts]));
  const convert = toWgs84 ?? ((at: UnitPoint) => at);
  readPbf(path, {
    node(id, lat, lng) {
      const node = nodes.wanted(id);
      if (node >= 0) nodes.set(node, convert({ lat, lng }));
    },
    taggedNode(_id, lat, lng, tags) {
      const kind = nodeKind(tags);
      if (kind) store.add(kind, SHAPE.point, labelOf(tags), [[convert({ lat, lng })]]);
    },
  });

  addLandAndSea(store, nodes, coasts, box);
  for (const relation of relations) addArea(store, nodes, relation, members);
  for (let way = 0; way < kinds.length; way += 1) {
    const last = way + 1 < kinds.length ? start.at(way + 1) : refs.length;
    const run = [kinds.at(way), shapes.at(way) as Shape, names.at(way), namesEn.at(way)] as const;
    addRuns(store, nodes, { refs, from: start.at(way), to: last }, run);
  }
  return store;
}

function together(refs: GrowList, more: readonly (readonly number[])[]): Float64Array {
  const all = new Float64Array(refs.length + more.reduce((sum, list) => sum + list.length, 0));
  refs.copyTo(all);
  let at = refs.length;
  for (const list of more) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

function readAreas(path: string): Relation[] {
  const relations: Relation[] = [];
  readPbf(path, {
    relation(_id, tags, members) {
      const kind = tags.get("type") === "multipolygon" ? areaKind(tags) : undefined;
      if (!kind) return;
      const ways = members.filter((member) => member.type === "way");
      const inner = ways.filter((way) => way.role === "inner").map((way) => way.id);
      const outer = ways.filter((way) => way.role !== "inner").map((way) => way.id);
      relations.push({ kind, label: labelOf(tags), outer, inner });
    },
  });
  return relations;
}

function labelOf(tags: Tags): Label {
  const name = tags.get("name") ?? "";
  const english = tags.get("name:en") ?? "";
  return { name, nameEn: english === name ? "" : english };
}

function placesOf(nodes: NodePlaces, ids: readonly number[]): UnitPoint[] {
  return ids.flatMap((id) => {
    const node = nodes.numberOf(id);
    return node < 0 ? [] : [{ lat: nodes.lat[node]!, lng: nodes.lng[node]! }];
  });
}

function addLandAndSea(store: FeatureStore, nodes: NodePlaces, coasts: (readonly number[])[], box: Box): void {
  const [low, high] = [
    { lat: box.south, lng: box.west },
    { lat: box.north, lng: box.east },
  ];
  const frame = [low, { lat: low.lat, lng: high.lng }, high, { lat: high.lat, lng: low.lng }, low];
  store.add(EARTH, SHAPE.area, { name: "", nameEn: "" }, [frame]);
  const lines = joinLines(coasts, false).map((line) => placesOf(nodes, line));
  for (const sea of seaInside(
    lines.filter((line) => line.length > 1),
    box,
  ))
    store.add(OCEAN, SHAPE.area, { name: "", nameEn: "" }, sea);
}

/** One feature per outer ring with the holes that lie in it; rings that the extract cuts open are not drawn. */
function addArea(
  store: FeatureStore,
  nodes: NodePlaces,
  { kind, label, outer, inner }: Relation,
  members: ReadonlyMap<number, readonly number[]>,
): void {
  const rings = (ways: readonly number[]) =>
    joinLines(
      ways.map((way) => members.get(way) ?? []),
      true,
    )
      .filter((ring) => ring.length > 3 && ring[0] === ring[ring.length - 1])
      .map((ring) => placesOf(nodes, ring))
      .filter((ring) => ring.length > 3);
  const holes = rings(inner);
  for (const ring of rings(outer))
    store.add(kind, SHAPE.area, label, [ring, ...holes.filter((hole) => encloses(ring, hole[0]!))]);
}

/** A way as far as the extract knows its nodes: a line may fall into several, an area is drawn over the gap. */
function addRuns(
  store: FeatureStore,
  nodes: NodePlaces,
  { refs, from, to }: { refs: GrowList; from: number; to: number },
  [kind, shape, name, nameEn]: readonly [number, Shape, number, number],
): void {
  const runs: number[][] = [[]];
  for (let i = from; i < to; i += 1) {
    const node = nodes.numberOf(refs.at(i));
    if (node >= 0) runs[runs.length - 1]!.push(node);
    else if (shape === SHAPE.line) runs.push([]);
  }
  for (const run of runs) {
    if (run.length < (shape === SHAPE.area ? 4 : 2)) continue;
    store.begin(kind, shape, name, nameEn);
    store.addPart();
    for (const node of run) store.addPoint(nodes.lat[node]!, nodes.lng[node]!);
  }
}
