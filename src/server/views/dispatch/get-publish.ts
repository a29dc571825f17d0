import { eq, inArray } from "drizzle-orm";
import type { PublishRow, PublishView } from "#contract/dispatch.ts";
import { stops, trips, users } from "#db/schema/index.ts";
import type { CycleId, TripId, UserId } from "#domain/kernel/ids.ts";
import { instant, toServiceDay } from "#domain/kernel/time.ts";
import type { RescueBus } from "#domain/movement/rank-rescues.ts";
import { BACK_TRIP_STATES } from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { listFixes } from "../../planning/fixes-of-trips.ts";
import { listRescueBuses } from "../../planning/rescue-buses.ts";
import { checkTrips } from "../../planning/trips-to-publish.ts";
import { listCycleRefs } from "../desk/list-cycles.ts";
import { listLostOnTrips } from "../driver/list-lost-on-trips.ts";
import { pickWork } from "./pick-work.ts";
import { readMap } from "./read-map.ts";
import { readTrips } from "./read-trips.ts";

/** Every trip of a cycle with what forbids it; trips that are out already are listed with an empty list. @throws AppError `not_found` */
export async function getPublish(
  ctx: Ctx,
  cycleId: string | undefined,
  view: "planned" | "road" = "planned",
): Promise<PublishView> {
  const found = await look(ctx, async (tx) => {
    const now = tx.at;
    const cycles = await listCycleRefs(tx);
    const cycle = await pickWork(tx, cycles, cycleId, now, view);
    if (!cycle) throw new AppError("not_found");
    const rows = await readTrips(tx, cycle.id as CycleId, now, true);
    const planned = rows.filter((t) => t.state === "planned").map((t) => t.id as TripId);
    const findings = await checkTrips(tx, planned);
    const heldBack = planned.filter((id) => findings.get(id)?.length);
    const fixes = await listFixes(tx, heldBack);
    const named = [...findings.values()].flat().flatMap((f) => (f.stopId ? [f.stopId] : []));
    const placeOf = new Map(
      named.length > 0
        ? (await tx.select({ id: stops.id, place: stops.communityId }).from(stops).where(inArray(stops.id, named))).map(
            (r) => [r.id, r.place],
          )
        : [],
    );
    const drivers = rows.flatMap((r) => (r.driverId ? [r.driverId as UserId] : []));
    const nameOf = new Map<string, string>(
      drivers.length > 0
        ? (await tx.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, drivers))).map(
            (u) => [u.id, u.name],
          )
        : [],
    );
    const rescues = new Map<string, RescueBus[]>();
    for (const t of rows)
      if (
        t.state === "broken_down" ||
        (t.state && BACK_TRIP_STATES.includes(t.state) && t.stops.some((s) => s.left?.riding))
      )
        rescues.set(t.id, await listRescueBuses(tx, t.id as TripId));
    return {
      cycle,
      cycles,
      rows: rows.map(({ driverId, ...t }) => ({
        ...t,
        driver: driverId ? (nameOf.get(driverId) ?? null) : null,
        fixes: fixes.get(t.id as TripId) ?? [],
        rescues: (rescues.get(t.id) ?? []).map(({ ownDockAt, ...bus }) => ({ ...bus, ownDockMs: ownDockAt })),
        findings: (findings.get(t.id as TripId) ?? []).map((f) => {
          const placeId = f.stopId && placeOf.get(f.stopId);
          return placeId ? { ...f, placeId } : f;
        }),
      })),
      ...(await readMap(tx, toServiceDay(instant(cycle.deliveryMs)))),
      nowMs: now,
    };
  });
  const tripIds = found.rows.map((t) => t.id as TripId);
  return { ...found, lost: await listLostOnTrips(ctx, tripIds) };
}

const ID = /^[0-9a-f-]{36}$/i;

/** One trip with the ground under it, for paper. @throws AppError `not_found` */
export async function getManifest(ctx: Ctx, tripId: string): Promise<{ view: PublishView; trip: PublishRow }> {
  if (!ID.test(tripId)) throw new AppError("not_found");
  const [head] = await look(ctx, (tx) =>
    tx
      .select({ cycleId: trips.cycleId })
      .from(trips)
      .where(eq(trips.id, tripId as TripId)),
  );
  const view = head && (await getPublish(ctx, head.cycleId));
  const trip = view?.rows.find((r) => r.id === tripId);
  if (!view || !trip) throw new AppError("not_found");
  return { view, trip };
}
