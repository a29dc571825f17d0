import { and, asc, eq, inArray, type SQL } from "drizzle-orm";
import { bags, grids, stops, trips } from "#db/schema/index.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { CURRENT_STOP_STATES } from "#domain/movement/stop.ts";
import { type BagState, ON_BUS_BAG_STATES } from "#domain/supply/bag.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { SYSTEM } from "../../ctx.ts";
import { STOPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";

export type Trip = typeof trips.$inferSelect;
export type Stop = typeof stops.$inferSelect;
export type Bag = typeof bags.$inferSelect;

/** The trip's row, locked for the act. @throws AppError `not_found` */
export async function getTripInHand(tx: ActTx, id: TripId): Promise<Trip> {
  const [trip] = await tx.select().from(trips).where(eq(trips.id, id)).for("update");
  if (!trip) throw new AppError("not_found");
  return trip;
}

/** The stop's row, locked for the act. @throws AppError `not_found` */
export async function getStopInHand(tx: ActTx, id: StopId): Promise<Stop> {
  const [stop] = await tx.select().from(stops).where(eq(stops.id, id)).for("update");
  if (!stop) throw new AppError("not_found");
  return stop;
}

/** The bags that ride on a trip and are in one of these states, by number. Read with the system's eyes. */
export async function listBagsOfTrip(tx: ActTx, tripId: TripId, ...states: readonly BagState[]): Promise<Bag[]> {
  return listBags(tx, and(eq(stops.tripId, tripId), inArray(bags.state, [...states])));
}

/** The bags that ride to a stop and are in one of these states, by number. Read with the system's eyes. */
export async function listBagsOfStop(tx: ActTx, stopId: StopId, ...states: readonly BagState[]): Promise<Bag[]> {
  return listBags(tx, and(eq(bags.stopId, stopId), inArray(bags.state, [...states])));
}

async function listBags(tx: ActTx, where: SQL | undefined): Promise<Bag[]> {
  const rows = await tx
    .select({ bag: bags })
    .from(bags)
    .innerJoin(stops, eq(stops.id, bags.stopId))
    .where(where)
    .orderBy(asc(bags.number));
  return rows.map((r) => r.bag);
}

/** The next planned stop is now the one that the bus drives to, unless it has one in hand. It follows as the system's move. */
export async function approachNext(tx: ActTx, tripId: TripId): Promise<void> {
  await tx.as(SYSTEM, async (all) => {
    const list = await all
      .select()
      .from(stops)
      .where(eq(stops.tripId, tripId))
      .orderBy(asc(stops.sequence))
      .for("update");
    if (list.some((s) => CURRENT_STOP_STATES.includes(s.state))) return;
    const next = list.find((s) => s.state === "planned");
    if (next) await moveOne(all, STOPS, next, "approach", {});
  });
}

/** What becomes of a bus concerns its gates, and every home whose bags are on board. */
export async function tellWhoWaits(tx: ActTx, tripId: TripId): Promise<void> {
  const homes = await tx.seeingAll((all) =>
    all
      .selectDistinct({ id: bags.householdId })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .where(and(eq(stops.tripId, tripId), inArray(bags.state, [...ON_BUS_BAG_STATES]))),
  );
  tx.tell(homes.map((h) => `home:${h.id}` as const));
  await tellGridsOfTrip(tx, tripId);
}

/** What happens at one gate changes the hours at those after it: every grid that the trip goes to reads again. */
export async function tellGridsOfTrip(tx: ActTx, tripId: TripId): Promise<void> {
  const rows = await tx.seeingAll((all) =>
    all
      .selectDistinct({ id: grids.id })
      .from(grids)
      .innerJoin(stops, eq(stops.communityId, grids.communityId))
      .where(eq(stops.tripId, tripId)),
  );
  tx.tell(rows.map((g) => `grid:${g.id}` as const));
}
