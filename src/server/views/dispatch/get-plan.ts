import { desc, eq, inArray } from "drizzle-orm";
import type { PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { LeftOut, PlanSummary, ProposedTrip } from "#contract/movement.ts";
import type { PlanChange, PlanPin } from "#contract/plan-edits.ts";
import type { RoadsLabel } from "#contract/roads.ts";
import type { Tx } from "#db/client.ts";
import { batches, plans, vehicles } from "#db/schema/index.ts";
import type { BatchId, CycleId } from "#domain/kernel/ids.ts";
import { instant, toServiceDay } from "#domain/kernel/time.ts";
import { FRESH_PLAN_STATES } from "#domain/movement/plan.ts";
import { PLANNABLE_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { listClosuresOfDay, roadsStamp } from "../../planning/closures-in-force.ts";
import { stopsThatDiffer } from "../../planning/compare-plans.ts";
import { isOut } from "../../planning/trips-out.ts";
import { listCycleRefs } from "../desk/list-cycles.ts";
import { pickWork } from "./pick-work.ts";
import { toClosureViews } from "./read-closures.ts";
import { readLines } from "./read-lines.ts";
import { readMap } from "./read-map.ts";
import { readProposed, readTrips } from "./read-trips.ts";

/**
 * The plan of a cycle: the newest one while it is being made or waits to be taken, beside the trips that are out; else the
 * trips that came of it.
 * @param roads as configured now
 * @throws AppError `not_found` before the first cycle
 */
export async function getPlan(
  ctx: Ctx,
  cycleId: string | undefined,
  roads: { readonly label: RoadsLabel; readonly version: string },
): Promise<PlanView> {
  return look(ctx, async (tx) => {
    const now = tx.at;
    const cycles = await listCycleRefs(tx);
    const cycle = await pickWork(tx, cycles, cycleId, now, "planned");
    if (!cycle) throw new AppError("not_found");
    const id = cycle.id as CycleId;
    const [plan] = await tx.select().from(plans).where(eq(plans.cycleId, id)).orderBy(desc(plans.requestedAt)).limit(1);
    const summary = (plan?.summary ?? {}) as Partial<PlanSummary> & {
      proposed?: ProposedTrip[];
      pins?: PlanPin[];
    };
    const rows = await readTrips(tx, id, now);
    const fresh = plan && FRESH_PLAN_STATES.includes(plan.state);
    const known = rows.map(({ driverId: _, ...t }): PlanTrip => t);
    const out = known.filter((t) => t.state && isOut(t.state));
    const last = Math.max(0, ...out.map((t) => t.number));
    const trips = fresh
      ? [...out, ...(await readProposed(tx, summary.proposed ?? [], summary.pins ?? [], last))]
      : known;
    const day = toServiceDay(instant(cycle.deliveryMs));
    const closed = await listClosuresOfDay(tx, day);
    const planned = summary.roads ?? null;
    return {
      cycle,
      cycles,
      plan: plan
        ? {
            id: plan.id,
            state: plan.state,
            seed: plan.seed,
            progress: plan.progress,
            metres: summary.metres ?? 0,
            buses: summary.buses ?? 0,
            fleet: summary.fleet ?? 0,
            roads: planned,
            undo: plan.asked?.from ? lastOf(plan.asked) : null,
            name: plan.name,
            instead: await readInstead(tx, plan),
            redo: plan.asked?.redo !== undefined,
          }
        : null,
      canSolve:
        PLANNABLE_CYCLE_STATES.includes(cycle.state) && (rows.length === 0 || rows.some((t) => t.state === "planned")),
      roads: roads.label,
      roadsChanged: planned !== null && planned.stamp !== roadsStamp(roads.version, closed),
      closures: await toClosureViews(tx, closed),
      trips,
      lines: await readLines(tx, trips),
      leftOut: await readLeftOut(tx, (plan?.leftOut ?? []) as LeftOut[]),
      ...(await readMap(tx, day)),
      buses: await tx
        .select({ id: vehicles.id, name: vehicles.name })
        .from(vehicles)
        .where(eq(vehicles.inService, true))
        .orderBy(vehicles.name),
      nowMs: now,
    };
  });
}

type PlanRow = typeof plans.$inferSelect;

/** The plan that this one was made from by more than a change, and how far it is from it; nothing while it is searched. */
async function readInstead(tx: Tx, plan: PlanRow): Promise<NonNullable<PlanView["plan"]>["instead"]> {
  const { from, change } = plan.asked ?? {};
  if (!from || change || plan.state === "solving") return null;
  const [before] = await tx.select({ summary: plans.summary }).from(plans).where(eq(plans.id, from));
  const tripsOf = (summary: unknown) => (summary as { proposed?: ProposedTrip[] } | undefined)?.proposed ?? [];
  return { planId: from, stops: stopsThatDiffer(tripsOf(before?.summary), tripsOf(plan.summary)).length };
}

/** What was done to the plan before, and came to this one. */
function lastOf({ change, took }: NonNullable<PlanRow["asked"]>) {
  return (change as PlanChange | undefined)?.kind ?? (took ? "take_up" : "repair");
}

async function readLeftOut(tx: Tx, leftOut: readonly LeftOut[]): Promise<PlanView["leftOut"]> {
  const ids = leftOut.map((l) => l.batchId as BatchId);
  const rows = ids.length > 0 ? await tx.select().from(batches).where(inArray(batches.id, ids)) : [];
  const storeOf = new Map<string, string>(rows.map((b) => [b.id, b.supermarketId]));
  return leftOut.map((l) => ({
    batchId: l.batchId,
    placeId: l.communityId,
    storeId: storeOf.get(l.batchId) ?? "",
    bags: l.bags,
    reason: l.reason,
    missing: l.missing,
  }));
}
