import { and, asc, eq, inArray } from "drizzle-orm";
import type { LostOnTheWay, SayFoundInput } from "#contract/movement.ts";
import { bags, communities, grids, stops, trips } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { record } from "../../record.ts";

/**
 * The driver of its trip, or dispatch, has found a bag that was counted as missing at the gate. It is in sight from now
 * on, and the grid worker takes it over like any other; until then its home's order stays as it is.
 * @throws AppError `not_found`, also for another driver's bag; `refused` with the domain's reason when it is not lost
 */
export async function sayFound(ctx: Ctx, input: SayFoundInput): Promise<void> {
  const bag = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const [row] = await tx
      .select({ bag: bags, driverId: trips.driverId })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .innerJoin(trips, eq(trips.id, stops.tripId))
      .where(eq(bags.id, input.bagId))
      .for("update", { of: bags });
    if (!row || (ctx.actor.role === "DRV" && row.driverId !== ctx.actor.userId)) throw new AppError("not_found");
    const { bag } = row;
    if (bag.state !== "lost") throw new AppError("refused", { kind: "not_from_here", from: bag.state });
    await moveBags(tx, ctx, [bag.id], { from: "lost", act: "find", place: "bus" });
    await record(tx, ctx, {
      kind: "bag.found",
      subjectId: bag.id,
      cycleId: bag.cycleId,
      data: { number: bag.number, order: bag.orderId },
    });
    return bag;
  });
  await ctx.live.announce(`grid:${bag.gridId}`, `cycle:${bag.cycleId}`, "desk", "dispatch");
}

/**
 * Bags of these trips that were missing at a gate and are not with their grid worker yet, by number. Read as the
 * system, because bags belong to homes: the caller has made sure that the trips are the actor's.
 */
export async function listLostOnTrips(ctx: Pick<Ctx, "db">, tripIds: readonly TripId[]): Promise<LostOnTheWay[]> {
  if (tripIds.length === 0) return [];
  const rows = await inScope({ db: ctx.db, actor: systemActor }, (tx) =>
    tx
      .select({
        bagId: bags.id,
        number: bags.number,
        state: bags.state,
        grid: grids.number,
        zh: communities.nameZh,
        en: communities.nameEn,
      })
      .from(bags)
      .innerJoin(stops, eq(stops.id, bags.stopId))
      .innerJoin(grids, eq(grids.id, bags.gridId))
      .innerJoin(communities, eq(communities.id, bags.communityId))
      .where(and(inArray(stops.tripId, [...tripIds]), inArray(bags.state, ["lost", "found"])))
      .orderBy(asc(bags.number)),
  );
  return rows.map(({ zh, en, state, ...r }) => ({ ...r, place: { zh, en }, found: state === "found" }));
}
