import type { DriverLegView, DriverStopView } from "#contract/driver.ts";
import type { Tx } from "#db/client.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { COMING_STOP_STATES, PASSED_BY_STOP_STATES } from "#domain/movement/stop.ts";
import { SEALED_TRIP_STATES, type TripState } from "#domain/movement/trip.ts";
import { readLegs } from "../../planning/read-legs.ts";

/**
 * The way from the last stop (or the store) to the next one, or home after all of them. Null where no streets are known,
 * and for an order of stops that is so new that the worker has not drawn it yet.
 */
export async function findNextLeg(
  tx: Tx,
  trip: { readonly id: TripId; readonly state: TripState; readonly supermarketId: string; readonly depotId: string },
  list: readonly DriverStopView[],
): Promise<DriverLegView | null> {
  if (!SEALED_TRIP_STATES.includes(trip.state)) return null;
  const legs = (await readLegs(tx, [trip.id])).get(trip.id);
  const served = list.filter((s) => !PASSED_BY_STOP_STATES.includes(s.state));
  const ahead = served.findIndex((s) => COMING_STOP_STATES.includes(s.state));
  const next = ahead < 0 ? undefined : served[ahead];
  const from = served.at(ahead < 0 ? -1 : ahead - 1);
  const fromId = ahead === 0 || !from ? trip.supermarketId : from.communityId;
  const leg = legs?.find(fromId, next?.communityId ?? trip.depotId);
  if (!leg?.manoeuvres || leg.manoeuvres.length === 0) return null;
  return { to: next?.name ?? null, metres: leg.metres, seconds: leg.seconds, steps: leg.manoeuvres };
}
