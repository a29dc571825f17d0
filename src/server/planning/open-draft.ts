import { eq } from "drizzle-orm";
import type { LeftOut, ProposedTrip } from "#contract/movement.ts";
import type { PlanPin } from "#contract/plan-edits.ts";
import { plans } from "#db/schema/index.ts";
import type { PlanId } from "#domain/kernel/ids.ts";
import { look } from "../act.ts";
import { AppError } from "../app-error.ts";
import type { Ctx } from "../ctx.ts";
import type { DraftPlan } from "./answer-draft.ts";
import type { Drafts, OpenDraft } from "./drafts.ts";
import { NotKept } from "./kept-matrix.ts";

type PlanRow = typeof plans.$inferSelect;

/** A plan's trips and what it leaves out, as they are changed. */
export function toDraftPlan(plan: PlanRow): DraftPlan {
  const { proposed = [], pins = [] } = plan.summary as { proposed?: ProposedTrip[]; pins?: PlanPin[] };
  return { proposed, pins, leftOut: plan.leftOut as LeftOut[] };
}

/** @throws AppError `not_found`; `conflict` for a plan that another one has replaced; `refused` for one in any other state */
export function refuseUnlessProposed(plan: PlanRow | undefined): PlanRow {
  if (!plan) throw new AppError("not_found");
  if (plan.state === "superseded") throw new AppError("conflict");
  if (plan.state !== "proposed") throw new AppError("refused", { kind: "not_from_here", from: plan.state });
  return plan;
}

/** @throws AppError as `refuseUnlessProposed` */
export async function getProposedPlan(ctx: Ctx, planId: PlanId): Promise<PlanRow> {
  const [plan] = await look(ctx, (tx) => tx.select().from(plans).where(eq(plans.id, planId)));
  return refuseUnlessProposed(plan);
}

/**
 * The day of a plan, ready to be asked about.
 * @throws AppError `refused` with `roads_not_ready` while the worker still works out the day's times
 */
export async function openDraft(
  ctx: Ctx,
  plan: PlanRow,
  drafts: Drafts,
  askWorker: () => Promise<void>,
): Promise<OpenDraft> {
  try {
    return await drafts.open(ctx, plan.cycleId);
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    await askWorker();
    throw new AppError("refused", { kind: "roads_not_ready" });
  }
}
