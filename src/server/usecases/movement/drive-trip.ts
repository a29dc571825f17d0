import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { StopActInput } from "#contract/movement.ts";
import { findZoneInForce } from "#db/queries/zone-in-force.ts";
import { bags, batches, communities, handovers, stopLoads, stops, trips } from "#db/schema/index.ts";
import type { HandoverId, TripId } from "#domain/kernel/ids.ts";
import { secondsIntoServiceDay } from "#domain/kernel/time.ts";
import { HOLDING_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { deliveryMode, type ZoneLevel } from "#domain/zones/zone.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { BATCHES, HANDOVERS, STOPS, TRIPS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { moveBags } from "../../move-bags.ts";
import {
  approachNext,
  getStopInHand,
  getTripInHand,
  listBagsOfTrip,
  type Stop,
  tellGridsOfTrip,
} from "./trip-in-hand.ts";

/**
 * The driver leaves the dock: custody of every bag passes to the bus, its batches are dispatched, the homes' orders are
 * on their way, and the first stop is next. @throws AppError `not_found`, `refused`
 */
export async function departTrip(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  await act(ctx, async (tx) => {
    const departed = await moveOne(
      tx,
      TRIPS,
      await getTripInHand(tx, input.tripId),
      "depart",
      {},
      { set: { departedAt: tx.at } },
    );
    await tx.seeingAll(async (all) => {
      const carried = all
        .select({ id: stopLoads.batchId })
        .from(stopLoads)
        .innerJoin(stops, eq(stops.id, stopLoads.stopId))
        .where(eq(stops.tripId, departed.id));
      // A batch that rides on several buses is loaded, and dispatched, with the last of them.
      const loaded = await all
        .select()
        .from(batches)
        .where(and(eq(batches.state, "loaded"), inArray(batches.id, carried)))
        .orderBy(batches.id)
        .for("no key update");
      await moveAll(all, BATCHES, loaded, "dispatch", {});
      await moveBags(all, await listBagsOfTrip(all, departed.id, "loaded"), "depart", {}, { place: "bus" });
    });
    await approachNext(tx, departed.id);
    await moveOne(tx, TRIPS, departed, "run", {});
    await tellGridsOfTrip(tx, departed.id);
  });
}

/**
 * What the driver presses at a stop: arrived, waiting at a closed gate, unloading (which offers the bags to each grid's
 * worker for counting), or skipping it with a reason.
 * @throws AppError `not_found`, `refused` with the domain's reason
 */
export async function actAtStop(ctx: Ctx, input: StopActInput): Promise<void> {
  const { reason } = input;
  await act(ctx, async (tx) => {
    const stop = await getStopInHand(tx, input.stopId);
    if (tx.role === "DRV") await refuseIfStanding(tx, stop, input.act);
    switch (input.act) {
      case "arrive":
        await moveOne(tx, STOPS, stop, "arrive", {}, { set: { arrivedAt: tx.at } });
        break;
      case "skip":
        await moveOne(tx, STOPS, stop, "skip", { reason }, { reason, set: { leftAt: tx.at } });
        await withdrawOpen(tx, stop, reason);
        await approachNext(tx, stop.tripId);
        break;
      case "unload":
        await startUnloading(tx, stop);
        break;
      case "wait": {
        const [place] = await tx.select().from(communities).where(eq(communities.id, stop.communityId));
        if (!place) throw new AppError("not_found");
        const { gateOpensSeconds, gateClosesSeconds } = place;
        const facts = { secondsIntoDay: secondsIntoServiceDay(tx.at), gateOpensSeconds, gateClosesSeconds, reason };
        await moveOne(tx, STOPS, stop, "wait", facts, { reason });
      }
    }
    await tellGridsOfTrip(tx, stop.tripId);
  });
}

/** A bus that stands broken at a gate can still be unloaded; it arrives nowhere any more. @throws AppError `refused` */
export async function refuseIfStanding(tx: ActTx, stop: Stop, act: StopActInput["act"]): Promise<void> {
  const [trip] = await tx.select({ state: trips.state }).from(trips).where(eq(trips.id, stop.tripId));
  const standing = trip?.state === "broken_down" && act !== "arrive";
  if (trip?.state !== "running" && !standing)
    throw new AppError("refused", { kind: "not_from_here", from: trip?.state });
}

/** Bags are off the bus: each grid's pile is offered for counting. @throws AppError `refused` when there are none */
export async function startUnloading(tx: ActTx, stop: Stop): Promise<Stop> {
  const piles = await readPiles(tx, stop);
  const bagsAboard = piles.reduce((n, p) => n + p.n, 0);
  const unloading = await moveOne(tx, STOPS, stop, "start_unloading", { bagsAboard });
  await offerBags(tx, stop, piles);
  return unloading;
}

/** What was offered at a stop that is passed by and not settled yet rides on: nobody counts it here any more. */
async function withdrawOpen(tx: ActTx, stop: Stop, reason: string | undefined): Promise<void> {
  await tx.as(SYSTEM, async (all) => {
    const open = await all
      .select()
      .from(handovers)
      .where(and(eq(handovers.stopId, stop.id), inArray(handovers.state, [...HOLDING_HANDOVER_STATES])))
      .orderBy(handovers.id)
      .for("update");
    await moveAll(all, HANDOVERS, open, "withdraw", {}, { reason, set: { settledAt: all.at } });
  });
}

type Pile = { readonly gridId: (typeof bags.$inferSelect)["gridId"]; readonly n: number };

/** How many bags are on board for each grid of a stop. */
const readPiles = (tx: ActTx, stop: Stop): Promise<Pile[]> =>
  tx.seeingAll((all) =>
    all
      .select({ gridId: bags.gridId, n: sql<number>`count(*)::int` })
      .from(bags)
      .where(and(eq(bags.stopId, stop.id), eq(bags.state, "in_transit")))
      .groupBy(bags.gridId)
      .orderBy(bags.gridId),
  );

/** One handover per grid, with the driver's count and the way of handing over that the zone of this moment asks for. */
async function offerBags(tx: ActTx, stop: Stop, piles: readonly Pile[]): Promise<void> {
  await tx.as(SYSTEM, async (all) => {
    const levels = new Map<string, ZoneLevel | undefined>();
    for (const p of piles)
      levels.set(
        p.gridId,
        (await findZoneInForce(all, { gridId: p.gridId, communityId: stop.communityId }, all.at))?.level,
      );
    await all
      .insert(handovers)
      .values(
        piles.map((p) => ({
          id: randomUUID() as HandoverId,
          stopId: stop.id,
          gridId: p.gridId,
          offered: p.n,
          giver: all.actor.userId,
          zoneLevel: levels.get(p.gridId) ?? null,
          mode: deliveryMode(levels.get(p.gridId)),
          offeredAt: all.at,
        })),
      )
      .onConflictDoNothing();
  });
}
