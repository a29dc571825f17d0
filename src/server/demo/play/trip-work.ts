import { and, asc, eq, inArray } from "drizzle-orm";
import { handovers, stops, trips } from "#db/schema/index.ts";
import type { CycleId, UserId } from "#domain/kernel/ids.ts";
import { plusSeconds } from "#domain/kernel/time.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { AT_DEPOT_TRIP_STATES, BUS_OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import { act, look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { countHandover, readOffered } from "../../usecases/movement/count-handover.ts";
import { actAtStop, departTrip } from "../../usecases/movement/drive-trip.ts";
import { disinfectTrips, returnTrip } from "../../usecases/movement/end-trip.ts";
import { clearTrips, loadBags, sealTrip, startLoading } from "../../usecases/movement/load-trip.ts";
import { as, type Work } from "./work.ts";

type Trip = typeof trips.$inferSelect;
type Stop = typeof stops.$inferSelect;

const CLEARED_BEFORE = 60 * 60;
const SEALED_BEFORE = 15 * 60;
const CLEANED_AFTER = 20 * 60;

/** The next thing that each trip of a round waits for, at the hour at which it was planned. */
export async function listTripWork(ctx: Ctx, cycleId: CycleId): Promise<Work[]> {
  const { out, open } = await look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const out = await tx
      .select()
      .from(trips)
      .where(and(eq(trips.cycleId, cycleId), inArray(trips.state, [...AT_DEPOT_TRIP_STATES])));
    const open = await tx
      .select()
      .from(stops)
      .where(
        and(
          inArray(
            stops.tripId,
            out.map((t) => t.id),
          ),
          inArray(stops.state, [...OPEN_STOP_STATES]),
        ),
      )
      .orderBy(asc(stops.sequence));
    return { out, open };
  });
  const busyWith = new Map(out.filter((t) => BUS_OUT_TRIP_STATES.includes(t.state)).map((t) => [t.vehicleId, t.id]));
  return out.flatMap((trip) => {
    // Its bus is still out with the trip before, or not clean yet.
    if ((busyWith.get(trip.vehicleId) ?? trip.id) !== trip.id) return [];
    const step = nextStep(
      ctx,
      trip,
      open.find((s) => s.tripId === trip.id),
    );
    return step ? [{ ...step, key: `${trip.id} ${step.key}` }] : [];
  });
}

function nextStep(ctx: Ctx, trip: Trip, stop: Stop | undefined): Work | undefined {
  const store = as(ctx, "SUP", { supermarkets: [trip.supermarketId] });
  const driver = as(ctx, "DRV", { userId: trip.driverId as UserId });
  const one = { tripId: trip.id };
  switch (trip.state) {
    case "published":
      return {
        key: "clear",
        at: plusSeconds(trip.dockAt, -CLEARED_BEFORE),
        run: () => clearTrips(as(ctx, "DEP"), { tripIds: [trip.id], disinfected: true, driverWell: true }),
      };
    case "ready":
      return { key: "dock", at: trip.dockAt, run: () => startLoading(store, one) };
    case "loading":
      return {
        key: "seal",
        at: plusSeconds(trip.departAt, -SEALED_BEFORE),
        run: async () => {
          await loadBags(store, { ...one, bagNumbers: "all" });
          await sealTrip(store, { ...one, sealNumber: `QZ-${String(700 + trip.number).padStart(4, "0")}` });
        },
      };
    case "sealed":
      return { key: "depart", at: trip.departAt, run: () => departTrip(driver, one) };
    case "running":
      return stop ? atGate(ctx, driver, stop) : { key: "return", at: trip.backAt, run: () => returnTrip(driver, one) };
    case "returned":
      return {
        key: "clean",
        at: plusSeconds(trip.backAt, CLEANED_AFTER),
        run: () => disinfectTrips(as(ctx, "DEP"), { tripIds: [trip.id] }),
      };
    default:
      // Diverted or broken down: that is dispatch's to put right, and no step of a quiet day.
      return undefined;
  }
}

function atGate(ctx: Ctx, driver: Ctx, stop: Stop): Work {
  if (stop.state !== "unloading")
    return {
      key: `${stop.id} unload`,
      at: stop.plannedArriveAt,
      run: async () => {
        if (stop.state === "approaching") await actAtStop(driver, { stopId: stop.id, act: "arrive" });
        await actAtStop(driver, { stopId: stop.id, act: "unload" });
      },
    };
  return { key: `${stop.id} count`, at: stop.plannedLeaveAt, run: () => countAll(ctx, stop) };
}

/** Every grid's worker counts what the driver counted. */
async function countAll(ctx: Ctx, stop: Stop): Promise<void> {
  const open = await look({ ...ctx, actor: SYSTEM }, (tx) =>
    tx
      .select()
      .from(handovers)
      .where(and(eq(handovers.stopId, stop.id), inArray(handovers.state, ["offered", "counted", "disputed"]))),
  );
  for (const handover of open) {
    const worker = as(ctx, "GW", { grids: [handover.gridId], communities: [stop.communityId] });
    const counted = await act(worker, (tx) => tx.seeingAll((all) => readOffered(all, handover)));
    await countHandover(worker, { handoverId: handover.id, counted });
  }
}
