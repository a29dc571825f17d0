import { randomUUID } from "node:crypto";
import { and, eq, inArray, max, ne } from "drizzle-orm";
import type { LeftOut, ProposedTrip, RequestPlanInput } from "#contract/movement.ts";
import { cycles, plans, stopLoads, stops, trips, vehicles } from "#db/schema/index.ts";
import type { BatchId, CommunityId, PlanId, StopId, SupermarketId, TripId, VehicleId } from "#domain/kernel/ids.ts";
import { STANDING_PLAN_STATES } from "#domain/movement/plan.ts";
import { PLANNABLE_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PLANS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { isOut } from "../../planning/trips-out.ts";
import { record } from "../../record.ts";
import type { DrawJob } from "./draw-trips.ts";
import type { PlanJob } from "./solve-plan.ts";

/**
 * Asks for a plan of a cycle's trips; the worker makes it and stores every better one on the way.
 * @throws AppError `not_found` also for a plan to start from that is another cycle's; `refused` while the cycle has no
 * batches to carry
 */
export async function requestPlan(
  ctx: Ctx,
  input: RequestPlanInput,
  queue: (job: PlanJob) => Promise<void>,
): Promise<{ planId: PlanId }> {
  const planId = randomUUID() as PlanId;
  await act(ctx, async (tx) => {
    const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, input.cycleId));
    if (!cycle) throw new AppError("not_found");
    if (!PLANNABLE_CYCLE_STATES.includes(cycle.state))
      throw new AppError("refused", { kind: "not_from_here", from: cycle.state });
    if (input.from) {
      const [from] = await tx.select({ cycleId: plans.cycleId }).from(plans).where(eq(plans.id, input.from));
      if (from?.cycleId !== input.cycleId) throw new AppError("not_found");
    }
    await tx.insert(plans).values({
      id: planId,
      cycleId: input.cycleId,
      state: "solving",
      seed: input.seed,
      asked: { seconds: input.seconds, ...(input.from && { from: input.from }) },
      requestedBy: ctx.actor.userId,
      requestedAt: tx.at,
    });
    await record(tx, {
      kind: "plan.requested",
      subjectId: planId,
      cycleId: input.cycleId,
      data: { seed: input.seed, seconds: input.seconds, ...(input.from && { from: input.from }) },
    });
  });
  await queue({ planId, ...input });
  return { planId };
}

/**
 * Takes a plan: its trips become rows in `planned`, ready to be checked and published. What an earlier plan of the cycle
 * had planned and not published goes; trips that are out stay, and the plan was made beside them. Taken again it changes
 * nothing.
 * @param draw told the cycle, so that the trips are drawn along their streets
 * @throws AppError `not_found`, `refused` when the plan is gone, `trips_published` when trips went
 * out or came back after it was asked for
 */
export async function acceptPlan(
  ctx: Ctx,
  input: { planId: PlanId },
  draw: (job: DrawJob) => Promise<void>,
): Promise<{ trips: number }> {
  const answer = await act(ctx, async (tx) => {
    const [plan] = await tx.select().from(plans).where(eq(plans.id, input.planId)).for("update");
    if (!plan) throw new AppError("not_found");
    // Whoever took it may have ended before the drawing was asked for, or pressed twice: it is asked for again.
    if (plan.state === "accepted") {
      const made = await tx.select({ id: trips.id }).from(trips).where(eq(trips.planId, plan.id));
      return { trips: made.length, cycleId: plan.cycleId };
    }
    const { proposed, besides = [] } = plan.summary as { proposed?: ProposedTrip[]; besides?: TripId[] };
    const before = await tx
      .select({ id: trips.id, state: trips.state })
      .from(trips)
      .where(eq(trips.cycleId, plan.cycleId));
    const wasOut = new Set<string>(besides);
    const tripsOutSince = before.filter((t) => isOut(t.state) !== wasOut.has(t.id)).length;
    const facts = { proposedTrips: proposed?.length, tripsOutSince };
    // The one that stood until now goes first: of a cycle one plan is taken at a time.
    const standing = await tx
      .select()
      .from(plans)
      .where(
        and(eq(plans.cycleId, plan.cycleId), ne(plans.id, plan.id), inArray(plans.state, [...STANDING_PLAN_STATES])),
      );
    await moveAll(tx, PLANS, standing, "supersede", {});
    const leftOut = (plan.leftOut as LeftOut[]).length;
    await moveOne(tx, PLANS, plan, "accept", facts, { data: { trips: facts.proposedTrips, leftOut } });
    if (!proposed) throw new Error("a plan without trips was taken");
    const old = before.filter((t) => !isOut(t.state)).map((t) => t.id);
    if (old.length > 0) {
      const oldStops = tx.select({ id: stops.id }).from(stops).where(inArray(stops.tripId, old));
      await tx.delete(stopLoads).where(inArray(stopLoads.stopId, oldStops));
      await tx.delete(stops).where(inArray(stops.tripId, old));
      await tx.delete(trips).where(inArray(trips.id, old));
    }
    const fleet = await tx.select().from(vehicles);
    const vehicleOf = new Map<string, (typeof fleet)[number]>(fleet.map((v) => [v.id, v]));
    // Numbers go on after those of the trips that stay.
    const [last] = await tx
      .select({ n: max(trips.number) })
      .from(trips)
      .where(eq(trips.cycleId, plan.cycleId));
    for (const [index, t] of proposed.entries()) {
      const vehicle = vehicleOf.get(t.vehicleId);
      if (!vehicle) throw new AppError("conflict", { kind: "vehicle_gone" });
      const tripId = randomUUID() as TripId;
      await tx.insert(trips).values({
        id: tripId,
        cycleId: plan.cycleId,
        planId: plan.id,
        number: (last?.n ?? 0) + index + 1,
        vehicleId: t.vehicleId as VehicleId,
        driverId: vehicle.driverId,
        supermarketId: t.supermarketId as SupermarketId,
        depotId: vehicle.depotId,
        dockAt: t.dockAt,
        departAt: t.departAt,
        backAt: t.backAt,
        metres: t.metres,
        seconds: t.seconds,
      });
      const rows = t.stops.map((s, i) => ({
        id: randomUUID() as StopId,
        tripId,
        sequence: i + 1,
        communityId: s.communityId as CommunityId,
        plannedArriveAt: s.arriveAt,
        plannedLeaveAt: s.leaveAt,
      }));
      await tx.insert(stops).values(rows);
      await tx
        .insert(stopLoads)
        .values(
          t.stops.flatMap((s, i) =>
            s.loads.map((l) => ({ stopId: rows[i]?.id as StopId, batchId: l.batchId as BatchId, planned: l.bags })),
          ),
        );
    }
    return { trips: proposed.length, cycleId: plan.cycleId };
  });
  await draw({ cycleId: answer.cycleId });
  return { trips: answer.trips };
}
