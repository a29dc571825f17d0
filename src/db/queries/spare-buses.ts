import { and, asc, eq, sql } from "drizzle-orm";
import type { VehicleId } from "#domain/kernel/ids.ts";
import { WITH_BUS_TRIP_STATES } from "#domain/movement/trip.ts";
import type { Tx } from "../client.ts";
import { vehicles } from "../schema/index.ts";

/** The buses that could relieve one that broke down: in service, with a driver, on no trip and clean after
 * the last one. Ordered by name. */
export async function listSpareBuses(tx: Tx): Promise<{ vehicleId: VehicleId; name: string }[]> {
  return tx
    .select({ vehicleId: vehicles.id, name: vehicles.name })
    .from(vehicles)
    .where(
      and(
        eq(vehicles.inService, true),
        sql`${vehicles.driverId} IS NOT NULL AND NOT EXISTS (SELECT FROM trips t WHERE (t.vehicle_id = ${vehicles.id} OR t.driver_id = ${vehicles.driverId}) AND t.state IN ${[...WITH_BUS_TRIP_STATES, "returned"]})`,
      ),
    )
    .orderBy(asc(vehicles.name));
}
