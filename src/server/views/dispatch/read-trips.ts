import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { PlanStop, PlanTrip } from "#contract/dispatch.ts";
import type { ProposedTrip } from "#contract/movement.ts";
import type { PlanPin } from "#contract/plan-edits.ts";
import type { Tx } from "#db/client.ts";
import { stopLoads, stops, trips, vehicles, vehicleTypes } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { LEFT_BAG_STATES } from "#domain/supply/bag.ts";
import { readExpected } from "../driver/read-expected.ts";

const fleetOf = (tx: Tx) =>
  tx
    .select({ v: vehicles, t: vehicleTypes })
    .from(vehicles)
    .innerJoin(vehicleTypes, eq(vehicleTypes.code, vehicles.typeCode));

type Bus = Pick<PlanTrip, "vehicleId" | "vehicle" | "type" | "capacity" | "depotId">;
const busOf = ({ v, t }: Awaited<ReturnType<typeof fleetOf>>[number]): Bus => ({
  vehicleId: v.id,
  vehicle: v.name,
  type: t.name,
  capacity: t.maxBags,
  depotId: v.depotId,
});

/** The trips of a cycle that became rows, with their stops in order; cancelled ones only when asked for. @param now for what is expected */
export async function readTrips(
  tx: Tx,
  cycleId: CycleId,
  now: Instant,
  withCancelled = false,
): Promise<(PlanTrip & { driverId: string | null })[]> {
  const fleet = new Map((await fleetOf(tx)).map((row) => [row.v.id, busOf(row)]));
  const heads = await tx
    .select()
    .from(trips)
    .where(and(eq(trips.cycleId, cycleId), withCancelled ? undefined : ne(trips.state, "cancelled")))
    .orderBy(trips.number);
  if (heads.length === 0) return [];
  const loads = tx
    .select({ stopId: stopLoads.stopId, bags: sql<number>`sum(${stopLoads.planned})::int`.as("bags") })
    .from(stopLoads)
    .groupBy(stopLoads.stopId)
    .as("loads");
  const rows = await tx
    .select({ s: stops, bags: loads.bags })
    .from(stops)
    .leftJoin(loads, eq(loads.stopId, stops.id))
    .where(
      inArray(
        stops.tripId,
        heads.map((h) => h.id),
      ),
    )
    .orderBy(stops.tripId, stops.sequence);
  const left = await readLeft(tx, cycleId);
  const expected = await readExpected(
    tx,
    heads.map((h) => h.id),
    now,
  );
  return heads.flatMap((h) => {
    const bus = fleet.get(h.vehicleId);
    if (!bus) return [];
    const mine = rows.filter((r) => r.s.tripId === h.id);
    return {
      ...bus,
      id: h.id,
      number: h.number,
      state: h.state,
      driverId: h.driverId,
      storeId: h.supermarketId,
      dockMs: h.dockAt,
      departMs: h.departAt,
      backMs: h.backAt,
      dueBackMs: expected.trip(h.id)?.backAt ?? h.backAt,
      lateMs: (expected.trip(h.id)?.lateSeconds ?? 0) * 1000,
      metres: h.metres,
      locked: false,
      bags: mine.reduce((n, r) => n + (r.bags ?? 0), 0),
      stops: mine.map(({ s, bags }) => ({
        placeId: s.communityId,
        arriveMs: s.plannedArriveAt,
        leaveMs: s.plannedLeaveAt,
        dueMs: expected.stop(s.id)?.arriveAt ?? s.plannedArriveAt,
        bags: bags ?? 0,
        batchIds: [],
        pinned: false,
        state: s.state,
        stopId: s.id,
        left: s.state === "skipped" ? leftAt(s, left.get(s.id)) : null,
      })),
    };
  });
}

type Left = { readonly bags: number; readonly riding: boolean };

const leftAt = (stop: typeof stops.$inferSelect, left: Left | undefined): PlanStop["left"] =>
  left ? { ...left, countedAt: left.riding && stop.countedBack === left.bags ? stop.backAt : null } : null;

/** What waits at skipped stops, by stop. */
async function readLeft(tx: Tx, cycleId: CycleId): Promise<Map<string, Left>> {
  const rows = await tx.execute<{ stop_id: string; bags: number; riding: boolean }>(sql`
    SELECT k.stop_id, sum(k.bags)::int AS bags, bool_or(k.state = 'in_transit') AS riding FROM bag_counts k JOIN stops s ON s.id = k.stop_id
    WHERE k.cycle_id = ${cycleId} AND s.state = 'skipped' AND k.state IN ${LEFT_BAG_STATES} GROUP BY 1`);
  return new Map(rows.map((r) => [r.stop_id, { bags: r.bags, riding: r.riding }]));
}

/**
 * Trips as the solver proposes them, numbered as they would be.
 * @param pins what somebody has fixed in the plan
 * @param after the last number of trips that stay
 */
export async function readProposed(
  tx: Tx,
  proposed: readonly ProposedTrip[],
  pins: readonly PlanPin[],
  after: number,
): Promise<PlanTrip[]> {
  const fixed = (kind: PlanPin["kind"], vehicleId: string) =>
    pins.filter((pin) => pin.kind === kind && pin.vehicleId === vehicleId).map((pin) => pin.batchIds);
  const fleet = new Map<string, Bus>((await fleetOf(tx)).map((row) => [row.v.id, busOf(row)]));
  return proposed.flatMap((p, i) => {
    const bus = fleet.get(p.vehicleId);
    if (!bus) return [];
    const pinned = new Set(fixed("stop", p.vehicleId).flat());
    const all = p.stops.flatMap((s) => s.loads.map((l) => l.batchId));
    const mine = p.stops.map((s) => ({
      placeId: s.communityId,
      arriveMs: s.arriveAt,
      leaveMs: s.leaveAt,
      dueMs: s.arriveAt,
      bags: s.loads.reduce((n, l) => n + l.bags, 0),
      batchIds: s.loads.map((l) => l.batchId),
      pinned: s.loads.every((l) => pinned.has(l.batchId)),
      state: null,
      stopId: null,
      left: null,
    }));
    return {
      ...bus,
      id: `proposed-${i + 1}`,
      number: after + i + 1,
      state: null,
      storeId: p.supermarketId,
      dockMs: p.dockAt,
      departMs: p.departAt,
      backMs: p.backAt,
      dueBackMs: p.backAt,
      lateMs: 0,
      metres: p.metres,
      locked: fixed("trip", p.vehicleId).some((batchIds) => batchIds.join() === all.join()),
      bags: mine.reduce((n, s) => n + s.bags, 0),
      stops: mine,
    };
  });
}
