import type { Tags } from "./read-pbf.ts";
import { ALL_VEHICLES, VEHICLE_BIT, type VehicleKind } from "./vehicle.ts";

/** Travelled speed in a city, km/h, stops at lights included: well below what is signed. */
const SPEED_KMH: Readonly<Record<string, number>> = {
  motorway: 80,
  motorway_link: 45,
  trunk: 60,
  trunk_link: 40,
  primary: 45,
  primary_link: 30,
  secondary: 40,
  secondary_link: 28,
  tertiary: 32,
  tertiary_link: 25,
  unclassified: 28,
  residential: 22,
  road: 20,
  living_street: 10,
  service: 12,
  busway: 30,
};

/** From the general to the particular: the last tag that is there decides. */
export const ACCESS_TAGS: Readonly<Record<VehicleKind, readonly string[]>> = {
  car: ["access", "vehicle", "motor_vehicle", "motorcar"],
  bus: ["access", "vehicle", "motor_vehicle", "psv", "bus"],
  truck: ["access", "vehicle", "motor_vehicle", "goods", "hgv"],
};
export const SHUT = new Set(["no", "private", "agricultural", "forestry", "emergency", "military"]);
const KINDS: readonly VehicleKind[] = ["car", "bus", "truck"];

/** What the tags of a way say about driving on it. `forward` and `backward` are vehicle bits. */
export type WayRules = {
  readonly forward: number;
  readonly backward: number;
  readonly speedKmh: number;
  /** 0 when nothing is signed. */
  readonly maxHeightCm: number;
  readonly maxWeightKg: number;
  readonly roundabout: boolean;
  readonly name: string;
};

/** The rules of a way, or undefined when nothing with an engine may use it. */
export function wayRules(tags: Tags): WayRules | undefined {
  const highway = tags.get("highway") ?? "";
  const classSpeed = SPEED_KMH[highway];
  if (classSpeed === undefined || tags.get("area") === "yes") return undefined;
  const roundabout = tags.get("junction") === "roundabout" || tags.get("junction") === "circular";
  let [forward, backward] = [0, 0];
  for (const kind of KINDS) {
    if (!mayEnter(tags, highway, kind)) continue;
    const way = direction(tags, highway, roundabout, kind);
    if (way !== "backward" && way !== "none") forward |= VEHICLE_BIT[kind];
    if (way !== "forward" && way !== "none") backward |= VEHICLE_BIT[kind];
  }
  if (((forward | backward) & ALL_VEHICLES) === 0) return undefined;
  const signed = parseSpeed(tags.get("maxspeed"));
  return {
    forward,
    backward,
    speedKmh: Math.max(5, Math.min(classSpeed, signed ?? classSpeed)),
    maxHeightCm: Math.min(65_535, Math.round((parseMetres(tags.get("maxheight")) ?? 0) * 100)),
    maxWeightKg: Math.round((parseTonnes(tags.get("maxweight")) ?? 0) * 1000),
    roundabout,
    name: tags.get("name") ?? tags.get("ref") ?? "",
  };
}

function mayEnter(tags: Tags, highway: string, kind: VehicleKind): boolean {
  let open = highway !== "busway" || kind === "bus";
  for (const key of ACCESS_TAGS[kind]) {
    const value = tags.get(key);
    if (value !== undefined) open = !SHUT.has(value);
  }
  return open;
}

function direction(
  tags: Tags,
  highway: string,
  roundabout: boolean,
  kind: VehicleKind,
): "both" | "forward" | "backward" | "none" {
  const own = kind === "bus" ? (tags.get("oneway:bus") ?? tags.get("oneway:psv")) : undefined;
  const value = own ?? tags.get("oneway");
  if (value === "yes" || value === "true" || value === "1") return "forward";
  if (value === "-1" || value === "reverse") return "backward";
  // The direction changes with the hour, and the file does not say when.
  if (value === "reversible" || value === "alternating") return "none";
  if (value === undefined && (roundabout || highway === "motorway" || highway === "motorway_link")) return "forward";
  return "both";
}

function parseSpeed(value: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(mph|km\/h|kmh)?$/.exec(value ?? "");
  if (!match) return undefined;
  const speed = Number(match[1]) * (match[2] === "mph" ? 1.609344 : 1);
  return speed > 0 ? speed : undefined;
}

function parseMetres(value: string | undefined): number | undefined {
  const feet = /^(\d+)'\s*(?:(\d+)")?$/.exec(value ?? "");
  if (feet) return Number(feet[1]) * 0.3048 + Number(feet[2] ?? 0) * 0.0254;
  const match = /^(\d+(?:[.,]\d+)?)\s*(?:m|metres)?$/.exec(value ?? "");
  return match ? Number(match[1]!.replace(",", ".")) : undefined;
}

function parseTonnes(value: string | undefined): number | undefined {
  const match = /^(\d+(?:[.,]\d+)?)\s*(t|kg)?$/.exec(value ?? "");
  return match ? Number(match[1]!.replace(",", ".")) * (match[2] === "kg" ? 0.001 : 1) : undefined;
}
