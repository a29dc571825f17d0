import { sql } from "drizzle-orm";
import type { DepotId, TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import {
  AT_DEPOT_TRIP_STATES,
  BUS_OUT_TRIP_STATES,
  type TripState,
  UNDRIVEN_TRIP_STATES,
} from "#domain/movement/trip.ts";
import type { Tx } from "../client.ts";

export type TripOfDepot = {
  id: TripId;
  number: number;
  bus: string;
  state: TripState;
  depart: string;
  back: string;
  returned: string | null;
  clean: string | null;
  driver: string | null;
  depot_name: Names;
  store_name: Names;
  stops: number;
  bags: number;
  out_on: number;
};

/** Trips that these depots wait for, and those whose bus they cleaned on the day; of all depots where none is named. */
export const listTripsOfDepots = (tx: Pick<Tx, "execute">, depots: readonly DepotId[], day: ServiceDay) =>
  tx.execute<TripOfDepot>(sql`
      SELECT t.id, t.number, v.name AS bus, t.state, t.depart_at AS depart, t.back_at AS back, t.returned_at AS returned, t.disinfected_after_at AS clean,
        u.name AS driver, d.name AS depot_name, m.name AS store_name,
        count(DISTINCT s.id)::int AS stops, coalesce(sum(l.planned), 0)::int AS bags,
        bus_out_on(t.id, ${`{${BUS_OUT_TRIP_STATES.join(",")}}`}::text[]) AS out_on
      FROM trips t JOIN vehicles v ON v.id = t.vehicle_id JOIN depots d ON d.id = t.depot_id JOIN supermarkets m ON m.id = t.supermarket_id
      LEFT JOIN users u ON u.id = t.driver_id JOIN stops s ON s.trip_id = t.id LEFT JOIN stop_loads l ON l.stop_id = s.id
      WHERE t.state NOT IN ${UNDRIVEN_TRIP_STATES}
        AND (t.state IN ${AT_DEPOT_TRIP_STATES}
          OR (t.disinfected_after_at AT TIME ZONE 'Asia/Shanghai')::date = ${day}::date)
        AND (${depots.length === 0} OR t.depot_id = ANY (${`{${depots.join(",")}}`}::uuid[]))
      GROUP BY t.id, v.name, u.name, d.id, m.id ORDER BY t.depart_at, v.name`);
