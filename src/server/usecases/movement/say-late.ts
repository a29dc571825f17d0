import { and, asc, eq, inArray } from "drizzle-orm";
import { stops } from "#db/schema/index.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { COMING_STOP_STATES } from "#domain/movement/stop.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { TRIPS } from "../../lives.ts";
import { record } from "../../record.ts";
import type { Said } from "./said.ts";
import { getTripInHand, tellGridsOfTrip } from "./trip-in-hand.ts";

/**
 * The driver says how many minutes late he will be at the stop that he drives to; the word stands on that stop
 * in the record, and whoever waits for the bus reads the later hour. It moves nothing.
 * @throws AppError `not_found`, `refused` when he is not on his way to this stop
 */
export async function sayLate(
  tx: ActTx,
  { stopId, minutes }: { readonly stopId: StopId; readonly minutes: number },
  { deviceAt }: Said,
): Promise<void> {
  const [stop] = await tx.select({ tripId: stops.tripId }).from(stops).where(eq(stops.id, stopId));
  if (!stop) throw new AppError("not_found");
  const trip = await getTripInHand(tx, stop.tripId);
  const [next] = await tx
    .select()
    .from(stops)
    .where(and(eq(stops.tripId, trip.id), inArray(stops.state, [...COMING_STOP_STATES])))
    .orderBy(asc(stops.sequence))
    .limit(1)
    .for("update");
  if (next?.id !== stopId) throw new AppError("refused", { kind: "no_stop_ahead" });
  await tx
    .update(stops)
    .set({ reason: `late_${minutes}` })
    .where(eq(stops.id, stopId));
  await record(tx, { kind: "stop.late", subjectId: stopId, cycleId: trip.cycleId, data: { minutes, deviceAt } });
  tx.tell(TRIPS.topicsOf(trip));
  await tellGridsOfTrip(tx, trip.id);
}
