import type { Tags } from "../read-pbf.ts";

export const LAYERS = ["earth", "landuse", "water", "buildings", "roads", "places", "pois"] as const;
export type Layer = (typeof LAYERS)[number];

/** What something on the ground is drawn as: the layers and kinds of the Protomaps basemap, version 4. */
export type MapKind = {
  readonly layer: Layer;
  readonly kind: string;
  /** OpenStreetMap's own word, where the kind gathers several. */
  readonly detail: string;
  /** From this zoom on, 6 to 14. */
  readonly minZoom: number;
};

const ROADS: ReadonlyMap<string, readonly [kind: string, minZoom: number]> = new Map(
  Object.entries({
    motorway: ["highway", 6],
    motorway_link: ["highway", 9],
    trunk: ["major_road", 6],
    trunk_link: ["major_road", 10],
    primary: ["major_road", 7],
    primary_link: ["major_road", 11],
    secondary: ["major_road", 9],
    secondary_link: ["major_road", 12],
    tertiary: ["major_road", 10],
    tertiary_link: ["major_road", 12],
    unclassified: ["minor_road", 12],
    residential: ["minor_road", 12],
    living_street: ["minor_road", 12],
    road: ["minor_road", 12],
    busway: ["minor_road", 12],
    service: ["minor_road", 13],
    pedestrian: ["path", 13],
    footway: ["path", 14],
    path: ["path", 14],
    cycleway: ["path", 14],
    track: ["path", 13],
    steps: ["path", 14],
  }),
);
const LANDUSE = new Set([
  ...["allotments", "village_green", "cemetery", "forest", "industrial", "military", "grass", "railway"],
  ...["residential", "commercial", "retail", "farmland", "orchard"],
]);
const LEISURE = new Set(["park", "playground", "golf_course", "nature_reserve", "pitch", "garden", "stadium"]);
const NATURAL = new Set(["wood", "scrub", "grassland", "glacier", "sand", "beach", "wetland"]);
const AMENITY_AREA = new Set(["hospital", "school", "university", "college", "kindergarten"]);
const PLACES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    city: 6,
    town: 8,
    suburb: 11,
    village: 11,
    quarter: 13,
    neighbourhood: 14,
  }),
);
const POIS = new Set([
  "hospital",
  "clinic",
  "pharmacy",
  "marketplace",
  "fire_station",
  "police",
  "bus_station",
  "fuel",
]);

/** How a way that is drawn open or closed looks; undefined when it is not drawn at all. */
export function wayKind(tags: Tags, closed: boolean): MapKind | undefined {
  const highway = tags.get("highway");
  const road = ROADS.get(highway ?? "");
  const area = closed && tags.get("area") !== "no";
  if (highway && road) {
    if (area && tags.get("area") === "yes")
      return { layer: "landuse", kind: "pedestrian", detail: highway, minZoom: 13 };
    return { layer: "roads", kind: road[0], detail: highway, minZoom: road[1] };
  }
  if (tags.get("railway") === "rail" || tags.get("railway") === "light_rail")
    return { layer: "roads", kind: "rail", detail: tags.get("railway")!, minZoom: tags.has("service") ? 13 : 9 };
  if (tags.get("aeroway") === "runway" && !area)
    return { layer: "roads", kind: "other", detail: "runway", minZoom: 10 };
  const waterway = tags.get("waterway") ?? "";
  if (!area && ["river", "stream", "canal"].includes(waterway))
    return {
      layer: "water",
      kind: waterway === "canal" ? "river" : waterway,
      detail: waterway,
      minZoom: waterway === "stream" ? 13 : 9,
    };
  return area ? areaKind(tags) : undefined;
}

/** How a closed way or a multipolygon looks. */
export function areaKind(tags: Tags): MapKind | undefined {
  const of = (layer: Layer, kind: string, minZoom: number, detail = kind): MapKind => ({
    layer,
    kind,
    detail,
    minZoom,
  });
  const [natural, landuse, leisure] = [tags.get("natural") ?? "", tags.get("landuse") ?? "", tags.get("leisure") ?? ""];
  const waterway = tags.get("waterway") ?? "";
  if (natural === "water" || waterway === "riverbank" || waterway === "dock")
    return of("water", "water", 8, tags.get("water") ?? "");
  if (landuse === "reservoir" || landuse === "basin") return of("water", "water", 9, landuse);
  if (natural === "bay" || natural === "strait") return undefined;
  if (NATURAL.has(natural)) return of("landuse", natural, 9);
  if (LANDUSE.has(landuse)) return of("landuse", landuse, 9);
  if (LEISURE.has(leisure)) return of("landuse", leisure, 10);
  const amenity = tags.get("amenity") ?? "";
  if (AMENITY_AREA.has(amenity)) return of("landuse", amenity, 11);
  if (tags.get("aeroway") === "aerodrome") return of("landuse", "aerodrome", 9);
  if (tags.get("man_made") === "pier") return of("landuse", "pier", 12);
  if (tags.has("building") && tags.get("building") !== "no") return of("buildings", "building", 14);
  return undefined;
}

export function nodeKind(tags: Tags): MapKind | undefined {
  const place = tags.get("place") ?? "";
  const zoom = PLACES.get(place);
  if (zoom !== undefined && tags.has("name"))
    return {
      layer: "places",
      kind: zoom <= 11 ? "locality" : "neighbourhood",
      detail: place,
      minZoom: zoom,
    };
  const poi = (kind: string): MapKind => ({ layer: "pois", kind, detail: kind, minZoom: 14 });
  if (tags.get("highway") === "bus_stop") return poi("bus_stop");
  if (tags.get("shop") === "supermarket") return poi("supermarket");
  if (tags.get("railway") === "station") return poi("station");
  return POIS.has(tags.get("amenity") ?? "") ? poi(tags.get("amenity")!) : undefined;
}
