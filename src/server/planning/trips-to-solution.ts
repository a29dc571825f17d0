import type { ProposedTrip } from "#contract/movement.ts";
import { secondsIntoServiceDay } from "#domain/kernel/time.ts";
import type { Solution } from "#routing/solution.ts";
import type { PlanDay } from "./plan-day.ts";

/**
 * Trips of an earlier plan as the solver's own, to start from. Vehicles, stores and batches that are gone are passed
 * over; times are worked out anew.
 */
export function tripsToSolution(day: PlanDay, proposed: readonly ProposedTrip[]): Solution {
  const vehicleAt = new Map<string, number>(day.vehicles.map((v, i) => [v.id, i]));
  const storeAt = new Map<string, number>(day.stores.map((s, i) => [s.id, i]));
  const batchAt = new Map<string, number>(day.batches.map((b, i) => [b.batchId, i]));
  const days = new Map<number, Solution["days"][number]>();
  for (const trip of proposed.toSorted((a, b) => a.dockAt - b.dockAt)) {
    const [vehicle, supplier] = [vehicleAt.get(trip.vehicleId), storeAt.get(trip.supermarketId)];
    if (vehicle === undefined || supplier === undefined) continue;
    const visits = trip.stops.flatMap((stop) => {
      const [arriveAt, departAt] = [stop.arriveAt, stop.leaveAt].map(secondsIntoServiceDay) as [number, number];
      return stop.loads.flatMap(({ batchId, bags }) => {
        const at = batchAt.get(batchId);
        return at === undefined
          ? []
          : [{ stop: at, amount: [bags], packages: [], arriveAt, startAt: arriveAt, departAt, lateSeconds: 0 }];
      });
    });
    if (visits.length === 0) continue;
    const mine = days.get(vehicle) ?? { vehicle, departAt: 0, endAt: 0, metres: 0, drivingSeconds: 0, trips: [] };
    mine.trips.push({
      supplier,
      loadAt: secondsIntoServiceDay(trip.dockAt),
      departAt: secondsIntoServiceDay(trip.departAt),
      visits,
    });
    days.set(vehicle, mine);
  }
  const cost = { fixed: 0, distance: 0, time: 0, overtime: 0, lateness: 0, balance: 0, unserved: 0, total: 0 };
  return { days: [...days.values()], unserved: [], cost, rounds: 0 };
}
