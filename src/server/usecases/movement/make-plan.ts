import { randomUUID } from "node:crypto";
import { and, eq, inArray, max, sql } from "drizzle-orm";
import type { LeftOut, PlanSummary, ProposedTrip, RequestPlanInput } from "#contract/movement.ts";
import { cycles, plans, stopLoads, stops, trips, vehicles } from "#db/schema/index.ts";
import type {
  BatchId,
  CommunityId,
  CycleId,
  PlanId,
  StopId,
  SupermarketId,
  TripId,
  VehicleId,
} from "#domain/kernel/ids.ts";
import { solveOnIslands } from "#routing/islands.ts";
import { firstPlan } from "#routing/solve.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { dayToProblem } from "../../planning/day-to-problem.ts";
import { readDay } from "../../planning/read-day.ts";
import { solutionToTrips } from "../../planning/solution-to-trips.ts";
import { record } from "../../record.ts";

export type PlanJob = {
  readonly planId: PlanId;
  readonly cycleId: CycleId;
  readonly seconds: number;
  readonly seed: number;
};

/**
 * Asks for a plan of a cycle's trips; the worker makes it and stores every better one on the way.
 * @throws AppError `not_found`, `refused` while the cycle has no batches to carry
 */
export async function requestPlan(
  ctx: Ctx,
  input: RequestPlanInput,
  queue: (job: PlanJob) => Promise<void>,
): Promise<{ planId: PlanId }> {
  const planId = randomUUID() as PlanId;
  await inScope(ctx, async (tx) => {
    const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, input.cycleId));
    if (!cycle) throw new AppError("not_found");
    if (!["allocated", "fulfilling"].includes(cycle.state))
      throw new AppError("refused", { kind: "not_from_here", from: cycle.state });
    await tx.insert(plans).values({
      id: planId,
      cycleId: input.cycleId,
      state: "solving",
      seed: input.seed,
      requestedBy: ctx.actor.userId,
      requestedAt: ctx.clock.now(),
    });
    await record(tx, ctx, {
      kind: "plan.requested",
      subjectId: planId,
      cycleId: input.cycleId,
      data: { seed: input.seed, seconds: input.seconds },
    });
  });
  await queue({ planId, ...input });
  return { planId };
}

/** How often a better plan and the falling cost are written for those who watch. */
const STORE_MS = 1_000;

/** The job behind a requested plan: a first plan at once, better ones until the time is over or somebody takes one. */
export async function solvePlan(ctx: Ctx, job: PlanJob): Promise<void> {
  const system: Ctx = { ...ctx, actor: systemActor };
  const { day, deliveryDay } = await inScope(system, (tx) => readDay(tx, job.cycleId));
  const problem = dayToProblem(day);
  const started = performance.now();
  const first = firstPlan(problem);
  const firstPlanMs = Math.round(performance.now() - started);
  const progress: [number, number][] = [[firstPlanMs, Math.round(first.cost.total)]];
  const abort = new AbortController();
  const store = async (solution: typeof first, state: "solving" | "proposed") => {
    const { trips: proposed, leftOut } = solutionToTrips(day, deliveryDay, solution);
    const summary: PlanSummary & { trips: number; proposed: readonly ProposedTrip[] } = {
      trips: proposed.length,
      buses: new Set(proposed.map((t) => t.vehicleId)).size,
      metres: Math.round(solution.days.reduce((n, d) => n + d.metres, 0)),
      bags: proposed.reduce((n, t) => n + t.stops.reduce((m, s) => m + s.loads.reduce((k, l) => k + l.bags, 0), 0), 0),
      cost: Math.round(solution.cost.total),
      firstCost: Math.round(first.cost.total),
      firstPlanMs,
      rounds: solution.rounds,
      fleet: day.vehicles.length,
      proposed,
    };
    const stored = await inScope(system, (tx) =>
      tx
        .update(plans)
        .set({ state, summary, leftOut, progress })
        .where(and(eq(plans.id, job.planId), eq(plans.state, "solving")))
        .returning({ id: plans.id }),
    );
    if (stored.length === 0) abort.abort();
    await ctx.live.announce(`plan:${job.planId}`, "dispatch");
  };
  await store(first, "solving");
  let last = performance.now();
  const { solution, rounds } = await solveOnIslands(problem, {
    seed: job.seed,
    budget: { ms: job.seconds * 1000 },
    islands: 1,
    warmStart: first,
    signal: abort.signal,
    onProgress: (p) => {
      const now = performance.now();
      if (now - last < STORE_MS) return;
      last = now;
      progress.push([Math.round(now - started), Math.round(p.cost)]);
      void inScope(system, (tx) =>
        tx
          .update(plans)
          .set({ progress })
          .where(and(eq(plans.id, job.planId), eq(plans.state, "solving")))
          .returning({ id: plans.id }),
      ).then((rows) => (rows.length === 0 ? abort.abort() : ctx.live.announce(`plan:${job.planId}`)));
    },
  });
  progress.push([Math.round(performance.now() - started), Math.round(solution.cost.total)]);
  await store({ ...solution, rounds }, "proposed");
}

/**
 * Takes a plan: its trips become rows in `planned`, ready to be checked and published. What an earlier plan of the cycle
 * had planned and not published goes.
 * @throws AppError `not_found`, `refused` when the plan is gone or trips of the cycle are under way
 */
export async function acceptPlan(ctx: Ctx, input: { planId: PlanId }): Promise<{ trips: number }> {
  const answer = await inScope(ctx, async (tx) => {
    const [plan] = await tx.select().from(plans).where(eq(plans.id, input.planId)).for("update");
    if (!plan) throw new AppError("not_found");
    const { proposed } = plan.summary as { proposed?: ProposedTrip[] };
    if (!["solving", "proposed"].includes(plan.state) || !proposed)
      throw new AppError("refused", { kind: "not_from_here", from: plan.state });
    const before = await tx
      .select({ id: trips.id, state: trips.state })
      .from(trips)
      .where(eq(trips.cycleId, plan.cycleId));
    if (before.some((t) => !["planned", "cancelled"].includes(t.state)))
      throw new AppError("refused", { kind: "trips_published" });
    const old = before.map((t) => t.id);
    if (old.length > 0) {
      const oldStops = tx.select({ id: stops.id }).from(stops).where(inArray(stops.tripId, old));
      await tx.delete(stopLoads).where(inArray(stopLoads.stopId, oldStops));
      await tx.delete(stops).where(inArray(stops.tripId, old));
      await tx.delete(trips).where(inArray(trips.id, old));
    }
    const fleet = await tx.select().from(vehicles);
    const vehicleOf = new Map<string, (typeof fleet)[number]>(fleet.map((v) => [v.id, v]));
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
    await tx
      .update(plans)
      .set({ state: "superseded" })
      .where(
        and(
          eq(plans.cycleId, plan.cycleId),
          sql`${plans.id} <> ${plan.id}`,
          inArray(plans.state, ["solving", "proposed", "accepted"]),
        ),
      );
    await tx.update(plans).set({ state: "accepted" }).where(eq(plans.id, plan.id));
    await record(tx, ctx, {
      kind: "plan.accepted",
      subjectId: plan.id,
      cycleId: plan.cycleId,
      data: { trips: proposed.length, leftOut: (plan.leftOut as LeftOut[]).length },
    });
    return { trips: proposed.length, cycleId: plan.cycleId };
  });
  await ctx.live.announce(`plan:${input.planId}`, `cycle:${answer.cycleId}`, "dispatch");
  return { trips: answer.trips };
}
