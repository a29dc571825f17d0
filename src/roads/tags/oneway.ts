import type { Tags } from "../read-pbf.ts";
import type { VehicleKind } from "../vehicle.ts";
import { ACCESS_TAGS } from "./access.ts";
import { clausesOf } from "./condition.ts";

export type Directions = { readonly forward: boolean; readonly backward: boolean };

const BOTH: Directions = { forward: true, backward: true };
const FORWARD: Directions = { forward: true, backward: false };
const BACKWARD: Directions = { forward: false, backward: true };
/** The direction changes with the hour, and the file does not say when. */
const NEITHER: Directions = { forward: false, backward: false };
const VALUES: ReadonlyMap<string, Directions> = new Map(
  Object.entries({
    yes: FORWARD,
    true: FORWARD,
    "1": FORWARD,
    "-1": BACKWARD,
    reverse: BACKWARD,
    no: BOTH,
    false: BOTH,
    "0": BOTH,
    // Lights let one side through after the other.
    alternating: BOTH,
    reversible: NEITHER,
  }),
);
/** A lane of their own against the stream, as https://wiki.openstreetmap.org/wiki/Bus_lanes has it. */
const AGAINST = /^opposite/;

/** In which directions a kind of vehicle may drive the way. */
export function directionsOf(tags: Tags, kind: VehicleKind, unread: (key: string) => void): Directions {
  const highway = tags.get("highway");
  const junction = tags.get("junction");
  const implied = junction === "roundabout" || junction === "circular" || /^motorway(_link)?$/.test(highway ?? "");
  let found = implied ? FORWARD : BOTH;
  for (const key of ["oneway", ...ACCESS_TAGS[kind].map((mode) => `oneway:${mode}`)]) {
    const clauses = clausesOf(tags.get(`${key}:conditional`)).filter(({ when }) => when === "always");
    for (const value of [tags.get(key), ...clauses.map((clause) => clause.value)]) {
      if (value === undefined) continue;
      const known = VALUES.get(value.trim().toLowerCase());
      if (!known) unread(key);
      // Whatever it says, it is no street for both ways.
      found = known ?? FORWARD;
    }
  }
  if (kind === "bus" && found.forward !== found.backward && goesAgainst(tags, found.forward ? "backward" : "forward"))
    return BOTH;
  return found;
}

function goesAgainst(tags: Tags, direction: "forward" | "backward"): boolean {
  for (const key of ["busway", "busway:left", "busway:right", "busway:both", "bus", "psv"])
    if (AGAINST.test(tags.get(key) ?? "")) return true;
  for (const mode of ["bus", "psv"]) {
    if (Number(tags.get(`lanes:${mode}:${direction}`) ?? 0) > 0) return true;
    const own = `${tags.get(`${mode}:${direction}`) ?? ""}|${tags.get(`${mode}:lanes:${direction}`) ?? ""}`;
    if (/(?:^|\|)(?:yes|designated|official|permissive)(?:$|\|)/.test(own)) return true;
  }
  return false;
}
