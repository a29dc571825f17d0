import { randomUUID } from "node:crypto";
import { and, asc, eq, max, sql } from "drizzle-orm";
import type { TransferTripInput } from "#contract/movement.ts";
import type { Tx } from "#db/client.ts";
import { stops, trips, vehicles } from "#db/schema/index.ts";
import type { TripId, VehicleId } from "#domain/kernel/ids.ts";
import { tryMove } from "#domain/kernel/machine.ts";
import { instant } from "#domain/kernel/time.ts";
import { RELIEF_BIRTH, type TripState } from "#domain/movement/trip.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { record } from "../../record.ts";
import { bagsLeftAt, carryOn, refuseUnfit } from "./carry-on.ts";
import { approachNext } from "./drive-trip.ts";
import { announceTrips } from "./publish-trips.ts";
import { getTripForUpdate, moveStop, moveTrip, type Trip } from "./trip-step.ts";

/** The bus cannot go on: said by its driver, or by dispatch for him. @throws AppError `not_found`, `refused` */
export async function breakDown(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  const trip = await inScope(ctx, async (tx) =>
    moveTrip(tx, ctx, await getTripForUpdate(tx, input.tripId), "break_down"),
  );
  await announceTrips(ctx, [trip]);
}

/** A bus in one of these is not spare. */
const BUSY: readonly TripState[] = ["ready", "loading", "sealed", "departed", "running", "diverted", "broken_down"];
/** At a gate: the broken bus is unloaded there before the rest changes over. */
const IN_HAND = ["arrived", "unloading"] as const;
const AHEAD = ["planned", "approaching", "waiting"] as const;

/** The buses that could relieve one that broke down: in service, with a driver, on no trip. Ordered by name. */
export async function listSpareBuses(tx: Tx): Promise<{ vehicleId: VehicleId; name: string }[]> {
  return tx
    .select({ vehicleId: vehicles.id, name: vehicles.name })
    .from(vehicles)
    .where(
      and(
        eq(vehicles.inService, true),
        sql`${vehicles.driverId} IS NOT NULL AND NOT EXISTS (SELECT FROM trips t WHERE (t.vehicle_id = ${vehicles.id} OR t.driver_id = ${vehicles.driverId}) AND t.state IN ${BUSY})`,
      ),
    )
    .orderBy(asc(vehicles.name));
}

/**
 * A spare bus takes over a broken-down trip: a new trip, on the road from its birth, gets the stops that were ahead and
 * takes custody of every bag that was on board for them; the old one ends.
 * @throws AppError `not_found`; `refused` with `stop_in_hand`, `not_spare`, `nothing_left`, `not_fit` or the domain's reason
 */
export async function transferTrip(ctx: Ctx, input: TransferTripInput): Promise<{ tripId: TripId; bags: number }> {
  const system: Ctx = { ...ctx, actor: systemActor };
  const done = await inScope(system, async (tx) => {
    const old = await getTripForUpdate(tx, input.tripId);
    if (old.state !== "broken_down") throw new AppError("refused", { kind: "not_from_here", from: old.state });
    const list = await tx.select().from(stops).where(eq(stops.tripId, old.id)).orderBy(stops.sequence).for("update");
    const inHand = list.find((s) => IN_HAND.some((state) => state === s.state));
    if (inHand) throw new AppError("refused", { kind: "stop_in_hand", sequence: inHand.sequence });
    const relief = await bearRelief(tx, ctx, old, input);
    let bags = 0;
    for (const stop of list) {
      const ahead = AHEAD.some((state) => state === stop.state);
      if (!ahead && stop.state !== "skipped") continue;
      const left = await bagsLeftAt(tx, stop.id);
      const skipped = ahead
        ? await moveStop(tx, ctx, stop, "skip", {
            as: "DIS",
            reason: "vehicle_down",
            facts: { reason_given: true },
            set: { leftAt: ctx.clock.now() },
          })
        : stop;
      if (!left.some((b) => b.state === "in_transit")) continue;
      await carryOn(tx, ctx, skipped, relief);
      bags += left.length;
    }
    if (bags === 0) throw new AppError("refused", { kind: "nothing_left" });
    await refuseUnfit(tx, relief);
    const ended = await moveTrip(tx, ctx, old, "transfer", {
      as: "DIS",
      reason: "vehicle_down",
      facts: { new_trip_takes_custody: true },
    });
    await approachNext(tx, system, relief.id);
    const running = await moveTrip(tx, system, relief, "run");
    await record(tx, ctx, {
      kind: "trip.relieved",
      subjectId: old.id,
      cycleId: old.cycleId,
      reason: "vehicle_down",
      data: { by: relief.id, bags },
    });
    return { ended, running, bags };
  });
  await announceTrips(ctx, [done.ended, done.running]);
  return { tripId: done.running.id, bags: done.bags };
}

async function bearRelief(tx: Tx, ctx: Ctx, old: Trip, input: TransferTripInput): Promise<Trip> {
  const [vehicle] = await tx.select().from(vehicles).where(eq(vehicles.id, input.vehicleId)).for("update");
  if (!vehicle) throw new AppError("not_found");
  const spare = await listSpareBuses(tx);
  if (!spare.some((b) => b.vehicleId === vehicle.id)) throw new AppError("refused", { kind: "not_spare" });
  // Zones and capacity are looked at once its stops are there; what forbids undoes all of this.
  const state = unwrap(
    tryMove(RELIEF_BIRTH, "transfer", "DIS", {
      vehicle_disinfected: input.disinfected,
      driver_cleared: input.driverWell,
      seal_number: true,
      zones_fit: true,
      capacity_fits: true,
    }),
  );
  const now = ctx.clock.now();
  const [last] = await tx
    .select({ n: max(trips.number) })
    .from(trips)
    .where(eq(trips.cycleId, old.cycleId));
  const [relief] = await tx
    .insert(trips)
    .values({
      id: randomUUID() as TripId,
      cycleId: old.cycleId,
      planId: old.planId,
      number: (last?.n ?? old.number) + 1,
      state,
      vehicleId: vehicle.id,
      driverId: vehicle.driverId,
      supermarketId: old.supermarketId,
      depotId: vehicle.depotId,
      dockAt: now,
      departAt: now,
      backAt: instant(Math.max(old.backAt, now)),
      metres: old.metres,
      seconds: old.seconds,
      disinfectedBeforeAt: now,
      driverClearedAt: now,
      sealNumber: input.sealNumber,
      departedAt: now,
    })
    .returning();
  if (!relief) throw new Error("a trip that was inserted is returned");
  await record(tx, ctx, {
    kind: "trip.relief",
    subjectId: relief.id,
    cycleId: old.cycleId,
    data: { for: old.id, seal: input.sealNumber },
  });
  return relief;
}
