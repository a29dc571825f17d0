import { and, asc, eq, inArray } from "drizzle-orm";
import type { SayLateInput } from "#contract/movement.ts";
import { stops } from "#db/schema/index.ts";
import { COMING_STOP_STATES } from "#domain/movement/stop.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { TRIPS } from "../../lives.ts";
import { record } from "../../record.ts";
import { getTripInHand, tellGridsOfTrip } from "./trip-in-hand.ts";

/**
 * The driver says how many minutes late he will be at the stop that he drives to; the word stands on that stop
 * in the record, and whoever waits for the bus reads the later hour. It moves nothing.
 * @throws AppError `not_found`, `refused` when he is not on his way to a stop
 */
export async function sayLate(ctx: Ctx, input: SayLateInput): Promise<void> {
  await act(ctx, async (tx) => {
    const trip = await getTripInHand(tx, input.tripId);
    const [next] = await tx
      .select()
      .from(stops)
      .where(and(eq(stops.tripId, trip.id), inArray(stops.state, [...COMING_STOP_STATES])))
      .orderBy(asc(stops.sequence))
      .limit(1)
      .for("update");
    if (!next) throw new AppError("refused", { kind: "no_stop_ahead" });
    await tx
      .update(stops)
      .set({ reason: `late_${input.minutes}` })
      .where(eq(stops.id, next.id));
    await record(tx, {
      kind: "stop.late",
      subjectId: next.id,
      cycleId: trip.cycleId,
      data: { minutes: input.minutes },
    });
    tx.tell(TRIPS.topicsOf(trip));
    await tellGridsOfTrip(tx, trip.id);
  });
}
