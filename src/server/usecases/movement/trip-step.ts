import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { stops, trips } from "#db/schema/index.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { decide, type Facts } from "#domain/kernel/machine.ts";
import type { Role } from "#domain/kernel/role.ts";
import { STOP_FLOW, type StopAct, type StopGuard } from "#domain/movement/stop.ts";
import { TRIP_FLOW, type TripAct, type TripGuard } from "#domain/movement/trip.ts";
import { AppError, unwrap } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

export type Trip = typeof trips.$inferSelect;
export type Stop = typeof stops.$inferSelect;

/** The trip's row, locked for the transaction. @throws AppError `not_found` */
export async function getTripForUpdate(tx: Tx, id: TripId): Promise<Trip> {
  const [trip] = await tx.select().from(trips).where(eq(trips.id, id)).for("update");
  if (!trip) throw new AppError("not_found");
  return trip;
}

export async function getStopForUpdate(tx: Tx, id: StopId): Promise<Stop> {
  const [stop] = await tx.select().from(stops).where(eq(stops.id, id)).for("update");
  if (!stop) throw new AppError("not_found");
  return stop;
}

/** Moves a trip one step along its table and records it. @throws AppError `refused`, `conflict` */
export async function moveTrip(
  tx: Tx,
  ctx: Ctx,
  trip: Trip,
  act: TripAct,
  options: { facts?: Facts<TripGuard>; set?: Partial<Trip>; as?: Role; reason?: string | undefined } = {},
): Promise<Trip> {
  const to = unwrap(decide(TRIP_FLOW, trip.state, act, options.as ?? ctx.actor.role, options.facts ?? {}));
  const [after] = await tx
    .update(trips)
    .set({ ...options.set, state: to, reason: options.reason ?? trip.reason })
    .where(and(eq(trips.id, trip.id), eq(trips.state, trip.state)))
    .returning();
  if (!after) throw new AppError("conflict");
  await record(tx, ctx, {
    kind: `trip.${act}`,
    subjectId: trip.id,
    cycleId: trip.cycleId,
    reason: options.reason,
    data: { from: trip.state, to },
  });
  return after;
}

/** Moves a stop one step along its table and records it. @throws AppError `refused`, `conflict` */
export async function moveStop(
  tx: Tx,
  ctx: Ctx,
  stop: Stop,
  act: StopAct,
  options: { facts?: Facts<StopGuard>; set?: Partial<Stop>; as?: Role; reason?: string | undefined } = {},
): Promise<Stop> {
  const to = unwrap(decide(STOP_FLOW, stop.state, act, options.as ?? ctx.actor.role, options.facts ?? {}));
  const [after] = await tx
    .update(stops)
    .set({ ...options.set, state: to, reason: options.reason ?? stop.reason })
    .where(and(eq(stops.id, stop.id), eq(stops.state, stop.state)))
    .returning();
  if (!after) throw new AppError("conflict");
  await record(tx, ctx, {
    kind: `stop.${act}`,
    subjectId: stop.id,
    reason: options.reason,
    data: { from: stop.state, to },
  });
  return after;
}
