import type { PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { Tx } from "#db/client.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { readLegs } from "../../planning/read-legs.ts";

/** The ways of trips along the streets, as far as they are drawn: leg by leg from the depot over the store to the last stop. */
export async function readLines(tx: Tx, trips: readonly PlanTrip[]): Promise<PlanView["lines"]> {
  const drawn = await readLegs(
    tx,
    trips.filter((t) => t.state !== null).map((t) => t.id as TripId),
  );
  return Object.fromEntries(
    trips.flatMap((t) => {
      const legs = drawn.get(t.id as TripId);
      const way = [t.depotId, t.storeId, ...t.stops.map((s) => s.placeId)];
      return legs ? [[t.id, way.slice(1).map((to, i) => legs.find(way[i] ?? "", to)?.line ?? null)]] : [];
    }),
  );
}
