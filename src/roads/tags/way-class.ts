import type { Tags } from "../read-pbf.ts";
import type { VehicleKind } from "../vehicle.ts";
import type { Verdict } from "./access.ts";

/** Travelled speed in a city, km/h, stops at lights included: well below what is signed. */
const STREETS: ReadonlyMap<string, number> = new Map(
  Object.entries({
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
  }),
);
/** Carried over water or through a mountain, waiting included, where the file does not say how long that takes. */
const CARRIED: ReadonlyMap<string, number> = new Map(Object.entries({ ferry: 5, shuttle_train: 10 }));
/** Not for engines, unless their own tags say so. */
const CLOSED: ReadonlyMap<string, number> = new Map(
  Object.entries({
    track: 12,
    pedestrian: 8,
    footway: 8,
    path: 8,
    cycleway: 8,
    bridleway: 8,
    bus_guideway: 30,
  }),
);
/** Nothing drives there, whatever else is tagged: no streets, no streets yet, or none any more. */
const NEVER = new Set([
  ...["steps", "platform", "corridor", "elevator", "ladder", "via_ferrata", "rest_area", "services", "bus_stop"],
  ...["construction", "proposed", "planned", "disused", "abandoned", "razed", "demolished", "removed", "dismantled"],
  ...["no", "historic", "escape", "raceway", "emergency_bay", "traffic_island", "crossing", "toll_gantry"],
]);
/** `disused=yes` and the like on a street that is still drawn as one. */
const GONE = [
  "construction",
  "proposed",
  "planned",
  "disused",
  "abandoned",
  "razed",
  "demolished",
  "removed",
  "closed",
];
const IMPASSABLE = new Set(["impassable", "very_horrible", "horrible"]);
/** Ways to one's own door or parking place: nobody drives through. */
const ONES_OWN = new Set(["driveway", "parking_aisle", "drive-through", "drive-thru"]);
/** No street at all for a bus: slower than this it does not drive on what it may. */
const UNKNOWN_KMH = 10;

export type WayClass = {
  readonly kmh: number;
  readonly base: Readonly<Record<VehicleKind, Verdict>>;
  /** The first access tag that can open what `base` shuts. */
  readonly opener: string;
};

const all = (verdict: Verdict) => ({ car: verdict, bus: verdict, truck: verdict });

/** What kind of street it is before its access tags are read; undefined for one that nothing drives. */
export function classOf(tags: Tags, unread: (key: string) => void): WayClass | undefined {
  const highway = tags.get("highway") ?? "";
  const carried = CARRIED.get(tags.get("route") ?? "");
  // Many ferries take people alone: a tag has to say that they take vehicles.
  if (carried !== undefined)
    return GONE.some((key) => isYes(tags.get(key)))
      ? undefined
      : { kmh: carried, base: all("shut"), opener: "vehicle" };
  if (highway === "" || NEVER.has(highway) || isYes(tags.get("area"))) return undefined;
  if (GONE.some((key) => isYes(tags.get(key)) || tags.get(key) === highway)) return undefined;
  if (IMPASSABLE.has(tags.get("smoothness") ?? "") || isYes(tags.get("impassable")) || isYes(tags.get("4wd_only")))
    return undefined;
  const kmh = STREETS.get(highway) ?? CLOSED.get(highway);
  const ford = tags.get("ford") ?? "no";
  if (ford === "stepping_stones") return undefined;
  if (kmh === undefined) unread("highway");
  const service = highway === "service" ? (tags.get("service") ?? "") : "";
  // Water over the street, a fire engine's way in, a path: only a tag for vehicles opens them.
  if (kmh === undefined || ford !== "no" || service === "emergency_access" || !STREETS.has(highway))
    return { kmh: kmh ?? UNKNOWN_KMH, base: all("shut"), opener: highway === "track" ? "access" : "vehicle" };
  if (highway === "busway" || service === "busway" || service === "bus")
    return { kmh, base: { ...all("shut"), bus: "open" }, opener: "vehicle" };
  return { kmh, base: all(ONES_OWN.has(service) ? "guests" : "open"), opener: "access" };
}

/** Does a stop there mean that a bus halts on an expressway, on a ferry, under the ground or above it? */
export function isNoPlaceToStop(tags: Tags): boolean {
  const highway = tags.get("highway") ?? "";
  if (CARRIED.has(tags.get("route") ?? "")) return true;
  if (highway === "motorway" || highway === "motorway_link" || isYes(tags.get("motorroad"))) return true;
  const tunnel = tags.get("tunnel") ?? "no";
  if ((tunnel !== "no" && tunnel !== "building_passage") || (tags.get("bridge") ?? "no") !== "no") return true;
  return (tags.get("location") ?? "") === "underground" || !["", "0", "+0"].includes((tags.get("layer") ?? "").trim());
}

function isYes(value: string | undefined): boolean {
  return value === "yes" || value === "true" || value === "1";
}
