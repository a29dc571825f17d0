import { and, desc, eq, notInArray, sql } from "drizzle-orm";
import type { DemoClock } from "#contract/demo.ts";
import { appClock, cycles, stops, trips } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { VOID_TRIP_STATES } from "#domain/movement/trip.ts";
import { OVER_CYCLE_STATES, UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { DAY_STATIONS, type DayStation, stationHours } from "#domain/offer/day-stations.ts";
import { look, type View } from "../act.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";

/** The round that is walked in a demo: the newest that has opened and is not over. */
export async function findWalkedRound(tx: View): Promise<typeof cycles.$inferSelect | undefined> {
  const [round] = await tx
    .select()
    .from(cycles)
    .where(notInArray(cycles.state, [...UNOPENED_CYCLE_STATES, ...OVER_CYCLE_STATES]))
    .orderBy(desc(cycles.number))
    .limit(1);
  return round;
}

/** The hours of a round's stations, by its trips where they are planned. */
export async function hoursOfRound(
  tx: View,
  round: typeof cycles.$inferSelect,
): Promise<Readonly<Record<DayStation, Instant>>> {
  const planned = await tx
    .select({
      dockAt: trips.dockAt,
      backAt: trips.backAt,
      firstGateAt: sql<string>`min(${stops.plannedArriveAt})`,
      lastGateAt: sql<string>`max(${stops.plannedLeaveAt})`,
    })
    .from(trips)
    .innerJoin(stops, eq(stops.tripId, trips.id))
    .where(and(eq(trips.cycleId, round.id), notInArray(trips.state, [...VOID_TRIP_STATES])))
    .groupBy(trips.id);
  return stationHours({
    ...round,
    trips: planned.map((t) => ({
      dockAt: t.dockAt,
      backAt: t.backAt,
      firstGateAt: Date.parse(t.firstGateAt) as Instant,
      lastGateAt: Date.parse(t.lastGateAt) as Instant,
    })),
  });
}

/** The demo's hour and what it can go on to; undefined where no clock was laid: outside of a demo. */
export async function findDemoClock(ctx: Pick<Ctx, "db">): Promise<DemoClock | undefined> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [clock] = await tx.select().from(appClock);
    if (!clock) return undefined;
    const round = await findWalkedRound(tx);
    const hours = round && (await hoursOfRound(tx, round));
    return {
      nowMs: tx.at,
      goingToMs: clock.goingTo,
      round:
        round && hours
          ? { number: round.number, stations: DAY_STATIONS.map((key) => ({ key, atMs: hours[key] })) }
          : null,
    };
  });
}
