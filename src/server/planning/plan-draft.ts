import type { LeftOut, ProposedTrip } from "#contract/movement.ts";
import type { PlanChange } from "#contract/plan-edits.ts";
import type { Problem } from "#routing/problem.ts";
import { type HandMadeDay, handMade } from "#routing/retime.ts";
import { dayToProblem } from "./day-to-problem.ts";
import type { DayTravel } from "./day-travel.ts";
import type { DayChange, Target, TripAt } from "./edit-day.ts";
import type { PlanDay } from "./plan-day.ts";
import { leaveOutUnreachable } from "./reach.ts";
import { tripsToSolution } from "./trips-to-solution.ts";

/** A day that plans are changed in: the problem, and what its indices stand for. */
export type DraftDay = {
  readonly day: PlanDay;
  readonly problem: Problem;
  readonly unreachable: readonly LeftOut[];
};

export function toDraftDay(whole: PlanDay, travel: DayTravel): DraftDay {
  const { day, leftOut } = leaveOutUnreachable(whole, travel);
  return { day, problem: dayToProblem(day, travel), unreachable: leftOut };
}

/**
 * Proposed trips as bare days. A batch with fewer bags than were planned gives what it has to the first of its stops;
 * shares of a split one weigh as their bags do, and come to the whole.
 */
export function toHandMade({ day, problem }: DraftDay, proposed: readonly ProposedTrip[]): HandMadeDay[] {
  const given = new Map<number, number>();
  const days = handMade(tripsToSolution(day, proposed)).toSorted((a, b) => a.vehicle - b.vehicle);
  for (const { trips } of days)
    for (const trip of trips)
      trip.visits = trip.visits.flatMap((visit) => {
        const asked = problem.stops[visit.stop];
        const bags = asked?.demand[0] ?? 0;
        const had = given.get(visit.stop) ?? 0;
        const here = Math.min(visit.amount?.[0] ?? 0, bags - had);
        if (!asked || here <= 0) return [];
        given.set(visit.stop, had + here);
        if (here === bags) return [{ stop: visit.stop }];
        const share = (q: number) => Math.round((q * (had + here)) / bags) - Math.round((q * had) / bags);
        return [{ stop: visit.stop, amount: asked.demand.map(share), packages: (asked.packages ?? []).map(share) }];
      });
  return days
    .map((d) => ({ ...d, trips: d.trips.filter((t) => t.visits.length > 0) }))
    .filter((d) => d.trips.length > 0);
}

/** A change in the words of the plan as one of the problem; undefined when it names what is not in the day. */
export function toDayChange(
  draft: DraftDay,
  change: Exclude<PlanChange, { kind: "pin" | "lock" }>,
): DayChange | undefined {
  const { kind } = change;
  if (kind === "reverse" || kind === "other_bus") {
    const trip = toTripAt(draft, change.trip);
    if (kind === "reverse") return trip && { kind, trip };
    const vehicle = vehicleAt(draft, change.vehicleId);
    return trip && vehicle !== undefined ? { kind, trip, vehicle } : undefined;
  }
  const stops = stopsOf(draft, kind === "split" ? [change.batchId] : change.batchIds);
  const from = kind === "take_in" ? undefined : toTripAt(draft, change.from);
  const to = kind === "leave_out" ? undefined : toTarget(draft, change.to);
  if (!stops) return undefined;
  if (kind === "leave_out") return from && { kind, stops, from };
  if (kind === "split") {
    const [stop] = stops;
    return from && to && stop !== undefined ? { kind, stop, amount: change.bags, from, to } : undefined;
  }
  if (kind === "take_in") return to && { kind, stops, to };
  return from && to && { kind, stops, from, to };
}

/** The problem's stops for batches; undefined when one is not in the day. */
export function stopsOf({ day }: DraftDay, batchIds: readonly string[]): number[] | undefined {
  const stops = batchIds.map((id) => day.batches.findIndex((b) => b.batchId === id));
  return stops.includes(-1) ? undefined : stops;
}

export function toTripAt(draft: DraftDay, at: { vehicleId: string; trip: number }): TripAt | undefined {
  const vehicle = vehicleAt(draft, at.vehicleId);
  return vehicle === undefined ? undefined : { vehicle, trip: at.trip };
}

function vehicleAt({ day }: DraftDay, id: string): number | undefined {
  const at = day.vehicles.findIndex((v) => v.id === id);
  return at < 0 ? undefined : at;
}

type WireTarget = Extract<PlanChange, { kind: "take_in" }>["to"];

function toTarget(draft: DraftDay, to: WireTarget): Target | undefined {
  const at = toTripAt(draft, to);
  if (!at) return undefined;
  if ("loadAt" in to) {
    const loadAt = draft.day.stores.findIndex((s) => s.id === to.loadAt);
    return loadAt < 0 ? undefined : { ...at, loadAt };
  }
  if (to.before === null) return { ...at, before: null };
  const [before] = stopsOf(draft, [to.before]) ?? [];
  return before === undefined ? undefined : { ...at, before };
}

/** Where an offer puts stops, in the words of the plan. */
export function toWireTarget({ day }: DraftDay, to: Target): WireTarget | undefined {
  const vehicleId = day.vehicles[to.vehicle]?.id;
  if (!vehicleId) return undefined;
  if ("loadAt" in to) {
    const loadAt = day.stores[to.loadAt]?.id;
    return loadAt && { vehicleId, trip: to.trip, loadAt };
  }
  const before = to.before === null ? null : (day.batches[to.before]?.batchId ?? null);
  return { vehicleId, trip: to.trip, before };
}
