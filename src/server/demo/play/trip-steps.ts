import { and, eq, inArray } from "drizzle-orm";
import { handovers, type stops, type trips } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import { type Instant, plusSeconds } from "#domain/kernel/time.ts";
import { HOLDING_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { look } from "../../act.ts";
import { type Actor, type Ctx, SYSTEM } from "../../ctx.ts";
import { countHandover, readOffered } from "../../usecases/movement/count-handover.ts";
import { actAtStop, departTrip } from "../../usecases/movement/drive-trip.ts";
import { disinfectTrips, returnTrip } from "../../usecases/movement/end-trip.ts";
import { clearTrips, loadBags, sealTrip, startLoading } from "../../usecases/movement/load-trip.ts";

type Trip = typeof trips.$inferSelect;
type Stop = typeof stops.$inferSelect;

/** Whoever of the demo holds a role over these places, when the step is done. */
export type By = (role: Role, scope?: Partial<Actor>) => Ctx;
/** The next thing that a trip waits for, the hour at which it was planned, and how the demo's people do it. */
export type Step = {
  readonly what: "clear" | "dock" | "seal" | "depart" | "unload" | "count" | "return" | "clean";
  readonly at: Instant;
  readonly run: (by: By) => Promise<unknown>;
};

const CLEARED_BEFORE = 60 * 60;
const SEALED_BEFORE = 15 * 60;
const CLEANED_AFTER = 20 * 60;

/**
 * What a quiet day has a trip do next; undefined of one that is over, or that dispatch has to put right.
 * @param stop the first that its bus is not done with, of a trip that is out
 * @param behind so many seconds it is late by once it drives
 */
export function nextStep(trip: Trip, stop: Stop | undefined, behind = 0): Step | undefined {
  const store = { supermarkets: [trip.supermarketId] };
  const driver = { userId: trip.driverId as UserId };
  const one = { tripId: trip.id };
  switch (trip.state) {
    case "published":
      return {
        what: "clear",
        at: plusSeconds(trip.dockAt, -CLEARED_BEFORE),
        run: (by) => clearTrips(by("DEP"), { tripIds: [trip.id], disinfected: true, driverWell: true }),
      };
    case "ready":
      return { what: "dock", at: trip.dockAt, run: (by) => startLoading(by("SUP", store), one) };
    case "loading":
      return {
        what: "seal",
        at: plusSeconds(trip.departAt, -SEALED_BEFORE),
        run: async (by) => {
          await loadBags(by("SUP", store), { ...one, bagNumbers: "all" });
          await sealTrip(by("SUP", store), { ...one, sealNumber: `QZ-${String(700 + trip.number).padStart(4, "0")}` });
        },
      };
    case "sealed":
      return {
        what: "depart",
        at: plusSeconds(trip.departAt, behind),
        run: (by) => departTrip(by("DRV", driver), one),
      };
    case "running":
      return stop
        ? atGate(stop, driver, behind)
        : { what: "return", at: plusSeconds(trip.backAt, behind), run: (by) => returnTrip(by("DRV", driver), one) };
    case "returned":
      return {
        what: "clean",
        at: plusSeconds(trip.backAt, CLEANED_AFTER),
        run: (by) => disinfectTrips(by("DEP"), { tripIds: [trip.id] }),
      };
    default:
      return undefined;
  }
}

function atGate(stop: Stop, driver: Partial<Actor>, behind: number): Step {
  if (stop.state === "unloading")
    return { what: "count", at: plusSeconds(stop.plannedLeaveAt, behind), run: (by) => countAll(by, stop) };
  return {
    what: "unload",
    at: plusSeconds(stop.plannedArriveAt, behind),
    run: async (by) => {
      if (stop.state === "approaching") await actAtStop(by("DRV", driver), { stopId: stop.id, act: "arrive" });
      await actAtStop(by("DRV", driver), { stopId: stop.id, act: "unload" });
    },
  };
}

/** Every grid's worker counts what the driver counted. */
async function countAll(by: By, stop: Stop): Promise<void> {
  const piles = await look({ ...by("SYS"), actor: SYSTEM }, async (tx) => {
    const open = await tx
      .select()
      .from(handovers)
      .where(and(eq(handovers.stopId, stop.id), inArray(handovers.state, [...HOLDING_HANDOVER_STATES])));
    return Promise.all(open.map(async (h) => ({ ...h, counted: await readOffered(tx, h) })));
  });
  for (const { id, gridId, counted } of piles)
    await countHandover(by("GW", { grids: [gridId], communities: [stop.communityId] }), { handoverId: id, counted });
}
