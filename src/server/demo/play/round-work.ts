import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import { isOpenSheet } from "#db/queries/open-sheets.ts";
import { batches, type cycles, gridSheets, householdOrders, trips } from "#db/schema/index.ts";
import type { SupermarketId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { plusSeconds } from "#domain/kernel/time.ts";
import { VOID_TRIP_STATES } from "#domain/movement/trip.ts";
import { OPEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { BATCH, UNSTAGED_BATCH_STATES } from "#domain/supply/batch.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";
import { acceptPlan, requestPlan } from "../../usecases/movement/make-plan.ts";
import { publishTrips } from "../../usecases/movement/publish-trips.ts";
import { solvePlan } from "../../usecases/movement/solve-plan.ts";
import { resolveReview } from "../../usecases/orders/resolve-review.ts";
import { acceptSheets } from "../../usecases/sheets/accept-sheets.ts";
import { submitSheet } from "../../usecases/sheets/submit-sheet.ts";
import { approveAllocation } from "../../usecases/supply/approve-allocation.ts";
import { moveBatches } from "../../usecases/supply/move-batches.ts";
import { computePreview, requestAllocation } from "../../usecases/supply/preview-allocation.ts";
import { as, type Work } from "./work.ts";

type Round = typeof cycles.$inferSelect;

/** So long after the grace the desk has shared out, stores have packed, dispatch has planned. */
const SHARED_AFTER = 15 * 60;
const PACKED_AFTER = 30 * 60;
const PLANNED_AFTER = 45 * 60;
const STEPS = ["accept", "start_picking", "finish_picking", "pack", "stage"] as const;

/** What a round waits for next before its buses are loaded: one piece of work, or none. */
export async function listRoundWork(ctx: Ctx, round: Round, roads: OpenRoads): Promise<Work[]> {
  const at = (seconds: number) => plusSeconds(round.graceEndsAt, seconds);
  const key = (what: string) => `${round.id} ${what}`;
  if (round.state === "closing")
    return [{ key: key("sheets"), at: round.graceEndsAt, run: () => freezeSheets(ctx, round) }];
  if (round.state === "closed") return [{ key: key("share"), at: at(SHARED_AFTER), run: () => shareOut(ctx, round) }];
  if (round.state !== "allocated" && round.state !== "fulfilling") return [];
  const { unpacked, planned, all } = await look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const mine = await tx
      .select({ state: trips.state, n: sql<number>`count(*)::int` })
      .from(trips)
      .where(and(eq(trips.cycleId, round.id), notInArray(trips.state, [...VOID_TRIP_STATES])))
      .groupBy(trips.state);
    const [left] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(batches)
      .where(and(eq(batches.cycleId, round.id), inArray(batches.state, [...UNSTAGED_BATCH_STATES])));
    return {
      unpacked: left?.n ?? 0,
      planned: mine.filter((t) => t.state === "planned").reduce((n, t) => n + t.n, 0),
      all: mine.reduce((n, t) => n + t.n, 0),
    };
  });
  return [
    ...(unpacked > 0 ? [{ key: key("pack"), at: at(PACKED_AFTER), run: () => packAll(ctx, round) }] : []),
    ...(all === 0 ? [{ key: key("plan"), at: at(PLANNED_AFTER), run: () => plan(ctx, round, roads) }] : []),
    ...(planned > 0 ? [{ key: key("publish"), at: at(PLANNED_AFTER), run: () => publish(ctx, round, roads) }] : []),
  ];
}

/** Grid workers keep what is in doubt and hand their sheets in, communities take them over. */
async function freezeSheets(ctx: Ctx, round: Round): Promise<void> {
  const { sheets, doubtful } = await look({ ...ctx, actor: SYSTEM }, async (tx) => ({
    sheets: await tx.select().from(gridSheets).where(isOpenSheet(round.id)).orderBy(gridSheets.id),
    doubtful: await tx
      .select({ id: householdOrders.id, gridId: householdOrders.gridId })
      .from(householdOrders)
      .where(and(eq(householdOrders.cycleId, round.id), eq(householdOrders.state, "needs_review"))),
  }));
  for (const order of doubtful)
    await resolveReview(as(ctx, "GW", { grids: [order.gridId] }), {
      orderId: order.id,
      decision: "keep",
      reason: "问过本人",
    });
  for (const sheet of sheets) {
    if (OPEN_SHEET_STATES.includes(sheet.state))
      await submitSheet(as(ctx, "GW", { grids: [sheet.gridId] }), { cycleId: round.id, gridId: sheet.gridId });
    if (sheet.state !== "accepted")
      await acceptSheets(as(ctx, "COM", { communities: [sheet.communityId] }), { sheetIds: [sheet.id] });
  }
}

async function shareOut(ctx: Ctx, round: Round): Promise<void> {
  const desk = as(ctx, "DESK");
  const { run } = await requestAllocation(desk, { cycleId: round.id }, (job) => computePreview(ctx, job));
  await approveAllocation(desk, { cycleId: round.id, run });
}

/** Every store takes its batches from where they are to the dock. */
async function packAll(ctx: Ctx, round: Round): Promise<void> {
  for (const act of STEPS) {
    const waiting = await look({ ...ctx, actor: SYSTEM }, (tx) =>
      tx
        .select({ id: batches.id, store: batches.supermarketId })
        .from(batches)
        .where(and(eq(batches.cycleId, round.id), inArray(batches.state, [...statesBefore(BATCH, act)])))
        .orderBy(asc(batches.id)),
    );
    for (const [store, mine] of Map.groupBy(waiting, (b): SupermarketId => b.store))
      await moveBatches(as(ctx, act === "accept" ? "SUPM" : "SUP", { supermarkets: [store] }), {
        act,
        batchIds: mine.map((b) => b.id),
      });
  }
}

async function plan(ctx: Ctx, round: Round, roads: OpenRoads): Promise<void> {
  const dispatch = as(ctx, "DIS");
  const { planId } = await requestPlan(dispatch, { cycleId: round.id, seconds: 2, seed: 23 }, (job) =>
    solvePlan(ctx, job, roads),
  );
  await acceptPlan(dispatch, { planId }, async () => {});
}

/** Buses that another round of the day has taken meanwhile hold trips back: then the rest is planned anew, around them. */
async function publish(ctx: Ctx, round: Round, roads: OpenRoads): Promise<void> {
  if ((await publishPlanned(ctx, round)) === 0) return;
  await plan(ctx, round, roads);
  await publishPlanned(ctx, round);
}

/** @returns how many were held back */
async function publishPlanned(ctx: Ctx, round: Round): Promise<number> {
  const planned = await look({ ...ctx, actor: SYSTEM }, (tx) =>
    tx
      .select({ id: trips.id })
      .from(trips)
      .where(and(eq(trips.cycleId, round.id), eq(trips.state, "planned"))),
  );
  const { held } = await publishTrips(as(ctx, "DIS"), { tripIds: planned.map((t) => t.id) });
  return held.length;
}
