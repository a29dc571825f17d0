import { randomUUID } from "node:crypto";
import { eq, max } from "drizzle-orm";
import type { TransferTripInput } from "#contract/movement.ts";
import { listSpareBuses } from "#db/queries/spare-buses.ts";
import { stops, trips, vehicles } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { instant } from "#domain/kernel/time.ts";
import { LET_IN_STOP_STATES, OPEN_STOP_STATES, PASSED_BY_STOP_STATES } from "#domain/movement/stop.ts";
import { BACK_TRIP_STATES, TRIP } from "#domain/movement/trip.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { STOPS, TRIPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { checkTrips } from "../../planning/trips-to-publish.ts";
import { record } from "../../record.ts";
import { carryOn, listBagsLeftAt, refuseUncounted, refuseUnfit } from "./carry-on.ts";
import { approachNext, getTripInHand, type Trip, tellGridsOfTrip, tellWhoWaits } from "./trip-in-hand.ts";

/** The bus cannot go on: said by its driver, or by dispatch for him. @throws AppError `not_found`, `refused` */
export async function breakDown(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  await act(ctx, async (tx) => {
    const trip = await getTripInHand(tx, input.tripId);
    await moveOne(tx, TRIPS, trip, "break_down", {}, { set: { brokenDownAt: tx.at } });
    await tellWhoWaits(tx, trip.id);
  });
}

/**
 * It goes on after all: a slip of the finger, or the driver got it running. Only while nobody has acted on it.
 * @throws AppError `not_found`; `refused` once a stop was taken off the bus or another bus has taken over
 */
export async function goOn(ctx: Ctx, input: { tripId: TripId }): Promise<void> {
  await act(ctx, async (tx) => {
    const trip = await getTripInHand(tx, input.tripId);
    const list = await tx.select().from(stops).where(eq(stops.tripId, trip.id));
    const since = trip.brokenDownAt ?? tx.at;
    const takenOff = list.filter((s) => PASSED_BY_STOP_STATES.includes(s.state) && (s.leftAt ?? 0) > since);
    await moveOne(tx, TRIPS, trip, "go_on", { stopsTakenOff: takenOff.length }, { set: { brokenDownAt: null } });
    await tellWhoWaits(tx, trip.id);
  });
}

const VEHICLE_DOWN = "vehicle_down";

/**
 * A spare bus takes over a broken-down trip, or what a bus has brought home of stops that it passed by, once that is
 * counted: a new trip, on the road from its birth, gets the stops that are left and takes custody of every bag for them;
 * the old one ends, unless it has ended at its depot.
 * @throws AppError `not_found`; `refused` with `stop_in_hand`, `not_spare`, `nothing_left`, `not_counted_back`, `not_fit` or
 *   the domain's reason
 */
export async function transferTrip(ctx: Ctx, input: TransferTripInput): Promise<{ tripId: TripId; bags: number }> {
  return act(ctx, (dispatcher) =>
    dispatcher.seeingAll(async (tx) => {
      const old = await getTripInHand(tx, input.tripId);
      const home = BACK_TRIP_STATES.includes(old.state);
      if (!home && !statesBefore(TRIP, "transfer").includes(old.state))
        throw new AppError("refused", { kind: "not_from_here", from: old.state });
      const list = await tx.select().from(stops).where(eq(stops.tripId, old.id)).orderBy(stops.sequence).for("update");
      const inHand = list.find((s) => LET_IN_STOP_STATES.includes(s.state));
      if (inHand) throw new AppError("refused", { kind: "stop_in_hand", sequence: inHand.sequence });
      const relief = await layRelief(tx, old, input);
      let bagsTaken = 0;
      for (const stop of list) {
        const ahead = OPEN_STOP_STATES.includes(stop.state);
        if (!ahead && stop.state !== "skipped") continue;
        const left = await listBagsLeftAt(tx, stop.id);
        const skip = { reason: VEHICLE_DOWN, set: { leftAt: tx.at } };
        const skipped = ahead ? await moveOne(tx, STOPS, stop, "skip", { reason: VEHICLE_DOWN }, skip) : stop;
        const aboard = left.filter((b) => b.state === "in_transit").length;
        if (aboard === 0) continue;
        if (home) refuseUncounted(stop, aboard);
        await carryOn(tx, skipped, relief);
        bagsTaken += left.length;
      }
      if (bagsTaken === 0) throw new AppError("refused", { kind: "nothing_left" });
      await refuseUnfit(tx, relief);
      const departed = await setOff(tx, relief);
      const facts = { bagsTaken, bagsLeft: await countLeftOn(tx, list) };
      const by = { reason: VEHICLE_DOWN, data: { by: relief.id, bags: bagsTaken } };
      // A bus that is home has ended its trip by itself; what it brought back rides on.
      if (!home) await moveOne(tx, TRIPS, old, "transfer", facts, by);
      await approachNext(tx, relief.id);
      await tx.as(SYSTEM, (all) => moveOne(all, TRIPS, departed, "run", {}));
      await tellGridsOfTrip(tx, old.id);
      await tellGridsOfTrip(tx, relief.id);
      return { tripId: relief.id, bags: bagsTaken };
    }),
  );
}

/** Bags of the old trip that nobody has taken over. */
async function countLeftOn(
  tx: ActTx,
  list: readonly { readonly id: (typeof stops.$inferSelect)["id"] }[],
): Promise<number> {
  let left = 0;
  for (const stop of list) left += (await listBagsLeftAt(tx, stop.id)).filter((b) => b.state === "in_transit").length;
  return left;
}

/** The relief trip as a draft: its stops come to it one by one. */
async function layRelief(tx: ActTx, old: Trip, input: TransferTripInput): Promise<Trip> {
  const [vehicle] = await tx.select().from(vehicles).where(eq(vehicles.id, input.vehicleId)).for("update");
  if (!vehicle) throw new AppError("not_found");
  const spare = await listSpareBuses(tx);
  if (!spare.some((b) => b.vehicleId === vehicle.id)) throw new AppError("refused", { kind: "not_spare" });
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
      state: "draft",
      vehicleId: vehicle.id,
      driverId: vehicle.driverId,
      supermarketId: old.supermarketId,
      depotId: vehicle.depotId,
      dockAt: tx.at,
      departAt: tx.at,
      backAt: instant(Math.max(old.backAt, tx.at)),
      metres: old.metres,
      seconds: old.seconds,
      disinfectedBeforeAt: input.disinfected ? tx.at : null,
      driverClearedAt: input.driverWell ? tx.at : null,
      sealNumber: input.sealNumber,
    })
    .returning();
  if (!relief) throw new Error("a trip that was inserted is returned");
  await record(tx, {
    kind: "trip.relief",
    subjectId: relief.id,
    cycleId: old.cycleId,
    data: { for: old.id, seal: input.sealNumber },
  });
  return relief;
}

/** With all its stops the relief trip is looked at as a bus that leaves a dock would be; a missed window is dispatch's to settle. */
async function setOff(tx: ActTx, relief: Trip): Promise<Trip> {
  const findings = (await checkTrips(tx, [relief.id])).get(relief.id) ?? [];
  const { disinfectedBeforeAt: disinfectedAt, driverClearedAt, sealNumber } = relief;
  const facts = { findings, disinfectedAt, driverClearedAt, sealNumber };
  return moveOne(tx, TRIPS, relief, "relieve", facts, { set: { departedAt: tx.at } });
}
