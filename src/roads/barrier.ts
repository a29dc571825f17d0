import type { Tags } from "./read-pbf.ts";
import { KINDS, speaksOfAccess, type Verdict, verdictOf } from "./tags/access.ts";
import { type Limits, limitsOf, speaksOfLimits } from "./tags/limits.ts";
import { ALL_VEHICLES, VEHICLE_BIT, type VehicleKind } from "./vehicle.ts";

/** What a node of a street says of those who want to pass it. */
export type NodeRules = {
  /** Vehicle bits: whom it stops, and whom it lets pass to a door behind it but not through. */
  readonly binds: number;
  readonly guests: number;
  readonly limits: Limits | undefined;
  readonly unread: readonly string[];
};

/** Barriers that open, or that wheels pass. Any other stops engines: https://wiki.openstreetmap.org/wiki/Key:barrier#Routing */
const PASSED = new Set([
  ...["gate", "lift_gate", "swing_gate", "sliding_gate", "sliding_beam", "hampshire_gate", "bump_gate", "entrance"],
  ...["toll_booth", "border_control", "checkpoint", "security_control", "guardhouse", "sally_port", "cattle_grid"],
  ...["height_restrictor", "width_restrictor", "kerb", "coupure", "no", "open"],
]);
const STOPPING = new Set([
  ...[
    "bollard",
    "block",
    "chain",
    "jersey_barrier",
    "cycle_barrier",
    "motorcycle_barrier",
    "kissing_gate",
    "turnstile",
  ],
  ...["full-height_turnstile", "stile", "horse_stile", "log", "debris", "planter", "wall", "fence", "hedge", "ditch"],
  ...["guard_rail", "cable_barrier", "retaining_wall", "city_wall", "handrail", "wicket_gate", "rope", "spikes", "yes"],
  ...["bar", "door", "barrier_board", "boulder", "rock", "stone", "tree", "tank_trap", "wedge", "step", "steps"],
]);
/** Built so that a bus's wide axle straddles them. */
const FOR_BUSES: ReadonlyMap<string, readonly VehicleKind[]> = new Map(
  Object.entries({
    bus_trap: ["bus", "truck"],
    sump_buster: ["bus", "truck"],
  }),
);
/** Their access tags speak of themselves, not of the street that the node lies on. */
const THINGS = ["highway", "amenity", "entrance", "public_transport", "railway", "shop", "building", "noexit"];
/** A restrictor whose height or width nobody wrote down is there to keep large vehicles out. */
const RESTRICTORS: ReadonlyMap<string, string> = new Map(
  Object.entries({ height_restrictor: "maxheight", width_restrictor: "maxwidth" }),
);

/** The rules of a node; undefined where it says nothing to those who drive. */
export function nodeRules(tags: Tags): NodeRules | undefined {
  const barrier = tags.get("barrier");
  const ford = tags.get("ford") ?? (tags.get("highway") === "ford" ? "yes" : "no");
  // Most nodes with tags are trees, shops and lamps.
  if (barrier === undefined && ford === "no" && !speaksOfAccess(tags) && !speaksOfLimits(tags)) return undefined;
  const unread = new Set<string>();
  const note = (key: string) => unread.add(tags.has(key) ? `${key}=${tags.get(key)}` : `barrier=${barrier}`);
  const sized = barrier && RESTRICTORS.get(barrier);
  const known =
    sized && ![...tags.keys()].some((key) => key.startsWith(sized))
      ? new Map([...tags, [sized, "unsigned restrictor"]])
      : tags;
  const limits = limitsOf(known, "forward", note);
  if (barrier === undefined && ford === "no" && THINGS.some((key) => tags.has(key)))
    return limits && { binds: 0, guests: 0, limits, unread: [...unread] };
  if (barrier !== undefined && !PASSED.has(barrier) && !STOPPING.has(barrier) && !FOR_BUSES.has(barrier))
    note("barrier");
  const isLocked = tags.get("locked") === "yes" && barrier !== undefined;
  let [binds, guests] = [0, 0];
  for (const kind of KINDS) {
    const base = ford !== "no" ? "shut" : baseOf(barrier, kind);
    const verdict = isLocked
      ? "shut"
      : verdictOf(tags, kind, "forward", base, barrier === undefined ? "vehicle" : "access", note);
    // Behind a private gate a bus has no business: it stops before it, as it does at a bollard.
    const word = verdict === "guests" && isPrivate(tags) ? "shut" : verdict;
    if (word === "shut") binds |= VEHICLE_BIT[kind];
    if (word === "guests") guests |= VEHICLE_BIT[kind];
  }
  if (((binds | guests) & ALL_VEHICLES) === 0 && !limits && unread.size === 0) return undefined;
  return { binds, guests, limits, unread: [...unread] };
}

function baseOf(barrier: string | undefined, kind: VehicleKind): Verdict {
  if (barrier === undefined || PASSED.has(barrier)) return "open";
  return FOR_BUSES.get(barrier)?.includes(kind) ? "open" : "shut";
}

function isPrivate(tags: Tags): boolean {
  return ["access", "vehicle", "motor_vehicle", "motorcar", "bus", "psv", "hgv"].some((key) =>
    /^(private|permit|residents?|members|employees|staff)$/.test(tags.get(key) ?? ""),
  );
}
