import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { Feature, Position } from "geojson";
import GeoJSONVT from "geojson-vt";
import type { Box } from "../closure.ts";
import { UNITS_PER_DEGREE } from "../geometry.ts";
import { type FeatureStore, SHAPE } from "./feature-store.ts";
import { LAYERS, type Layer } from "./map-kind.ts";
import { type MapExtent, PmtilesWriter } from "./pmtiles-writer.ts";

/** Tiles are cut block by block, so that only one block's features stand in memory as objects. */
const LEVELS = [
  { block: 6, from: 6, to: 11 },
  { block: 12, from: 12, to: 14 },
] as const;
export const MIN_ZOOM = 6;
export const MAX_ZOOM = 14;
const EXTENT = 4096;
/** Tiles reach this far into their neighbours, as a share of their side, so that lines do not end at the seam. */
const MARGIN = 1 / 32;

/**
 * Writes the map of a city as one PMTiles file of vector tiles.
 * @param box in 1e-7 degrees
 * @param told share of the work done, 0 to 1
 * @returns number of tiles
 * @throws the file system's error; a part of the file may then be there
 */
export function writeBasemap(path: string, store: FeatureStore, box: Box, told: (share: number) => void): number {
  const extent = inDegrees(box);
  const writer = new PmtilesWriter(path);
  try {
    for (const [i, level] of LEVELS.entries()) {
      const blocks = sorted(store, extent, level);
      let done = 0;
      for (const [[x, y], features] of blocks) {
        writeBlock(writer, store, features, extent, { ...level, x, y });
        done += 1;
        told((i + done / blocks.length) / LEVELS.length);
      }
    }
    writer.finish(extent, MIN_ZOOM, MAX_ZOOM, {
      name: "Baogong city map",
      attribution: '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>',
      vector_layers: LAYERS.map((id) => ({ id, fields: {} })),
    });
  } catch (error) {
    writer.close();
    throw error;
  }
  return writer.tiles;
}

type Level = (typeof LEVELS)[number];

/** The blocks of a level with the features that touch each. */
function sorted(store: FeatureStore, extent: MapExtent, { block, to }: Level) {
  const [left, right] = [column(extent.west, block), column(extent.east, block)].map(Math.floor) as [number, number];
  const [top, bottom] = [row(extent.north, block), row(extent.south, block)].map(Math.floor) as [number, number];
  const width = right - left + 1;
  const lists: number[][] = Array.from({ length: width * (bottom - top + 1) }, () => []);
  for (let feature = 0; feature < store.count; feature += 1) {
    if (store.kind(feature).minZoom > to) continue;
    const box = boxOf(store, feature);
    const [west, east] = [column(box.west, block) - MARGIN, column(box.east, block) + MARGIN];
    const [north, south] = [row(box.north, block) - MARGIN, row(box.south, block) + MARGIN];
    // An area of less than two pixels on the level's nearest zoom is not seen.
    const pixels = Math.max(east - west, south - north) - 2 * MARGIN;
    if (store.shape(feature) === SHAPE.area && pixels * 2 ** (to - block) * 256 < 2) continue;
    for (let y = Math.max(top, Math.floor(north)); y <= Math.min(bottom, Math.floor(south)); y += 1)
      for (let x = Math.max(left, Math.floor(west)); x <= Math.min(right, Math.floor(east)); x += 1)
        lists[(y - top) * width + x - left]!.push(feature);
  }
  return lists.map((features, i) => [[left + (i % width), top + Math.floor(i / width)] as const, features] as const);
}

function writeBlock(
  writer: PmtilesWriter,
  store: FeatureStore,
  features: readonly number[],
  extent: MapExtent,
  at: Level & { x: number; y: number },
): void {
  const byLayer = new Map<Layer, Feature[]>();
  for (const feature of features) {
    const { layer } = store.kind(feature);
    if (!byLayer.has(layer)) byLayer.set(layer, []);
    byLayer.get(layer)!.push(toGeoJson(store, feature));
  }
  const indexes = [...byLayer].map(([layer, list]) => {
    const options = {
      maxZoom: MAX_ZOOM,
      indexMaxZoom: at.block,
      extent: EXTENT,
      buffer: EXTENT * MARGIN,
      tolerance: 3,
    };
    return [layer, new GeoJSONVT({ type: "FeatureCollection", features: list }, options)] as const;
  });
  for (let z = at.from; z <= at.to; z += 1) {
    const side = 2 ** (z - at.block);
    const clip = (n: number, low: number) => Math.min((low + 1) * side - 1, Math.max(low * side, Math.floor(n)));
    for (let y = clip(row(extent.north, z), at.y); y <= clip(row(extent.south, z), at.y); y += 1)
      for (let x = clip(column(extent.west, z), at.x); x <= clip(column(extent.east, z), at.x); x += 1) {
        const layers = indexes.flatMap(([layer, index]) => {
          const tile = index.getTile(z, x, y);
          const seen = tile?.features.filter(({ tags }) => (tags?.min_zoom as number) <= z) ?? [];
          return seen.length > 0 ? [[layer, { ...tile, features: seen }] as const] : [];
        });
        if (layers.length > 0)
          writer.add(z, x, y, fromGeojsonVt(Object.fromEntries(layers) as never, { version: 2, extent: EXTENT }));
      }
  }
}

function toGeoJson(store: FeatureStore, feature: number): Feature {
  const { kind, detail, minZoom } = store.kind(feature);
  const { name, nameEn } = store.label(feature);
  const parts: Position[][] = [];
  for (const [from, to] of store.parts(feature)) {
    const part: Position[] = [];
    for (let i = from; i < to; i += 1) part.push([store.lng(i) / UNITS_PER_DEGREE, store.lat(i) / UNITS_PER_DEGREE]);
    parts.push(part);
  }
  const properties = {
    kind,
    min_zoom: minZoom,
    ...(detail && detail !== kind && { kind_detail: detail }),
    ...(name && { name }),
    ...(nameEn && { "name:en": nameEn }),
  };
  const shape = store.shape(feature);
  if (shape === SHAPE.point)
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: parts[0]![0]! } };
  if (shape === SHAPE.line)
    return { type: "Feature", properties, geometry: { type: "LineString", coordinates: parts[0]! } };
  return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: parts } };
}

function boxOf(store: FeatureStore, feature: number): MapExtent {
  const box = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity };
  for (const [from, to] of store.parts(feature))
    for (let i = from; i < to; i += 1) {
      box.south = Math.min(box.south, store.lat(i));
      box.north = Math.max(box.north, store.lat(i));
      box.west = Math.min(box.west, store.lng(i));
      box.east = Math.max(box.east, store.lng(i));
    }
  return inDegrees(box);
}

function inDegrees(box: Box): MapExtent {
  const { west, south, east, north } = box;
  return {
    west: west / UNITS_PER_DEGREE,
    south: south / UNITS_PER_DEGREE,
    east: east / UNITS_PER_DEGREE,
    north: north / UNITS_PER_DEGREE,
  };
}

/** Tile columns and rows with their fractions, web Mercator. */
function column(lng: number, z: number): number {
  return ((lng + 180) / 360) * 2 ** z;
}

function row(lat: number, z: number): number {
  const sin = Math.sin((lat * Math.PI) / 180);
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z;
}
