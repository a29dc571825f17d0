import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { StopActInput } from "#contract/movement.ts";
import type { Tx } from "#db/client.ts";
import { bags, batches, communities, handovers, stopLoads, stops, trips } from "#db/schema/index.ts";
import type { HandoverId, TripId } from "#domain/kernel/ids.ts";
import { secondsIntoServiceDay } from "#domain/kernel/time.ts";
import { deliveryMode, type ZoneLevel } from "#domain/zones/zone.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { zoneOfHome } from "../resident/place-facts.ts";
import { moveBatchIn } from "../supply/move-batches.ts";
import { gridsOfTrip } from "./grids-of-trip.ts";
import { announceTrips } from "./publish-trips.ts";
import { getStopForUpdate, getTripForUpdate, moveStop, moveTrip, type Stop } from "./trip-step.ts";

const bagsOnBus = async (tx: Tx, tripId: TripId, state: "loaded" | "in_transit") =>
  (
    await tx
      .select({ id: bags.id })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .where(and(eq(stops.tripId, tripId), eq(bags.state, state)))
  ).map((b) => b.id);

/** The driver leaves the dock: custody of every bag passes to the bus, and the first stop is next. @throws AppError `refused` */
export async function departTrip(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  const departed = await inScope(ctx, async (tx) => {
    const trip = await getTripForUpdate(tx, input.tripId);
    return moveTrip(tx, ctx, trip, "depart", { set: { departedAt: ctx.clock.now() } });
  });
  const system: Ctx = { ...ctx, actor: systemActor };
  const { trip, ahead } = await inScope(system, async (tx) => {
    await moveBags(
      tx,
      { ...system, actor: { ...systemActor, userId: ctx.actor.userId } },
      await bagsOnBus(tx, departed.id, "loaded"),
      { from: "loaded", act: "depart", place: "bus" },
    );
    await tx.execute(sql`UPDATE household_orders SET state = 'in_transit', changed_at = now() WHERE state = 'packed' AND id IN (
      SELECT b.order_id FROM bags b JOIN stops s ON s.id = b.stop_id WHERE s.trip_id = ${departed.id})`);
    const rows = await tx
      .select()
      .from(batches)
      .where(
        and(
          eq(batches.state, "loaded"),
          inArray(
            batches.id,
            tx
              .select({ id: stopLoads.batchId })
              .from(stopLoads)
              .innerJoin(stops, eq(stops.id, stopLoads.stopId))
              .where(eq(stops.tripId, departed.id)),
          ),
        ),
      )
      .for("update");
    for (const batch of rows) await moveBatchIn(tx, system, batch, "dispatch", {}, "DRV");
    await approachNext(tx, system, departed.id);
    return { trip: await moveTrip(tx, system, departed, "run"), ahead: await gridsOfTrip(tx, departed.id) };
  });
  await announceTrips(ctx, [trip]);
  await ctx.live.announce(...ahead);
}

/** The next planned stop is now the one that the bus drives to, unless it has one in hand. */
export async function approachNext(tx: Tx, ctx: Ctx, tripId: TripId): Promise<void> {
  const [inHand] = await tx
    .select({ id: stops.id })
    .from(stops)
    .where(and(eq(stops.tripId, tripId), inArray(stops.state, ["approaching", "arrived", "waiting", "unloading"])))
    .limit(1);
  if (inHand) return;
  const [next] = await tx
    .select()
    .from(stops)
    .where(and(eq(stops.tripId, tripId), eq(stops.state, "planned")))
    .orderBy(asc(stops.sequence))
    .limit(1)
    .for("update");
  if (next) await moveStop(tx, ctx, next, "approach");
}

/**
 * What the driver presses at a stop: arrived, waiting at a closed gate, unloading (which offers the bags to each grid's
 * worker for counting), or skipping it with a reason.
 * @throws AppError `not_found`, `refused` with the domain's reason
 */
export async function actAtStop(ctx: Ctx, input: StopActInput): Promise<void> {
  const now = ctx.clock.now();
  const stop = await inScope(ctx, async (tx) => {
    const stop = await getStopForUpdate(tx, input.stopId);
    const [trip] = await tx.select({ state: trips.state }).from(trips).where(eq(trips.id, stop.tripId));
    // A bus that stands broken at a gate can still be unloaded; it arrives nowhere any more.
    const standing = trip?.state === "broken_down" && input.act !== "arrive";
    if (trip?.state !== "running" && !standing && ctx.actor.role === "DRV")
      throw new AppError("refused", { kind: "not_from_here", from: trip?.state });
    if (input.act === "arrive") return moveStop(tx, ctx, stop, "arrive", { set: { arrivedAt: now } });
    if (input.act === "skip")
      return moveStop(tx, ctx, stop, "skip", {
        reason: input.reason,
        facts: { reason_given: Boolean(input.reason) },
        set: { leftAt: now },
      });
    if (input.act === "unload") return moveStop(tx, ctx, stop, "start_unloading");
    const [place] = await tx.select().from(communities).where(eq(communities.id, stop.communityId));
    const closed =
      place !== undefined &&
      (secondsIntoServiceDay(now) < place.gateOpensSeconds || secondsIntoServiceDay(now) >= place.gateClosesSeconds);
    // In its hours a gate can be shut all the same: then it is the driver's word, and it stands in the record.
    return moveStop(tx, ctx, stop, "wait", {
      facts: { gate_closed: closed || Boolean(input.reason) },
      reason: input.reason,
    });
  });
  const system: Ctx = { ...ctx, actor: systemActor };
  await inScope(system, async (tx) => {
    if (input.act === "unload") await offerBags(tx, ctx, stop);
    if (input.act === "skip") await approachNext(tx, system, stop.tripId);
  });
  const touched = await inScope(system, (tx) => gridsOfTrip(tx, stop.tripId));
  await ctx.live.announce(`trip:${stop.tripId}`, `community:${stop.communityId}`, "dispatch", ...touched);
}

/** One handover per grid, with the driver's count and the way of handing over that the zone of this moment asks for. */
async function offerBags(tx: Tx, ctx: Ctx, stop: Stop): Promise<void> {
  const at = ctx.clock.now();
  const piles = await tx
    .select({ gridId: bags.gridId, n: sql<number>`count(*)::int` })
    .from(bags)
    .where(and(eq(bags.stopId, stop.id), eq(bags.state, "in_transit")))
    .groupBy(bags.gridId)
    .orderBy(bags.gridId);
  if (piles.length === 0) throw new AppError("refused", { kind: "nothing_to_hand_over" });
  const levels = new Map<string, ZoneLevel | undefined>();
  for (const p of piles)
    levels.set(p.gridId, (await zoneOfHome(tx, { gridId: p.gridId, communityId: stop.communityId }, at))?.level);
  await tx
    .insert(handovers)
    .values(
      piles.map((p) => {
        const level = levels.get(p.gridId);
        return {
          id: randomUUID() as HandoverId,
          stopId: stop.id,
          gridId: p.gridId,
          offered: p.n,
          giver: ctx.actor.userId,
          zoneLevel: level ?? null,
          mode: deliveryMode(level),
          offeredAt: at,
        };
      }),
    )
    .onConflictDoNothing();
}
