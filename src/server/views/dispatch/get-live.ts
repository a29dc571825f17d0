import { eq, inArray } from "drizzle-orm";
import type { BusOnRoad, BusPosition, LiveView, PublishRow } from "#contract/dispatch.ts";
import type { RoadsLabel } from "#contract/roads.ts";
import type { Tx } from "#db/client.ts";
import { busPositions, stops, trips } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { AT_GATE_STOP_STATES, OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { getPublish } from "./get-publish.ts";
import { readLines } from "./read-lines.ts";

/**
 * The running day: every trip of a cycle, and where those are that are out.
 * @param roads as configured now
 * @throws AppError `not_found` before the first cycle
 */
export async function getLive(ctx: Ctx, cycleId: string | undefined, roads: RoadsLabel): Promise<LiveView> {
  const view = await getPublish(ctx, cycleId, "road");
  const out = view.rows.filter((r) => r.state && OUT_TRIP_STATES.includes(r.state));
  return look(ctx, async (tx) => ({
    ...view,
    roads,
    lines: await readLines(tx, out),
    buses: await readBuses(tx, out),
    positions: await readPositions(tx),
  }));
}

/** Where buses that are out said last that they are. */
export async function readPositions(tx: Tx): Promise<BusPosition[]> {
  const rows = await tx
    .select({ p: busPositions })
    .from(busPositions)
    .innerJoin(trips, eq(trips.id, busPositions.tripId))
    .where(inArray(trips.state, [...OUT_TRIP_STATES]));
  return rows.map(({ p: { at, ...row } }) => ({ ...row, atMs: at }));
}

async function readBuses(tx: Tx, out: readonly PublishRow[]): Promise<BusOnRoad[]> {
  const ids = out.map((r) => r.id as TripId);
  if (ids.length === 0) return [];
  const heads = await tx
    .select({ id: trips.id, departedAt: trips.departedAt, brokenDownAt: trips.brokenDownAt })
    .from(trips)
    .where(inArray(trips.id, ids));
  const left = await tx
    .select({ id: stops.id, leftAt: stops.leftAt, arrivedAt: stops.arrivedAt })
    .from(stops)
    .where(inArray(stops.tripId, ids));
  const headOf = new Map<string, (typeof heads)[number]>(heads.map((h) => [h.id, h]));
  const stopOf = new Map<string, (typeof left)[number]>(left.map((s) => [s.id, s]));
  return out.map((r) => {
    const head = headOf.get(r.id);
    const open = r.stops.findIndex((s) => s.state !== null && OPEN_STOP_STATES.includes(s.state));
    const next = r.stops[open];
    const behind = open < 0 ? r.stops : r.stops.slice(0, open);
    const lefts = behind.map((s) => (s.stopId && stopOf.get(s.stopId)?.leftAt) || 0);
    return {
      tripId: r.id as TripId,
      // The way from the depot to the store is the first leg, and the way home is the one after the last stop.
      leg: (open < 0 ? r.stops.length : open) + 1,
      leftMs: Math.max(head?.departedAt ?? r.departMs, ...lefts),
      dueMs: next?.dueMs ?? r.dueBackMs,
      isThere: next?.state != null && AT_GATE_STOP_STATES.includes(next.state),
      brokeDownMs: r.state === "broken_down" ? (head?.brokenDownAt ?? null) : null,
    };
  });
}
