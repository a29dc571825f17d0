import { asc, eq, sql } from "drizzle-orm";
import { communities, stops, trips } from "#db/schema/index.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { atServiceDay, instant, plusSeconds, toServiceDay } from "#domain/kernel/time.ts";
import { driveOn, legsOf } from "#domain/movement/drive-on.ts";
import { PASSED_BY_STOP_STATES } from "#domain/movement/stop.ts";
import type { ActTx } from "../act.ts";
import { drivesOfTrip } from "./drives-of-trip.ts";

/**
 * Works out the hours of a trip anew and writes them down: those of the stops that are still planned, and of its return.
 * @param change `order`: all stops that are still planned, as they are to be driven; `soonerSeconds`: so much sooner the
 * bus stands at its dock
 */
export async function reTimeTrip(
  tx: ActTx,
  tripId: TripId,
  change: { readonly order?: readonly StopId[]; readonly soonerSeconds?: number },
): Promise<void> {
  const drives = await drivesOfTrip(tx, tripId);
  const [trip] = await tx.select().from(trips).where(eq(trips.id, tripId));
  if (!trip) throw new Error("a trip that is timed anew is there");
  const rows = await tx
    .select({ stop: stops, opens: communities.gateOpensSeconds })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(eq(stops.tripId, tripId))
    .orderBy(asc(stops.sequence));
  const onTheWay = rows
    .filter(({ stop }) => !PASSED_BY_STOP_STATES.includes(stop.state) || stop.arrivedAt !== null)
    .map(({ stop, opens }) => ({ ...stop, gateOpensAt: atServiceDay(toServiceDay(stop.plannedArriveAt), opens) }));
  const sooner = -(change.soonerSeconds ?? 0);
  const departAt = plusSeconds(trip.departAt, sooner);
  const legs = legsOf(trip.departAt, onTheWay);
  const planned = legs.filter(({ stop }) => stop.state === "planned");
  const order = change.order?.flatMap((id) => planned.find(({ stop }) => stop.id === id) ?? []) ?? planned;
  const last = onTheWay.findLast((stop) => stop.state !== "planned");
  let from: Parameters<typeof drives>[0] = last?.communityId ?? trip.supermarketId;
  const driven = order.map((leg) => {
    const driveMs = drives(from, leg.stop.communityId);
    from = leg.stop.communityId;
    return { ...leg, driveMs };
  });
  const visits = driveOn(last?.plannedLeaveAt ?? departAt, driven);
  // Sequences are unique in a trip: all step aside before each takes its new place.
  await tx.execute(sql`UPDATE stops SET sequence = -sequence WHERE trip_id = ${tripId} AND state = 'planned'`);
  for (const [i, { stop }] of order.entries())
    await tx
      .update(stops)
      .set({
        sequence: planned[i]?.stop.sequence ?? stop.sequence,
        plannedArriveAt: visits[i]?.arriveAt ?? stop.plannedArriveAt,
        plannedLeaveAt: visits[i]?.leaveAt ?? stop.plannedLeaveAt,
      })
      .where(eq(stops.id, stop.id));
  const leaveAt = visits.at(-1)?.leaveAt ?? last?.plannedLeaveAt ?? departAt;
  await tx
    .update(trips)
    .set({ dockAt: plusSeconds(trip.dockAt, sooner), departAt, backAt: instant(leaveAt + drives(from, trip.depotId)) })
    .where(eq(trips.id, tripId));
}
