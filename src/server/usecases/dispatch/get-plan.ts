import { desc, eq } from "drizzle-orm";
import type { PlanView } from "#contract/dispatch.ts";
import type { LeftOut, PlanSummary, ProposedTrip } from "#contract/movement.ts";
import { plans } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { instant, toServiceDay } from "#domain/kernel/time.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { listCycleRefs } from "../desk/list-cycles.ts";
import { pickWork } from "./pick-work.ts";
import { readMap } from "./read-map.ts";
import { readProposed, readTrips } from "./read-trips.ts";

/** The plan of a cycle: the newest one while it is being made or waits to be taken, else the trips that came of it. @throws AppError `not_found` before the first cycle */
export async function getPlan(ctx: Ctx, cycleId: string | undefined): Promise<PlanView> {
  return inScope(ctx, async (tx) => {
    const now = ctx.clock.now();
    const cycles = await listCycleRefs(tx);
    const cycle = await pickWork(tx, cycles, cycleId, now, "planned");
    if (!cycle) throw new AppError("not_found");
    const id = cycle.id as CycleId;
    const [plan] = await tx.select().from(plans).where(eq(plans.cycleId, id)).orderBy(desc(plans.requestedAt)).limit(1);
    const summary = (plan?.summary ?? {}) as Partial<PlanSummary> & { proposed?: ProposedTrip[] };
    const rows = await readTrips(tx, id);
    const fresh = plan && (plan.state === "solving" || plan.state === "proposed");
    const trips = fresh ? await readProposed(tx, summary.proposed ?? []) : rows.map(({ driverId: _, ...t }) => t);
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
          }
        : null,
      canSolve:
        (cycle.state === "allocated" || cycle.state === "fulfilling") && rows.every((t) => t.state === "planned"),
      trips,
      leftOut: ((plan?.leftOut ?? []) as LeftOut[]).map((l) => ({
        placeId: l.communityId,
        bags: l.bags,
        reason: l.reason,
        missing: l.missing,
      })),
      ...(await readMap(tx, toServiceDay(instant(cycle.deliveryMs)))),
      nowMs: now,
    };
  });
}
