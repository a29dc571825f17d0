import { nodeRules } from "./barrier.ts";
import { wayRules } from "./profile.ts";
import type { Tags } from "./read-pbf.ts";
import type { RoadGraph } from "./road-graph.ts";
import { hoursIn, isNow, tagsAt } from "./tags/condition.ts";
import { fits, LIMITS_LENGTH, type Limits } from "./tags/limits.ts";
import { VEHICLE_BIT, type Vehicle } from "./vehicle.ts";

/** What is open or shut by the hour, as the file has it: read anew for the hour at which a vehicle departs. */
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

/** Numbers of the hours that hold then, from 1 on; none when nobody says when. The same numbers, the same streets. */
export function hoursNow({ timed }: Pick<RoadGraph, "timed">, atMs: number | undefined): readonly number[] {
  if (atMs === undefined) return [];
  return timed.hours.flatMap((text, i) => (isNow(text, atMs) ? [i + 1] : []));
}

type Doors = { readonly open: Uint8Array; readonly guests: Uint8Array; readonly shut: Uint8Array; gated: Uint8Array };

/** Writes into the arrays what those streets and gates say whose hours hold. */
export function openByHour(graph: RoadGraph, doors: Doors, vehicle: Vehicle, now: readonly number[], atMs: number) {
  const bit = VEHICLE_BIT[vehicle.kind];
  const isDue = ({ hours }: { readonly hours: readonly number[] }) => hours.some((hour) => now.includes(hour));
  const lanes = new Map<number, readonly [number, number][]>();
  for (const { way, tags } of graph.timed.ways.filter(isDue)) {
    const rules = wayRules(read(tags, atMs));
    const sides = [rules?.forward, rules?.backward].map((lane): [number, number] => {
      const isOpen = lane !== undefined && (lane.access & bit) !== 0 && isWithin(lane.limits, vehicle);
      return [isOpen ? 1 : 0, isOpen && (lane.guests & bit) !== 0 ? 1 : 0];
    });
    lanes.set(way, sides);
  }
  for (let s = 0; lanes.size > 0 && s < graph.segments; s += 1)
    for (const [side, [open, guests]] of (lanes.get(graph.way[s]!) ?? []).entries()) {
      doors.open[s * 2 + side] = open;
      doors.guests[s * 2 + side] = guests;
    }
  for (const { junction, tags } of graph.timed.gates.filter(isDue)) {
    const rules = nodeRules(read(tags, atMs));
    doors.shut[junction] = ((rules?.binds ?? 0) & bit) !== 0 || !isWithin(rules?.limits, vehicle) ? 1 : 0;
    doors.gated[junction] = rules?.guests ?? 0;
  }
}

function read(tags: TagList, atMs: number): Tags {
  return tagsAt(new Map(tags), atMs);
}

function isWithin(limits: Limits | undefined, vehicle: Vehicle): boolean {
  return limits === undefined || limits.length < LIMITS_LENGTH || fits(Int32Array.from(limits), 0, vehicle);
}
