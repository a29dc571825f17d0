import { and, eq, inArray, sql } from "drizzle-orm";
import type { ClearTripsInput } from "#contract/movement.ts";
import type { LoadBagsInput, SealTripInput } from "#contract/supply.ts";
import type { Tx } from "#db/client.ts";
import { bags, batches, stopLoads, stops } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { moveBatchIn } from "../supply/move-batches.ts";
import { announceTrips } from "./publish-trips.ts";
import { getTripForUpdate, moveTrip } from "./trip-step.ts";

/** A store manager may do at the dock what a clerk does. */
const atDock = (ctx: Ctx): Role => (ctx.actor.role === "SUPM" ? "SUP" : ctx.actor.role);

const batchesOfTrip = (tx: Tx, tripId: TripId) =>
  tx
    .selectDistinct({ id: stopLoads.batchId })
    .from(stopLoads)
    .innerJoin(stops, eq(stops.id, stopLoads.stopId))
    .where(eq(stops.tripId, tripId));

/** The depot keeper's two ticks in the morning: published trips become ready to load. @throws AppError `not_found`, `refused` */
export async function clearTrips(ctx: Ctx, input: ClearTripsInput): Promise<{ ready: number }> {
  const now = ctx.clock.now();
  const ready = await inScope(ctx, async (tx) => {
    const moved = [];
    for (const id of input.tripIds) {
      const trip = await getTripForUpdate(tx, id);
      if (ctx.actor.depots.length > 0 && !ctx.actor.depots.includes(trip.depotId)) throw new AppError("not_found");
      moved.push(
        await moveTrip(tx, ctx, trip, "clear", {
          facts: { vehicle_disinfected: input.disinfected, driver_cleared: input.driverWell },
          set: { disinfectedBeforeAt: now, driverClearedAt: now },
        }),
      );
    }
    return moved;
  });
  await announceTrips(ctx, ready);
  return { ready: ready.length };
}

/** The bus is at the dock: loading starts, and with it the loading of each of its batches. @throws AppError `refused` */
export async function startLoading(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  const trip = await inScope(ctx, async (tx) => {
    const trip = await moveTrip(tx, ctx, await getTripForUpdate(tx, input.tripId), "start_loading", {
      as: atDock(ctx),
    });
    const rows = await tx
      .select()
      .from(batches)
      .where(inArray(batches.id, batchesOfTrip(tx, trip.id)))
      .for("update");
    const late = rows.filter((b) => !["staged", "loading", "loaded"].includes(b.state));
    if (late.length > 0) throw new AppError("refused", { kind: "not_staged", batches: late.length });
    for (const batch of rows)
      if (batch.state === "staged") await moveBatchIn(tx, ctx, batch, "start_loading", {}, atDock(ctx));
    return trip;
  });
  await announceTrips(ctx, [trip]);
}

/**
 * Bags go on the bus: scanned by number, or all that stand ready for it. A number of another trip is refused by name.
 * @throws AppError `refused` with `not_for_this_trip` or `not_staged` and the bag's number
 */
export async function loadBags(ctx: Ctx, input: LoadBagsInput): Promise<{ loaded: number; planned: number }> {
  const answer = await inScope(ctx, async (tx) => {
    const trip = await getTripForUpdate(tx, input.tripId);
    if (trip.state !== "loading") throw new AppError("refused", { kind: "not_from_here", from: trip.state });
    const mine = await tx
      .select({ id: bags.id, number: bags.number, state: bags.state })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .where(eq(stops.tripId, trip.id));
    const byNumber = new Map(mine.map((b) => [b.number, b]));
    const chosen =
      input.bagNumbers === "all"
        ? mine.filter((b) => b.state === "staged")
        : input.bagNumbers.map((n) => byNumber.get(n) ?? n);
    for (const bag of chosen)
      if (typeof bag === "number") throw new AppError("refused", { kind: "not_for_this_trip", bagNumber: bag });
    const staged = chosen.filter((b) => typeof b !== "number").filter((b) => b.state === "staged");
    await moveBags(
      tx,
      ctx,
      staged.map((b) => b.id),
      { from: "staged", act: "load", place: "bus", as: atDock(ctx) },
    );
    await tx.execute(sql`UPDATE stop_loads l SET loaded = t.n FROM (
        SELECT b.stop_id, b.batch_id, count(*) FILTER (WHERE b.state = 'loaded')::int AS n FROM bags b JOIN stops s ON s.id = b.stop_id
        WHERE s.trip_id = ${trip.id} GROUP BY 1, 2
      ) t WHERE l.stop_id = t.stop_id AND l.batch_id = t.batch_id`);
    return { trip, loaded: mine.filter((b) => b.state === "loaded").length + staged.length, planned: mine.length };
  });
  await announceTrips(ctx, [answer.trip]);
  return { loaded: answer.loaded, planned: answer.planned };
}

/**
 * Closes the doors with a seal, once every bag of the trip is on board.
 * @throws AppError `refused` with `counts_differ` and both counts
 */
export async function sealTrip(ctx: Ctx, input: SealTripInput): Promise<void> {
  const trip = await inScope(ctx, async (tx) => {
    const trip = await getTripForUpdate(tx, input.tripId);
    const [count] = await tx
      .select({
        all: sql<number>`count(*)::int`,
        loaded: sql<number>`(count(*) FILTER (WHERE ${bags.state} = 'loaded'))::int`,
      })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .where(eq(stops.tripId, trip.id));
    if (!count || count.loaded !== count.all)
      throw new AppError("refused", { kind: "counts_differ", loaded: count?.loaded ?? 0, planned: count?.all ?? 0 });
    const sealed = await moveTrip(tx, ctx, trip, "seal", {
      as: atDock(ctx),
      facts: { seal_number: true },
      set: { sealNumber: input.sealNumber },
    });
    const rows = await tx
      .select()
      .from(batches)
      .where(and(inArray(batches.id, batchesOfTrip(tx, trip.id)), eq(batches.state, "loading")))
      .for("update");
    for (const batch of rows) {
      // A batch that rides on several buses is loaded when its last bag is.
      const [open] = await tx
        .select({ n: sql<number>`count(*)::int` })
        .from(bags)
        .where(and(eq(bags.batchId, batch.id), inArray(bags.state, ["packed", "staged"])));
      if (open?.n === 0) await moveBatchIn(tx, ctx, batch, "finish_loading", { counts_agree: true }, atDock(ctx));
    }
    return sealed;
  });
  await announceTrips(ctx, [trip]);
}
