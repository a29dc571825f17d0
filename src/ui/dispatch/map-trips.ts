import type { PlanPlace, PlanSite, PlanTrip } from "#contract/dispatch.ts";
import type { LatLng, MapTrip } from "../map/map-view.ts";

/**
 * Trips as the map draws them: the way from the depot, then store and gates in their order.
 * @param drawn per trip its legs along the streets; a leg that is not drawn is a straight line
 */
export function toMapTrips(
  trips: readonly PlanTrip[],
  places: ReadonlyMap<string, PlanPlace>,
  sites: ReadonlyMap<string, PlanSite>,
  drawn?: ReadonlyMap<string, readonly (readonly LatLng[] | null)[]>,
): MapTrip[] {
  return trips.flatMap((trip): MapTrip[] => {
    const store = sites.get(trip.storeId);
    const depot = sites.get(trip.depotId);
    const gates = trip.stops.flatMap((x) => places.get(x.placeId) ?? []);
    if (!store) return [];
    const legs = drawn?.get(trip.id);
    const way = [store, ...gates];
    return [
      {
        id: trip.id,
        number: String(trip.number).padStart(2, "0"),
        colour: trip.number,
        line: [store, ...gates.flatMap((gate, i) => legs?.[i + 1] ?? [way[i] ?? gate, gate])],
        stopIds: trip.stops.map((x) => x.placeId),
        ...(depot ? { approach: legs?.[0] ?? [depot, store] } : {}),
      },
    ];
  });
}
