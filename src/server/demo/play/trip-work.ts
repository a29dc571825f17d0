import { and, asc, eq, inArray } from "drizzle-orm";
import { stops, trips } from "#db/schema/index.ts";
import type { CycleId, TripId } from "#domain/kernel/ids.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { AT_DEPOT_TRIP_STATES, BUS_OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { nextStep } from "./trip-steps.ts";
import { as, type Work } from "./work.ts";

/** The next thing that each trip of a round waits for, at the hour at which it was planned. */
export async function listTripWork(ctx: Ctx, cycleId: CycleId): Promise<Work[]> {
  const { out, open } = await look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const out = await tx
      .select()
      .from(trips)
      .where(and(eq(trips.cycleId, cycleId), inArray(trips.state, [...AT_DEPOT_TRIP_STATES])));
    const open = await tx
      .select()
      .from(stops)
      .where(
        and(
          inArray(
            stops.tripId,
            out.map((t) => t.id),
          ),
          inArray(stops.state, [...OPEN_STOP_STATES]),
        ),
      )
      .orderBy(asc(stops.sequence));
    return { out, open };
  });
  const busyWith = new Map(out.filter((t) => BUS_OUT_TRIP_STATES.includes(t.state)).map((t) => [t.vehicleId, t.id]));
  return out.flatMap((trip) => {
    // Its bus is still out with the trip before, or not clean yet.
    if ((busyWith.get(trip.vehicleId) ?? trip.id) !== trip.id) return [];
    return (
      workOf(
        ctx,
        trip,
        open.find((s) => s.tripId === trip.id),
      ) ?? []
    );
  });
}

function workOf(
  ctx: Ctx,
  trip: typeof trips.$inferSelect,
  stop: typeof stops.$inferSelect | undefined,
): Work | undefined {
  const step = nextStep(trip, stop);
  return (
    step && {
      key: [trip.id, stop?.id, step.what].filter(Boolean).join(" "),
      at: step.at,
      run: () => step.run((role, scope) => as(ctx, role, scope)),
      next: () => nextOf(ctx, trip.id),
    }
  );
}

/** What the trip waits for by now. */
function nextOf(ctx: Ctx, tripId: TripId): Promise<Work | undefined> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [now] = await tx
      .select({ trip: trips, stop: stops })
      .from(trips)
      .leftJoin(stops, and(eq(stops.tripId, trips.id), inArray(stops.state, [...OPEN_STOP_STATES])))
      .where(eq(trips.id, tripId))
      .orderBy(asc(stops.sequence))
      .limit(1);
    return now && workOf(ctx, now.trip, now.stop ?? undefined);
  });
}
