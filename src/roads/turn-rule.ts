import type { Member, Tags } from "./read-pbf.ts";
import { clausesOf } from "./tags/condition.ts";
import { parseHours } from "./tags/hours.ts";
import { ALL_VEHICLES, VEHICLE_BIT } from "./vehicle.ts";

/** One turn restriction: `no` forbids the ways from any of `fromWays` to any of `toWays`, `only` every other. */
export type TurnRule = {
  readonly kind: "no" | "only";
  readonly uTurn: boolean;
  readonly fromWays: readonly number[];
  readonly toWays: readonly number[];
  /** A node; -1 where the turn leads through `viaWays`. */
  readonly via: number;
  readonly viaWays: readonly number[];
  /** Vehicle bits. */
  readonly binds: number;
  /** At these hours alone, in the words of a `*:conditional` tag. */
  readonly hours?: string | undefined;
};
export type ReadRules = {
  readonly rules: readonly TurnRule[];
  /** Its members make no turn that this program knows. */
  readonly skipped: boolean;
  /** It hangs on something that nobody can tell: what it says at all or at plain hours alone is in `rules`. */
  readonly sometimes: boolean;
};

const BITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    psv: VEHICLE_BIT.bus,
    bus: VEHICLE_BIT.bus,
    hgv: VEHICLE_BIT.truck,
    goods: VEHICLE_BIT.truck,
    motorcar: VEHICLE_BIT.car,
    motor_vehicle: ALL_VEHICLES,
    vehicle: ALL_VEHICLES,
  }),
);
const LARGE = VEHICLE_BIT.bus | VEHICLE_BIT.truck;
/** Before there were conditions, hours were given so. */
const OLD_HOURS = ["day_on", "day_off", "hour_on", "hour_off"];

/** Reads a relation of https://wiki.openstreetmap.org/wiki/Relation:restriction; undefined when it is none. */
export function turnRules(tags: Tags, members: readonly Member[]): ReadRules | undefined {
  const type = tags.get("type") ?? "";
  if (type !== "restriction" && !type.startsWith("restriction:")) return undefined;
  const exempt = (tags.get("except") ?? "")
    .split(/[;,]/)
    .reduce((bits, word) => bits | (BITS.get(word.trim()) ?? 0), 0);
  const said: { value: string; binds: number; hours: string | undefined }[] = [];
  let sometimes = false;
  const old = OLD_HOURS.some((key) => tags.has(key)) ? oldHours(tags) : undefined;
  const say = (value: string | undefined, bits: number, hours = old) => {
    if (value !== undefined) said.push({ value: value.trim().toLowerCase(), binds: bits & ~exempt, hours });
  };
  const own = [...BITS.keys()].filter((mode) => tags.has(`restriction:${mode}`));
  const ofType = BITS.get(type.slice("restriction:".length));
  // A sign for one kind of vehicle stands in place of the one for all.
  const others = own.reduce((bits, mode) => bits & ~BITS.get(mode)!, ALL_VEHICLES);
  say(tags.get("restriction"), ofType ?? others);
  for (const mode of own) say(tags.get(`restriction:${mode}`), BITS.get(mode)!);
  for (const [mode, bits] of [["", ALL_VEHICLES] as const, ...BITS])
    for (const { value, when } of clausesOf(tags.get(`restriction${mode && `:${mode}`}:conditional`))) {
      if (when === "always") say(value, bits);
      else if (typeof when === "object" && "hours" in when) say(value, bits, when.hours);
      else if (typeof when === "object") say(value, bits & LARGE);
      else sometimes = true;
    }
  if (old === "") return { rules: [], skipped: false, sometimes: true };

  const [from, to, via] = ["from", "to", "via"].map((role) => members.filter((member) => member.role === role));
  const ways = (list: readonly Member[]) => list.filter((m) => m.type === "way").map((m) => m.id);
  const viaNode = via!.length === 1 && via![0]!.type === "node" ? via![0]!.id : undefined;
  const viaWays = viaNode === undefined ? ways(via!) : [];
  const rules = said.flatMap(({ value, binds, hours }) => {
    const kind = value.startsWith("no_") ? "no" : value.startsWith("only_") ? "only" : undefined;
    if (!kind || binds === 0) return [];
    const uTurn = value === "no_u_turn";
    return [
      { kind, uTurn, fromWays: ways(from!), toWays: ways(to!), via: viaNode ?? -1, viaWays, binds, hours } as const,
    ];
  });
  const whole =
    rules.every((r) => r.fromWays.length > 0 && r.toWays.length > 0) &&
    (viaNode !== undefined || (viaWays.length > 0 && viaWays.length === via!.length));
  return rules.length > 0 && !whole ? { rules: [], skipped: true, sometimes } : { rules, skipped: false, sometimes };
}

/** `day_on=Monday`, `day_off=Friday`, `hour_on=07:00`, `hour_off=09:00` as hours are written today; "" when they are not whole. */
function oldHours(tags: Tags): string {
  const [from, to] = [tags.get("day_on"), tags.get("day_off")].map((day) => day?.slice(0, 2));
  const days = from && to ? `${from}-${to}` : (from ?? to ?? "");
  const times = tags.has("hour_on") ? `${tags.get("hour_on")}-${tags.get("hour_off")}` : "";
  const text = `${days} ${times}`.trim().toLowerCase();
  return parseHours(text) ? text : "";
}
