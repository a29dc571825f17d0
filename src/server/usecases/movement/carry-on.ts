import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { bags, communities, stopLoads, stops, trips } from "#db/schema/index.ts";
import type { BatchId, StopId } from "#domain/kernel/ids.ts";
import { atServiceDay, instant, toServiceDay } from "#domain/kernel/time.ts";
import { driveOn } from "#domain/movement/drive-on.ts";
import { LEFT_BAG_STATES } from "#domain/supply/bag.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { STOPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { moveBags } from "../../move-bags.ts";
import { drivesOfTrip } from "../../planning/drives-of-trip.ts";
import { FORBIDS_TAKING_OVER } from "../../planning/rescue-buses.ts";
import { checkTrips } from "../../planning/trips-to-publish.ts";
import { type Bag, listBagsOfStop, type Stop, type Trip } from "./trip-in-hand.ts";

/** What a gate takes to set down and count. */
const UNLOADING_MS = 10 * 60_000;
/** What is left for a stop, by number. Read with the system's eyes. */
export const listBagsLeftAt = (tx: ActTx, stopId: StopId): Promise<Bag[]> =>
  listBagsOfStop(tx, stopId, ...LEFT_BAG_STATES);

/**
 * Ends a skipped stop in a new one at the end of `trip`: what is left for it moves over with its loads, and bags that
 * ride on another bus change buses, each with its custody event.
 * @returns the new stop. @throws AppError `refused` with `nothing_left` or the domain's reason
 */
export async function carryOn(tx: ActTx, stop: Stop, trip: Trip): Promise<Stop> {
  const left = await listBagsLeftAt(tx, stop.id);
  const before = await tx.select().from(stops).where(eq(stops.tripId, trip.id)).orderBy(asc(stops.sequence));
  const last = before.at(-1);
  // The plan's own clock goes on: how late the bus is by now comes on top of it, what it has stood idle does not.
  const served = before.flatMap((s) => (s.arrivedAt !== null && s.leftAt !== null ? [s.leftAt] : []));
  const idle = served.length > 0 && before.every((s) => s.leftAt !== null);
  const idleMs = idle ? Math.max(0, tx.at - Math.max(...served)) : 0;
  const setsOffAt = (last?.plannedLeaveAt ?? trip.departAt) + idleMs;
  const drives = await drivesOfTrip(tx, trip.id, [stop.communityId]);
  const [place] = await tx.select().from(communities).where(eq(communities.id, stop.communityId));
  const driveMs = drives(last?.communityId ?? trip.depotId, stop.communityId);
  const gateOpensAt = atServiceDay(toServiceDay(instant(setsOffAt)), place?.gateOpensSeconds ?? 0);
  const [visit] = driveOn(setsOffAt, [{ driveMs, gateOpensAt, unloadMs: UNLOADING_MS }]);
  if (!visit) throw new Error("one leg makes one visit");
  const backAt = instant(visit.leaveAt + drives(stop.communityId, trip.depotId));
  await tx.update(trips).set({ backAt }).where(eq(trips.id, trip.id));
  const [made] = await tx
    .insert(stops)
    .values({
      id: randomUUID() as StopId,
      tripId: trip.id,
      sequence: (last?.sequence ?? 0) + 1,
      communityId: stop.communityId,
      plannedArriveAt: visit.arriveAt,
      plannedLeaveAt: visit.leaveAt,
    })
    .returning();
  if (!made) throw new Error("a stop that was inserted is returned");
  for (const batchId of new Set(left.map((b) => b.batchId))) {
    const mine = left.filter((b) => b.batchId === batchId);
    await moveLoad(tx, stop.id, made.id, batchId, mine.length, mine.filter((b) => b.state === "in_transit").length);
  }
  await tx
    .update(bags)
    .set({ stopId: made.id })
    .where(
      inArray(
        bags.id,
        left.map((b) => b.id),
      ),
    );
  const riding = left.filter((b) => b.state === "in_transit");
  const change = { fromTrip: stop.tripId, toTrip: trip.id };
  if (trip.id !== stop.tripId) await moveBags(tx, riding, "change_bus", change, { place: "bus", proof: change });
  const carriedOn = { set: { carriedOnBy: made.id }, data: { carriedOnBy: made.id, trip: trip.id } };
  await moveOne(tx, STOPS, stop, "re_plan", { bagsLeft: left.length }, carriedOn);
  return made;
}

/** Refuses to send on what a bus has brought home before somebody has counted it. @throws AppError `refused` with `not_counted_back` */
export function refuseUncounted(stop: Stop, aboard: number): void {
  if (stop.countedBack !== aboard) throw new AppError("refused", { kind: "not_counted_back", bags: aboard });
}

/** Refuses a trip that would carry too much or go from a locked gate to a cleaner one. @throws AppError `refused` with the finding */
export async function refuseUnfit(tx: ActTx, trip: Trip): Promise<void> {
  const findings = (await checkTrips(tx, [trip.id])).get(trip.id) ?? [];
  const wrong = findings.find((f) => FORBIDS_TAKING_OVER.includes(f.kind));
  if (wrong)
    throw new AppError("refused", {
      kind: "not_fit",
      finding: wrong.kind,
      value: wrong.value ?? null,
      limit: wrong.limit ?? null,
    });
}

/** The part of a load that is left rides to the new stop; what was set down before stays where it was. */
async function moveLoad(tx: ActTx, from: StopId, to: StopId, batchId: BatchId, left: number, aboard: number) {
  const ofLoad = and(eq(stopLoads.stopId, from), eq(stopLoads.batchId, batchId));
  const [load] = await tx.select().from(stopLoads).where(ofLoad).for("update");
  if (!load || load.planned <= left) await tx.delete(stopLoads).where(ofLoad);
  else
    await tx
      .update(stopLoads)
      .set({ planned: load.planned - left, loaded: sql`greatest(coalesce(${stopLoads.loaded}, 0) - ${aboard}, 0)` })
      .where(ofLoad);
  await tx.insert(stopLoads).values({ stopId: to, batchId, planned: left, loaded: aboard });
}
