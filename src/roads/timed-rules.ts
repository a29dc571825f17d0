import { nodeRules } from "./barrier.ts";
import type { Departure } from "./departure.ts";
import { wayRules } from "./profile.ts";
import type { Tags } from "./read-pbf.ts";
import type { RoadGraph } from "./road-graph.ts";
import { hoursIn, tagsAt } from "./tags/condition.ts";
import { holdsAt, parseHours } from "./tags/hours.ts";
import { fits, LIMITS_LENGTH, type Limits } from "./tags/limits.ts";
import { VEHICLE_BIT, type Vehicle } from "./vehicle.ts";

/** What is open or shut by the hour, as the file has it: read anew for the time at which a vehicle departs. */
export type TimedRules = {
  /** Each text of hours once: `bans.hours` names them from 1 on. */
  readonly hours: readonly string[];
  readonly ways: readonly { readonly way: number; readonly tags: TagList; readonly hours: readonly number[] }[];
  readonly gates: readonly { readonly junction: number; readonly tags: TagList; readonly hours: readonly number[] }[];
};
export type TagList = readonly (readonly [string, string])[];

/** Gathers texts of hours, each once. */
export class HourTexts {
  readonly texts: string[] = [];

  /** From 1 on; 0 for always. */
  number(text: string | undefined): number {
    if (text === undefined) return 0;
    const known = this.texts.indexOf(text);
    return known >= 0 ? known + 1 : this.texts.push(text);
  }

  list(tags: Tags): { readonly tags: TagList; readonly hours: readonly number[] } {
    return { tags: [...tags], hours: hoursIn(tags).map((text) => this.number(text)) };
  }
}

/** What holds at some moments of a departure: numbers of hours, from 1 on, and one of the moments. */
type Rules = { readonly hours: readonly number[]; readonly atMs: number };

/** Hours begin and end at whole minutes, nearly always at such that five divide. */
const STEP_MS = 5 * 60_000;

/**
 * Numbers of the hours that hold then, from 1 on, once for each set of them that holds at some moment of it; none when
 * nobody says when. The same numbers, the same streets.
 */
export function rulesAt(
  graph: Pick<RoadGraph, "timed">,
  departs: Departure | undefined,
): readonly (readonly number[])[] {
  return momentsOf(graph, departs).map(({ hours }) => hours);
}

function momentsOf({ timed }: Pick<RoadGraph, "timed">, departs: Departure | undefined): readonly Rules[] {
  if (departs === undefined || timed.hours.length === 0) return [];
  const [from, to] = typeof departs === "number" ? [departs, departs] : [departs.fromMs, departs.toMs];
  const parsed = timed.hours.map((text) => parseHours(text) ?? []);
  const found = new Map<string, Rules>();
  for (let atMs = from; atMs <= to; atMs += STEP_MS) {
    const hours = parsed.flatMap((own, i) => (holdsAt(own, atMs) ? [i + 1] : []));
    if (!found.has(hours.join())) found.set(hours.join(), { hours, atMs });
  }
  return [...found.values()];
}

type Doors = { readonly open: Uint8Array; readonly guests: Uint8Array; readonly shut: Uint8Array; gated: Uint8Array };

/**
 * Writes into the arrays what those streets and gates say whose hours hold then, and returns those hours. What is shut at
 * some moments of the departure and open at others is there for its doors alone: a plan does not know when it would pass.
 */
export function openByHour(graph: RoadGraph, doors: Doors, vehicle: Vehicle, departs: Departure | undefined): number[] {
  const moments = momentsOf(graph, departs);
  const bit = VEHICLE_BIT[vehicle.kind];
  const all = new Set(moments.flatMap(({ hours }) => hours));
  const isDue = ({ hours }: { readonly hours: readonly number[] }) => hours.some((hour) => all.has(hour));
  const lanes = new Map<number, readonly (readonly Lane[])[]>();
  for (const { way, tags } of graph.timed.ways.filter(isDue))
    lanes.set(
      way,
      moments.map(({ atMs }) => {
        const rules = wayRules(tagsAt(new Map(tags), atMs));
        return [rules?.forward, rules?.backward].map((lane): Lane => {
          const isOpen = lane !== undefined && (lane.access & bit) !== 0 && isWithin(lane.limits, vehicle);
          return { open: isOpen, guests: isOpen && (lane.guests & bit) !== 0 };
        });
      }),
    );
  for (let s = 0; lanes.size > 0 && s < graph.segments; s += 1) {
    const now = lanes.get(graph.way[s]!);
    for (let side = 0; now && side < 2; side += 1) {
      const own = now.map((sides) => sides[side]!);
      doors.open[s * 2 + side] = own.some(({ open }) => open) ? 1 : 0;
      doors.guests[s * 2 + side] = own.some(({ open }) => open) && own.some((x) => !x.open || x.guests) ? 1 : 0;
    }
  }
  for (const { junction, tags } of graph.timed.gates.filter(isDue)) {
    const own = moments.map(({ atMs }) => {
      const rules = nodeRules(tagsAt(new Map(tags), atMs));
      const isShut = ((rules?.binds ?? 0) & bit) !== 0 || !isWithin(rules?.limits, vehicle);
      return { isShut, guests: rules?.guests ?? 0 };
    });
    const isAlwaysShut = own.every(({ isShut }) => isShut);
    doors.shut[junction] = isAlwaysShut ? 1 : 0;
    doors.gated[junction] = own.reduce((bits, x) => bits | x.guests | (x.isShut && !isAlwaysShut ? bit : 0), 0);
  }
  return [...all];
}

type Lane = { readonly open: boolean; readonly guests: boolean };

function isWithin(limits: Limits | undefined, vehicle: Vehicle): boolean {
  return limits === undefined || limits.length < LIMITS_LENGTH || fits(Int32Array.from(limits), 0, vehicle);
}
