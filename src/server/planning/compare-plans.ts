import type { LeftOut, ProposedTrip } from "#contract/movement.ts";
import type { PlanFigures, StopDiffers, StopServed } from "#contract/plan-versions.ts";

/** An arrival that changes by less is the same to whoever waits at the gate. */
const SAME_SECONDS = 300;

type Trips = readonly ProposedTrip[];

/** Per community: which buses come, and when the first of them does. */
function servedBy(trips: Trips): Map<string, StopServed> {
  const served = new Map<string, StopServed>();
  for (const { vehicleId, stops } of trips)
    for (const { communityId, arriveAt } of stops) {
      const known = served.get(communityId);
      const vehicleIds = [...new Set([...(known?.vehicleIds ?? []), vehicleId])].sort();
      served.set(communityId, { vehicleIds, arriveMs: Math.min(known?.arriveMs ?? arriveAt, arriveAt) });
    }
  return served;
}

/** The stops that two plans of a day serve differently; those that change their bus first, then by how far the hour moves. */
export function stopsThatDiffer(before: Trips, after: Trips): StopDiffers[] {
  const [a, b] = [servedBy(before), servedBy(after)];
  const shift = ({ from, to }: StopDiffers) => (from && to ? Math.abs(to.arriveMs - from.arriveMs) : Infinity);
  const changesBus = ({ from, to }: StopDiffers) => from?.vehicleIds.join() !== to?.vehicleIds.join();
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((placeId): StopDiffers => ({ placeId, from: a.get(placeId) ?? null, to: b.get(placeId) ?? null }))
    .filter((stop) => changesBus(stop) || shift(stop) >= SAME_SECONDS * 1000)
    .sort(
      (x, y) =>
        Number(changesBus(y)) - Number(changesBus(x)) || shift(y) - shift(x) || (x.placeId < y.placeId ? -1 : 1),
    );
}

/** Buses that drive something else in the second plan: other gates, another order, or at other hours. */
export function busesThatDiffer(before: Trips, after: Trips): string[] {
  const listOf = (trips: Trips, vehicleId: string) =>
    trips
      .filter((t) => t.vehicleId === vehicleId)
      .flatMap((t) => [t.supermarketId, ...t.stops.map((s) => ({ id: s.communityId, at: s.arriveAt }))]);
  const same = (vehicleId: string) => {
    const [a, b] = [listOf(before, vehicleId), listOf(after, vehicleId)];
    return (
      a.length === b.length &&
      a.every((x, i) => {
        const y = b[i];
        if (typeof x === "string" || typeof y === "string" || !y) return x === y;
        return x.id === y.id && Math.abs(x.at - y.at) < SAME_SECONDS * 1000;
      })
    );
  };
  const all = [...new Set([...before, ...after].map((t) => t.vehicleId))];
  return all.filter((vehicleId) => !same(vehicleId)).sort();
}

/** What a plan comes to. @param closesAt when the gate of a community shuts on the day, in UTC milliseconds */
export function figuresOf(
  trips: Trips,
  leftOut: readonly LeftOut[],
  { cost, metres }: { readonly cost: number; readonly metres: number },
  closesAt: (communityId: string) => number,
): PlanFigures {
  const late = trips
    .flatMap((t) => t.stops.map((s) => (s.arriveAt - closesAt(s.communityId)) / 1000))
    .filter((seconds) => seconds > 0);
  return {
    costFen: cost,
    buses: new Set(trips.map((t) => t.vehicleId)).size,
    trips: trips.length,
    metres,
    lateStops: late.length,
    lateSeconds: Math.round(late.reduce((n, s) => n + s, 0)),
    leftOutBags: leftOut.reduce((n, l) => n + l.bags, 0),
  };
}
