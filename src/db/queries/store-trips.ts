import { sql } from "drizzle-orm";
import type { CycleId, SupermarketId, TripId } from "#domain/kernel/ids.ts";
import { BUS_OUT_TRIP_STATES, type TripState, UNPLANNED_TRIP_STATES } from "#domain/movement/trip.ts";
import type { Tx } from "../client.ts";

export type StoreTripRow = {
  id: TripId;
  number: number;
  bus: string;
  state: TripState;
  dock: string;
  depart: string;
  back: string;
  seal: string | null;
  out_on: number;
};

/** The trips of a cycle that load at a store, by the hour at its dock; `out_on`: the trip that still has their bus, 0 for none. */
export const listStoreTrips = (tx: Pick<Tx, "execute">, cycleId: CycleId, store: SupermarketId) =>
  tx.execute<StoreTripRow>(sql`
    SELECT t.id, t.number, v.name AS bus, t.state, t.dock_at AS dock, t.depart_at AS depart, t.back_at AS back, t.seal_number AS seal,
      bus_out_on(t.id, ${`{${BUS_OUT_TRIP_STATES.join(",")}}`}::text[]) AS out_on
    FROM trips t JOIN vehicles v ON v.id = t.vehicle_id
    WHERE t.cycle_id = ${cycleId} AND t.supermarket_id = ${store} AND t.state NOT IN ${UNPLANNED_TRIP_STATES} ORDER BY t.dock_at, t.number`);
