import { and, asc, eq, inArray } from "drizzle-orm";
import type { SayLateInput } from "#contract/movement.ts";
import { stops, trips } from "#db/schema/index.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { record } from "../../record.ts";
import { gridsOfTrip } from "../movement/grids-of-trip.ts";
import { announceTrips } from "../movement/publish-trips.ts";

/**
 * The driver says how many minutes late he will be at the stop that he drives to; the word stands on that stop
 * in the record, and whoever waits for the bus reads the later hour. It moves nothing.
 * @throws AppError `not_found`, `refused` when he is not on his way to a stop
 */
export async function sayLate(ctx: Ctx, input: SayLateInput): Promise<void> {
  const { trip, ahead } = await inScope(ctx, async (tx) => {
    const [trip] = await tx.select().from(trips).where(eq(trips.id, input.tripId));
    if (!trip) throw new AppError("not_found");
    const [next] = await tx
      .select()
      .from(stops)
      .where(and(eq(stops.tripId, trip.id), inArray(stops.state, ["approaching", "planned"])))
      .orderBy(asc(stops.sequence))
      .limit(1);
    if (!next) throw new AppError("refused", { kind: "no_stop_ahead" });
    await tx
      .update(stops)
      .set({ reason: `late_${input.minutes}` })
      .where(eq(stops.id, next.id));
    await record(tx, ctx, {
      kind: "stop.late",
      subjectId: next.id,
      cycleId: trip.cycleId,
      data: { minutes: input.minutes },
    });
    return { trip, ahead: await gridsOfTrip(tx, trip.id) };
  });
  await announceTrips(ctx, [trip]);
  await ctx.live.announce(...ahead);
}
