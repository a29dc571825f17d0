import type { LeftOut, ProposedTrip } from "#contract/movement.ts";
import type { PlanPin } from "#contract/plan-edits.ts";
import { secondsIntoServiceDay } from "#domain/kernel/time.ts";
import type { Pin } from "#routing/problem.ts";
import type { PlanDay } from "./plan-day.ts";
import { withoutBags, withoutDocks } from "./what-is-left.ts";

type Before = {
  readonly proposed: readonly ProposedTrip[];
  readonly leftOut: readonly LeftOut[];
  readonly pins: readonly PlanPin[];
};

/**
 * A day without what a planner has fixed: a bus with a locked trip keeps all its trips as they are, and what somebody
 * left out by hand stays out. The rest is to be planned anew.
 */
export function holdFixed(day: PlanDay, before: Before): { rest: PlanDay; held: ProposedTrip[]; out: LeftOut[] } {
  const batches = new Map<string, PlanDay["batches"][number]>(day.batches.map((b) => [b.batchId, b]));
  const locked = new Set(before.pins.flatMap((pin) => (pin.kind === "trip" ? [pin.vehicleId] : [])));
  // A trip that has a batch which is no longer there, or a bus out of service, cannot stay as it is.
  const stands = (trip: ProposedTrip) => trip.stops.every((s) => s.loads.every((l) => batches.has(l.batchId)));
  const inService = new Set<string>(day.vehicles.map((v) => v.id));
  const held = before.proposed.filter((t) => locked.has(t.vehicleId) && inService.has(t.vehicleId) && stands(t));
  const out = before.leftOut.filter((l) => l.reason === "by_hand" && batches.has(l.batchId));
  const gone = new Map<string, number>();
  const add = (id: string, bags: number) => gone.set(id, (gone.get(id) ?? 0) + bags);
  for (const { batchId, bags } of held.flatMap((t) => t.stops.flatMap((s) => s.loads))) add(batchId, bags);
  for (const { batchId, bags } of out) add(batchId, bags);
  const busy = new Set(held.map((t) => t.vehicleId));
  return {
    rest: {
      ...day,
      batches: day.batches.flatMap((b) => withoutBags(b, gone.get(b.batchId) ?? 0)),
      // Left in its place, so that the day's points and times are the same.
      vehicles: day.vehicles.map((v) => (busy.has(v.id) ? { ...v, tripsLeft: 0 } : v)),
      stores: day.stores.map((store) => {
        const loads = held.filter((t) => t.supermarketId === store.id).map((t) => secondsIntoServiceDay(t.dockAt));
        return loads.length > 0 ? withoutDocks(store, loads) : store;
      }),
    },
    held,
    out,
  };
}

/** The stops that are pinned to a bus, as the solver keeps them. */
export function toSolverPins(day: PlanDay, pins: readonly PlanPin[]): Pin[] {
  return pins.flatMap(({ kind, vehicleId, batchIds }) => {
    const vehicle = day.vehicles.findIndex((v) => v.id === vehicleId);
    if (kind !== "stop" || vehicle < 0) return [];
    return batchIds.flatMap((id): Pin[] => {
      const stop = day.batches.findIndex((b) => b.batchId === id);
      return stop < 0 ? [] : [{ kind: "bus", stop, vehicle }];
    });
  });
}
