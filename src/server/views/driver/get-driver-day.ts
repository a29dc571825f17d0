import { eq, sql } from "drizzle-orm";
import type { DriverDayView } from "#contract/driver.ts";
import { depots, supermarkets, trips } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { listDriverStops } from "./list-driver-stops.ts";
import { listDriverTrips, pickTrip } from "./list-driver-trips.ts";
import { listLostOnTrips } from "./list-lost-on-trips.ts";
import { findNextLeg } from "./next-leg.ts";
import { readExpected } from "./read-expected.ts";

/** The driver's screen: the trip in hand with its stops, and the list of the day. An unknown or foreign trip is passed over. */
export async function getDriverDay(ctx: Ctx, tripId?: string): Promise<DriverDayView> {
  const driver = ctx.actor.userId;
  if (!driver) throw new AppError("forbidden");
  const day = await look(ctx, async (tx) => {
    const now = tx.at;
    const all = await listDriverTrips(tx, driver, now);
    const picked = pickTrip(all, tripId);
    const shared = { nowMs: now, name: ctx.actor.name, trips: all };
    if (!picked) return { ...shared, trip: null };
    const [row] = await tx
      .select({ trip: trips, store: supermarkets, depot: depots })
      .from(trips)
      .innerJoin(supermarkets, eq(supermarkets.id, trips.supermarketId))
      .innerJoin(depots, eq(depots.id, trips.depotId))
      .where(eq(trips.id, picked.tripId));
    if (!row) throw new AppError("not_found");
    const [load] = await tx.execute<{ loaded: number }>(sql`
      SELECT coalesce(sum(l.loaded), 0)::int AS loaded FROM stop_loads l JOIN stops s ON s.id = l.stop_id WHERE s.trip_id = ${picked.tripId}`);
    const expected = await readExpected(tx, [picked.tripId], now);
    const list = await listDriverStops(tx, picked.tripId, expected, now);
    return {
      ...shared,
      trip: {
        ...picked,
        cycleId: row.trip.cycleId,
        bags: list.reduce((n, s) => n + s.bags, 0),
        store: row.store.name,
        depot: row.depot.name,
        dockMs: row.trip.dockAt,
        backMs: expected.trip(picked.tripId)?.backAt ?? row.trip.backAt,
        sealNumber: row.trip.sealNumber,
        loaded: load?.loaded ?? 0,
        nextLeg: await findNextLeg(tx, row.trip, list),
        list,
      },
    };
  });
  const { trip } = day;
  return { ...day, trip: trip && { ...trip, lost: await listLostOnTrips(ctx, [trip.tripId]) } };
}
