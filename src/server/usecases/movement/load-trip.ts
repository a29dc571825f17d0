import { and, eq, inArray, sql } from "drizzle-orm";
import type { ClearTripsInput } from "#contract/movement.ts";
import type { LoadBagsInput, SealTripInput } from "#contract/supply.ts";
import { busOutOn } from "#db/queries/bus-out-on.ts";
import { bags, batches, stopLoads, stops, vehicles } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { IN_STORE_BAG_STATES } from "#domain/supply/bag.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { BATCHES, TRIPS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { moveBags } from "../../move-bags.ts";
import { getTripInHand, listBagsOfTrip, type Trip } from "./trip-in-hand.ts";

type Batch = typeof batches.$inferSelect;

/** The batches that ride on a trip, locked. */
const lockBatchesOf = (tx: ActTx, tripId: TripId): Promise<Batch[]> =>
  tx
    .select()
    .from(batches)
    .where(
      inArray(
        batches.id,
        tx
          .selectDistinct({ id: stopLoads.batchId })
          .from(stopLoads)
          .innerJoin(stops, eq(stops.id, stopLoads.stopId))
          .where(eq(stops.tripId, tripId)),
      ),
    )
    .orderBy(batches.id)
    .for("update");

/** The number of another trip that its bus is out with, or not disinfected after; 0 when the bus is in. */
async function findOtherTripOf(tx: ActTx, trip: Trip): Promise<number> {
  // One bus starts with one trip, also when two docks call it at once.
  await tx.select({ id: vehicles.id }).from(vehicles).where(eq(vehicles.id, trip.vehicleId)).for("update");
  return busOutOn(tx, trip.id);
}

/** The depot keeper's two ticks in the morning: published trips become ready to load. @throws AppError `not_found`, `refused` */
export async function clearTrips(ctx: Ctx, input: ClearTripsInput): Promise<{ ready: number }> {
  return act(ctx, async (tx) => {
    const ids = [...new Set(input.tripIds)].toSorted();
    const ticks = {
      disinfectedBeforeAt: input.disinfected ? tx.at : null,
      driverClearedAt: input.driverWell ? tx.at : null,
    };
    const facts = { disinfectedAt: ticks.disinfectedBeforeAt, driverClearedAt: ticks.driverClearedAt };
    for (const id of ids) {
      const trip = await getTripInHand(tx, id);
      const { depots } = tx.actor;
      if (depots.length > 0 && !depots.includes(trip.depotId)) throw new AppError("not_found");
      const outOnTrip = await findOtherTripOf(tx, trip);
      await moveOne(tx, TRIPS, trip, "clear", { ...facts, outOnTrip }, { set: ticks });
    }
    return { ready: ids.length };
  });
}

/** The bus is at the dock: loading starts, and with it the loading of each of its batches. @throws AppError `refused` */
export async function startLoading(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  await act(ctx, async (tx) => {
    const trip = await getTripInHand(tx, input.tripId);
    const mine = await lockBatchesOf(tx, trip.id);
    const staged = mine.filter((b) => b.state === "staged");
    // A batch that rides on another bus too may be on it already.
    const there = mine.filter((b) => b.state === "loading" || b.state === "loaded");
    const batchesNotStaged = mine.length - staged.length - there.length;
    const outOnTrip = await findOtherTripOf(tx, trip);
    await moveOne(tx, TRIPS, trip, "start_loading", { batchesNotStaged, outOnTrip });
    await moveAll(tx, BATCHES, staged, "start_loading", {});
  });
}

/**
 * Bags go on the bus: scanned by number, or all that stand ready for it. A number of another trip is refused by name.
 * @throws AppError `refused` with `not_for_this_trip` and the bag's number
 */
export async function loadBags(ctx: Ctx, input: LoadBagsInput): Promise<{ loaded: number; planned: number }> {
  return act(ctx, async (tx) => {
    const trip = await getTripInHand(tx, input.tripId);
    if (trip.state !== "loading") throw new AppError("refused", { kind: "not_from_here", from: trip.state });
    const all = await tx
      .select({ bag: bags })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .where(eq(stops.tripId, trip.id));
    const mine = new Map(all.map(({ bag }) => [bag.number, bag]));
    const numbers = input.bagNumbers === "all" ? [...mine.keys()] : [...new Set(input.bagNumbers)];
    const stray = numbers.find((n) => !mine.has(n));
    if (stray !== undefined) throw new AppError("refused", { kind: "not_for_this_trip", bagNumber: stray });
    // One that is scanned twice is on the bus already, and stays there.
    const staged = numbers.flatMap((n) => mine.get(n) ?? []).filter((b) => b.state === "staged");
    await moveBags(tx, staged, "load", {}, { place: "bus" });
    await tx.execute(sql`UPDATE stop_loads l SET loaded = t.n FROM (
        SELECT b.stop_id, b.batch_id, count(*) FILTER (WHERE b.state = 'loaded')::int AS n FROM bags b JOIN stops s ON s.id = b.stop_id
        WHERE s.trip_id = ${trip.id} GROUP BY 1, 2
      ) t WHERE l.stop_id = t.stop_id AND l.batch_id = t.batch_id`);
    tx.tell(TRIPS.topicsOf(trip));
    const before = [...mine.values()].filter((b) => b.state === "loaded").length;
    return { loaded: before + staged.length, planned: mine.size };
  });
}

/**
 * Closes the doors with a seal, once every bag of the trip is on board.
 * @throws AppError `refused` with the domain's reason
 */
export async function sealTrip(ctx: Ctx, input: SealTripInput): Promise<void> {
  const { sealNumber } = input;
  await act(ctx, async (tx) => {
    const trip = await getTripInHand(tx, input.tripId);
    const planned = await tx.seeingAll((all) => listBagsOfTrip(all, trip.id, "created", "packed", "staged", "loaded"));
    const facts = { planned: planned.length, loaded: planned.filter((b) => b.state === "loaded").length, sealNumber };
    await moveOne(tx, TRIPS, trip, "seal", facts, { set: { sealNumber }, data: { sealNumber } });
    const loading = (await lockBatchesOf(tx, trip.id)).filter((b) => b.state === "loading");
    const waiting = await tx
      .select({ batchId: bags.batchId, n: sql<number>`count(*)::int` })
      .from(bags)
      .where(
        and(
          inArray(
            bags.batchId,
            loading.map((b) => b.id),
          ),
          inArray(bags.state, [...IN_STORE_BAG_STATES]),
        ),
      )
      .groupBy(bags.batchId);
    const waitingOf = new Map(waiting.map((w) => [w.batchId, w.n]));
    // A batch that rides on several buses is loaded when its last bag is.
    const whole = loading.filter((b) => !waitingOf.has(b.id));
    await moveAll(tx, BATCHES, whole, "finish_loading", (b) => ({ bagsNotLoaded: waitingOf.get(b.id) ?? 0 }));
  });
}
