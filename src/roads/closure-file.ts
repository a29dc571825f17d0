import type { Closure } from "./closure.ts";
import type { Point } from "./estimate.ts";
import { ringCrossing } from "./ring-crossing.ts";
import { RoadDataError } from "./road-data-error.ts";

type Json = Record<string, unknown>;

/**
 * Closures out of GeoJSON: a FeatureCollection, a Feature, or a bare area. A feature's properties may hold `id`, `from`
 * and `until` (ISO times with their zone), and `ways` (OpenStreetMap's ids); with ways the geometry may be null.
 * @throws RoadDataError `bad_closure` that names the feature and what is wrong with it
 */
export function parseClosures(input: unknown): Closure[] {
  const json = asObject(input, "the closures");
  const features = json.type === "FeatureCollection" ? json.features : [json];
  if (!Array.isArray(features)) throw bad("a FeatureCollection has a list of features");
  return features.flatMap((feature, i) => fromFeature(asObject(feature, `feature ${i + 1}`), i));
}

function fromFeature(feature: Json, i: number): Closure[] {
  const isFeature = feature.type === "Feature";
  const properties = isFeature && feature.properties ? asObject(feature.properties, `feature ${i + 1}`) : {};
  const id = String(properties.id ?? feature.id ?? `closure-${i + 1}`);
  const geometry = isFeature ? feature.geometry : feature;
  const areas = geometry ? areasOf(asObject(geometry, id), id) : [];
  const ways = properties.ways === undefined ? [] : waysOf(properties.ways, id);
  if (areas.length === 0 && ways.length === 0) throw bad(`${id} closes nothing: give it an area or ways`);
  const fromMs = timeOf(properties.from, `${id}: from`);
  const untilMs = timeOf(properties.until, `${id}: until`);
  if (fromMs !== undefined && untilMs !== undefined && untilMs <= fromMs) throw bad(`${id} ends before it begins`);
  const span = { ...(fromMs !== undefined && { fromMs }), ...(untilMs !== undefined && { untilMs }) };
  return [...areas.map((rings) => ({ id, rings, ...span })), ...(ways.length > 0 ? [{ id, ways, ...span }] : [])];
}

function areasOf(geometry: Json, id: string): Point[][][] {
  if (geometry.type === "Polygon") return [ringsOf(geometry.coordinates, id)];
  if (geometry.type !== "MultiPolygon" || !Array.isArray(geometry.coordinates))
    throw bad(`${id} is a ${String(geometry.type)}: an area is a Polygon or a MultiPolygon`);
  return geometry.coordinates.map((rings) => ringsOf(rings, id));
}

function ringsOf(rings: unknown, id: string): Point[][] {
  if (!Array.isArray(rings) || rings.length === 0) throw bad(`${id} has an area without a border`);
  return rings.map((ring) => {
    if (!Array.isArray(ring) || ring.length < 4) throw bad(`${id} has a ring of fewer than four points`);
    const points = ring.map((at): Point => {
      const [lng, lat] = Array.isArray(at) ? at : [];
      if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
        throw bad(`${id} has a point that is not [longitude, latitude]`);
      return { lat, lng };
    });
    const crossing = ringCrossing(points);
    if (crossing) throw bad(`${id} has a border that crosses itself: its sides ${crossing.join(" and ")}`);
    return points;
  });
}

function waysOf(ways: unknown, id: string): number[] {
  if (!Array.isArray(ways) || !ways.every((way) => Number.isSafeInteger(way) && way > 0))
    throw bad(`${id}: ways is a list of ids, as [4305123, 9921455]`);
  return ways;
}

function timeOf(value: unknown, what: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  // A time without its zone would mean another moment on every machine.
  const zoned = typeof value === "string" && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value);
  const ms = zoned ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) throw bad(`${what} is no time with a zone, as 2026-11-22T08:00:00+08:00`);
  return ms;
}

function asObject(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw bad(`${what} is not GeoJSON`);
  return value as Json;
}

function bad(words: string): RoadDataError {
  return new RoadDataError("bad_closure", words);
}
