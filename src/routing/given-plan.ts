import type { Model } from "./model.ts";
import type { PlainDay } from "./snapshot.ts";
import type { Solution } from "./solution.ts";

/** A solution as the search's own visits. What names stops or shares that are gone is skipped. */
export function plainDays(model: Model, solution: Solution): PlainDay[] {
  const waiting = new Map<number, number[]>();
  model.shares.forEach((share, visit) => {
    const list = waiting.get(share.stop) ?? [];
    list.push(visit);
    waiting.set(share.stop, list);
  });
  const claim = (stop: number, amount: number[]): number | null => {
    const list = waiting.get(stop);
    if (!list || list.length === 0) return null;
    const exact = list.findIndex((v) => model.shares[v]!.amount.join() === amount.join());
    return list.splice(Math.max(0, exact), 1)[0]!;
  };
  return solution.days
    .filter((day) => day.vehicle >= 0 && day.vehicle < model.buses)
    .map((day) => ({
      bus: day.vehicle,
      trips: day.trips.map((trip) => ({
        supplier: trip.supplier !== null && trip.supplier < model.suppliers ? trip.supplier : -1,
        slot: trip.loadAt,
        visits: trip.visits.map((v) => claim(v.stop, v.amount)).filter((v) => v !== null),
      })),
    }));
}
