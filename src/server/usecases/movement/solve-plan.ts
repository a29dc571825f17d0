import { and, eq } from "drizzle-orm";
import type { LeftOut, PlanSummary, ProposedTrip } from "#contract/movement.ts";
import type { PlanPin } from "#contract/plan-edits.ts";
import type { PlanRoads } from "#contract/roads.ts";
import { plans } from "#db/schema/index.ts";
import type { CycleId, PlanId, TripId } from "#domain/kernel/ids.ts";
import { plusSeconds } from "#domain/kernel/time.ts";
import { solveOnIslands } from "#routing/islands.ts";
import { retime } from "#routing/retime.ts";
import type { Solution } from "#routing/solution.ts";
import { firstPlan } from "#routing/solve.ts";
import { act, look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { PLANS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { drivesOf, listClosuresOfDay, roadsStamp, toClosures } from "../../planning/closures-in-force.ts";
import { dayToProblem } from "../../planning/day-to-problem.ts";
import { travelOf } from "../../planning/day-travel.ts";
import { holdFixed, toSolverPins } from "../../planning/hold-fixed.ts";
import { toDraftPlan } from "../../planning/open-draft.ts";
import { type DraftDay, toDraftDay, toHandMade } from "../../planning/plan-draft.ts";
import { leaveOutUnreachable } from "../../planning/reach.ts";
import { readDay } from "../../planning/read-day.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";
import { solutionToTrips } from "../../planning/solution-to-trips.ts";
import { tripsToSolution } from "../../planning/trips-to-solution.ts";

export type PlanJob = {
  readonly planId: PlanId;
  readonly cycleId: CycleId;
  readonly seconds: number;
  readonly seed: number;
  /** A plan to start from. */
  readonly from?: PlanId | undefined;
};

type Content = {
  readonly proposed: readonly ProposedTrip[];
  readonly besides: readonly TripId[];
  readonly pins: readonly PlanPin[];
};

/** How often a better plan and the falling cost are written for those who watch. */
const STORE_MS = 1_000;
/** A plan made from an earlier one takes a stop off its bus only for more than this, in fen: drivers know their rounds. */
const MOVED_STOP_FEN = 2_000;

/** A plan that is still without an answer so long after its time to search was over has no job. */
const LEFT_SECONDS = 120;

const byDock = (a: ProposedTrip, b: ProposedTrip) => a.dockAt - b.dockAt || (a.vehicleId < b.vehicleId ? -1 : 1);

/** What trips that stay cost: the search does not know of them. */
function costOf(draft: DraftDay, held: readonly ProposedTrip[]): number {
  if (held.length === 0) return 0;
  const { total, unserved } = retime(draft.problem, toHandMade(draft, held)).cost;
  return total - unserved;
}

/** The jobs of plans that were asked for and left: whoever asked ended before sending them. */
export async function listLeftPlans(ctx: Ctx): Promise<PlanJob[]> {
  const { solving, now } = await look({ ...ctx, actor: SYSTEM }, async (tx) => ({
    solving: await tx.select().from(plans).where(eq(plans.state, "solving")),
    now: tx.at,
  }));
  return solving.flatMap(({ id, cycleId, seed, asked, requestedAt }) =>
    asked && now > plusSeconds(requestedAt, asked.seconds + LEFT_SECONDS)
      ? [{ planId: id, cycleId, seed, ...asked }]
      : [],
  );
}

/**
 * The job behind a requested plan: times along the roads, a first plan at once, better ones until the time is over or
 * somebody takes one. A plan that has its answer is left as it is.
 */
export async function solvePlan(ctx: Ctx, job: PlanJob, open: OpenRoads): Promise<void> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const solving = and(eq(plans.id, job.planId), eq(plans.state, "solving"));
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const read = await look(system, async (tx) => {
    const [plan] = await tx.select({ state: plans.state }).from(plans).where(eq(plans.id, job.planId));
    if (plan?.state !== "solving") return undefined;
    const { day, besides, deliveryDay } = await readDay(tx, job.cycleId);
    const [from] = job.from ? await tx.select().from(plans).where(eq(plans.id, job.from)) : [];
    const closures = await listClosuresOfDay(tx, deliveryDay);
    return { whole: day, besides, deliveryDay, closures, before: from && toDraftPlan(from) };
  });
  if (!read) return;
  const { whole, besides, deliveryDay, closures, before } = read;
  const travel = await travelOf(system, open, whole, toClosures(closures), drivesOf(deliveryDay));
  const roads: PlanRoads = { ...travel.roads, stamp: roadsStamp(travel.version, closures) };
  const { rest, held, out } = holdFixed(whole, before ?? { proposed: [], leftOut: [], pins: [] });
  const { day, leftOut: unreachable } = leaveOutUnreachable(rest, travel);
  const pins = toSolverPins(day, before?.pins ?? []);
  const problem = { ...dayToProblem(day, travel), ...(pins.length > 0 && { pins }) };
  const free = before?.proposed.filter((t) => !held.includes(t));
  const warm = free && tripsToSolution(day, free);
  const heldCost = costOf(toDraftDay(whole, travel), held);
  const first = firstPlan(problem, warm);
  const firstPlanMs = elapsed();
  const progress: [number, number][] = [[firstPlanMs, Math.round(first.cost.total + heldCost)]];
  const abort = new AbortController();
  const store = async (solution: Solution, state: "solving" | "proposed") => {
    const { trips, leftOut } = solutionToTrips(day, deliveryDay, solution);
    const proposed = [...held, ...trips].sort(byDock);
    const all: LeftOut[] = [...out, ...unreachable, ...leftOut];
    const summary: PlanSummary & Content = {
      trips: proposed.length,
      buses: new Set(proposed.map((t) => t.vehicleId)).size,
      metres: Math.round(
        solution.days.reduce((n, d) => n + d.metres, 0) + held.reduce((n, trip) => n + trip.metres, 0),
      ),
      bags: proposed.reduce((n, t) => n + t.stops.reduce((m, s) => m + s.loads.reduce((k, l) => k + l.bags, 0), 0), 0),
      cost: Math.round(solution.cost.total + heldCost),
      firstCost: Math.round(first.cost.total + heldCost),
      firstPlanMs,
      rounds: solution.rounds,
      fleet: day.vehicles.length,
      roads,
      proposed,
      besides,
      pins: before?.pins ?? [],
    };
    const set = { summary, leftOut: all, progress };
    const stands = await act(system, async (tx) => {
      const [plan] = await tx.select().from(plans).where(solving).for("update");
      if (!plan) return false;
      if (state === "proposed") await moveOne(tx, PLANS, plan, "propose", {}, { set });
      else await tx.update(plans).set(set).where(solving);
      tx.tell([`plan:${job.planId}`, "dispatch"]);
      return true;
    });
    if (!stands) abort.abort();
  };
  await store(first, "solving");
  let last = performance.now();
  const { solution, rounds } = await solveOnIslands(problem, {
    seed: job.seed,
    budget: { ms: job.seconds * 1000 },
    islands: 1,
    // A search that is told to start from a plan stays near it: right for a plan that people know, wrong for a first one.
    ...(warm && { warmStart: first, pricePerMovedStop: MOVED_STOP_FEN }),
    signal: abort.signal,
    onProgress: (p) => {
      const now = performance.now();
      if (now - last < STORE_MS) return;
      last = now;
      progress.push([elapsed(), Math.round(p.cost + heldCost)]);
      void act(system, async (tx) => {
        tx.tell(`plan:${job.planId}`);
        return tx.update(plans).set({ progress }).where(solving).returning({ id: plans.id });
      }).then((rows) => rows.length === 0 && abort.abort());
    },
  });
  progress.push([elapsed(), Math.round(solution.cost.total + heldCost)]);
  await store({ ...solution, rounds }, "proposed");
}
