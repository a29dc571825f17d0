import type { LeftOut, ProposedTrip } from "#contract/movement.ts";
import { atServiceDay, type ServiceDay } from "#domain/kernel/time.ts";
import type { Solution } from "#routing/solution.ts";
import type { PlanDay } from "./plan-day.ts";

/** Tours of the solver back as trips: two visits in a row at one gate become one stop with two loads. */
export function solutionToTrips(
  day: PlanDay,
  serviceDay: ServiceDay,
  solution: Solution,
): { trips: ProposedTrip[]; leftOut: LeftOut[] } {
  const at = (seconds: number) => atServiceDay(serviceDay, Math.round(seconds));
  const trips: ProposedTrip[] = [];
  for (const driven of solution.days) {
    const vehicle = day.vehicles[driven.vehicle];
    driven.trips.forEach((trip, index) => {
      const store = trip.supplier === null ? undefined : day.stores[trip.supplier];
      if (!vehicle || !store || trip.visits.length === 0) return;
      const stops: {
        communityId: string;
        arriveAt: ReturnType<typeof at>;
        leaveAt: ReturnType<typeof at>;
        loads: { batchId: string; bags: number }[];
      }[] = [];
      for (const visit of trip.visits) {
        const batch = day.batches[visit.stop];
        if (!batch) continue;
        const load = { batchId: batch.batchId, bags: visit.amount[0] ?? 0 };
        const last = stops.at(-1);
        if (last?.communityId === batch.communityId) {
          last.leaveAt = at(visit.departAt);
          last.loads.push(load);
        } else
          stops.push({
            communityId: batch.communityId,
            arriveAt: at(visit.arriveAt),
            leaveAt: at(visit.departAt),
            loads: [load],
          });
      }
      const next = driven.trips[index + 1];
      const backAt = Math.max(next ? next.loadAt : driven.endAt, trip.visits.at(-1)?.departAt ?? 0);
      const share = trip.visits.length / driven.trips.reduce((n, t) => n + t.visits.length, 0);
      trips.push({
        vehicleId: vehicle.id,
        supermarketId: store.id,
        dockAt: at(trip.loadAt),
        departAt: at(trip.departAt),
        backAt: at(backAt),
        metres: Math.round(driven.metres * share),
        seconds: Math.round(backAt - trip.loadAt),
        stops,
      });
    });
  }
  const leftOut = solution.unserved.flatMap((u): LeftOut[] => {
    const batch = day.batches[u.stop];
    return batch
      ? [
          {
            batchId: batch.batchId,
            communityId: batch.communityId,
            bags: u.amount[0] ?? batch.bags,
            reason: u.reason,
            missing: u.missing,
          },
        ]
      : [];
  });
  return { trips: trips.sort((a, b) => a.dockAt - b.dockAt || (a.vehicleId < b.vehicleId ? -1 : 1)), leftOut };
}
