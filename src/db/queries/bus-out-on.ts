import { sql } from "drizzle-orm";
import type { TripId } from "#domain/kernel/ids.ts";
import { BUS_OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import type { Tx } from "../client.ts";

/** The number of another trip that the bus of `tripId` is out with, or not disinfected after; 0 when the bus is in. */
export async function busOutOn(tx: Tx, tripId: TripId): Promise<number> {
  const [row] = await tx.execute<{ number: number }>(
    sql`SELECT bus_out_on(${tripId}, ${`{${BUS_OUT_TRIP_STATES.join(",")}}`}::text[]) AS number`,
  );
  return row?.number ?? 0;
}
