import type { Tags } from "../read-pbf.ts";
import { VEHICLE_BIT, type VehicleKind } from "../vehicle.ts";
import { clausesOf } from "./condition.ts";

/** May a vehicle drive here: freely, to a door in the street but not through it, or not at all. */
export type Verdict = "open" | "guests" | "shut";
export type Direction = "forward" | "backward";
export const KINDS = Object.keys(VEHICLE_BIT) as readonly VehicleKind[];

/** From the general to the particular: the last tag that is there decides. https://wiki.openstreetmap.org/wiki/Key:access */
export const ACCESS_TAGS: Readonly<Record<VehicleKind, readonly string[]>> = {
  car: ["access", "vehicle", "motor_vehicle", "motorcar"],
  bus: ["access", "vehicle", "motor_vehicle", "psv", "bus"],
  truck: ["access", "vehicle", "motor_vehicle", "goods", "hgv"],
};

const OPEN = [
  ...["yes", "permissive", "designated", "official", "public", "true", "1", "allowed"],
  // A lane against the stream: `oneway.ts` reads the direction.
  ...["opposite", "opposite_lane", "opposite_track"],
];
/** Whoever goes to a door there may drive in; the signs turn through traffic away, or ask it to go elsewhere. */
const GUESTS = [
  "destination",
  "delivery",
  "deliveries",
  "customers",
  "customer",
  "private",
  "permit",
  "residents",
  "resident",
  "residential",
  "visitors",
  "guests",
  "members",
  "employees",
  "staff",
  "tenants",
  "discouraged",
];
const SHUT = [
  "no",
  "false",
  "0",
  "agricultural",
  "agriculture",
  "forestry",
  "forest",
  "emergency",
  "military",
  "use_sidepath",
  "dismount",
  "restricted",
  "impassable",
];
const WORDS = new Map<string, Verdict>([
  ...OPEN.map((word) => [word, "open"] as const),
  ...GUESTS.map((word) => [word, "guests"] as const),
  ...SHUT.map((word) => [word, "shut"] as const),
]);
/** Ways of going that stand as values: `access=psv` opens to buses and to nobody else. */
const MODES = new Map<string, readonly VehicleKind[]>([
  ["vehicle", ["car", "bus", "truck"]],
  ["motor_vehicle", ["car", "bus", "truck"]],
  ["motorcar", ["car"]],
  ["psv", ["bus"]],
  ["bus", ["bus"]],
  ["hgv", ["truck"]],
  ["goods", ["truck"]],
  ...["taxi", "tourist_bus", "coach", "foot", "bicycle", "moped", "mofa", "motorcycle", "horse", "hov", "carriage"].map(
    (mode) => [mode, []] as const,
  ),
]);
const BEST: readonly Verdict[] = ["shut", "guests", "open"];

export function better(a: Verdict, b: Verdict): Verdict {
  return BEST.indexOf(a) >= BEST.indexOf(b) ? a : b;
}

/**
 * What the tags say of one kind of vehicle in one direction.
 * @param base what holds without them
 * @param opener the first tag that can open what is shut by its nature: a footway that is open is open to feet
 * @param unread is told each tag with a word that nobody knows: such a street is for guests at most
 */
export function verdictOf(
  tags: Tags,
  kind: VehicleKind,
  direction: Direction,
  base: Verdict,
  opener: string,
  unread: (key: string) => void,
): Verdict {
  // Most ways say nothing of access: then there is nothing to look up.
  if (!speaksOfAccess(tags)) return base;
  let verdict = base;
  let opens = false;
  const say = (key: string, said: Verdict | undefined) => {
    if (said === undefined) unread(key);
    if (base === "shut" && (!opens || said === undefined)) return;
    verdict = said ?? (verdict === "shut" ? "shut" : "guests");
  };
  for (const mode of ACCESS_TAGS[kind]) {
    opens ||= mode === opener;
    for (const key of [mode, `access:${mode}`, `${mode}:${direction}`]) {
      const value = tags.get(key);
      if (value !== undefined && value !== "unknown") say(key, readWords(value, kind));
      const lanes = tags.get(key === `${mode}:${direction}` ? `${mode}:lanes:${direction}` : `${key}:lanes`);
      if (lanes !== undefined) {
        const each = lanes.split("|").map((lane) => (lane === "" ? verdict : readWords(lane, kind)));
        say(key, each.includes(undefined) ? undefined : (each as Verdict[]).reduce(better));
      }
      for (const { value: word, when } of clausesOf(tags.get(`${key}:conditional`))) {
        const said = readWords(word, kind);
        if (when === "always") say(key, said);
        else if (when === "guests" && said === "open" && verdict !== "open") say(key, "guests");
      }
    }
  }
  return verdict;
}

const ROOTS = new Set(Object.values(ACCESS_TAGS).flat());

export function speaksOfAccess(tags: Tags): boolean {
  for (const key of tags.keys()) {
    const end = key.indexOf(":");
    if (ROOTS.has(end < 0 ? key : key.slice(0, end))) return true;
  }
  return false;
}

/** A list names several who may: the best of it holds. Undefined for words that nobody knows, or that contradict. */
export function readWords(text: string, kind: VehicleKind): Verdict | undefined {
  const words = text
    .toLowerCase()
    .split(/[;,|/]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (words.length > 1 && words.some((w) => OPEN.includes(w)) && words.includes("no")) return undefined;
  let best: Verdict | undefined;
  for (const word of words) {
    const modes = MODES.get(word);
    const said = modes ? (modes.includes(kind) ? "open" : "shut") : WORDS.get(word);
    if (said) best = best ? better(best, said) : said;
  }
  return best;
}
