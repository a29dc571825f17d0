import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { asc, eq, sql } from "drizzle-orm";
import type { PlanSummary, ProposedTrip } from "#contract/movement.ts";
import type { ChangePlanInput, StepPlanInput } from "#contract/plan-edits.ts";
import { plans } from "#db/schema/index.ts";
import type { PlanId, TripId } from "#domain/kernel/ids.ts";
import { instant } from "#domain/kernel/time.ts";
import { type ActTx, act, look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PLANS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import type { Drafts } from "../../planning/drafts.ts";
import { openDraft, refuseUnlessProposed, toDraftPlan } from "../../planning/open-draft.ts";

type PlanRow = typeof plans.$inferSelect;
type Asked = NonNullable<PlanRow["asked"]>;
type Content = Pick<PlanRow, "summary" | "leftOut" | "progress"> & { readonly asked: Asked };

/**
 * Changes a plan that waits to be taken: a new plan with the change stands in its place, and the former one is kept for
 * whoever wants it back. The same change of the same plan sent twice comes to the one plan.
 * @param askWorker for the day's times, when they are not worked out yet
 * @throws AppError `not_found`; `conflict` when another plan has replaced it, or the change names what is not there;
 * `refused` with `change_not_allowed`, `roads_not_ready`, `same_trips_out` or the plan's state
 */
export async function changePlan(
  ctx: Ctx,
  input: ChangePlanInput,
  drafts: Drafts,
  askWorker: () => Promise<void>,
): Promise<{ planId: PlanId }> {
  const first = await look(ctx, (tx) => readPlan(tx, input));
  if ("made" in first) return { planId: first.made };
  const read = first.plan;
  const open = await openDraft(ctx, read, drafts, askWorker);
  const changed = await open.change(toDraftPlan(read), input.change);
  if (!changed) throw new AppError("conflict");
  if (!changed.price.allowed)
    throw new AppError("refused", { kind: "change_not_allowed", against: changed.price.against });
  const summary = read.summary as PlanSummary & { besides?: TripId[] };
  const others = new Set<string>(open.besides).symmetricDifference(new Set<string>(summary.besides ?? []));
  if (others.size > 0)
    throw new AppError("refused", { kind: "guard_failed", guard: "same_trips_out", tripsOutSince: others.size });
  return act(ctx, async (tx) => {
    const meanwhile = await readPlan(tx, input, "for update");
    if ("made" in meanwhile) return { planId: meanwhile.made };
    const { plan } = meanwhile;
    const { proposed, leftOut, pins, costFen, metres } = changed;
    const content: Content = {
      asked: { seconds: 0, from: plan.id, change: input.change },
      leftOut,
      // The curve is that of the search, and ends at a cost that this plan does not have.
      progress: [],
      summary: { ...summary, ...figuresOf(proposed), cost: costFen, metres, proposed, pins },
    };
    return replace(tx, plan, content, { change: input.change, costFen: changed.price.costFen });
  });
}

/**
 * Gives the plan before the last change back, or the one that was given up by that. Both are new plans with the old
 * content: what was once shown as a plan stays what it was.
 * @throws AppError `not_found`; `conflict` when another plan has replaced it, or there is nothing to give back
 */
export async function stepPlan(ctx: Ctx, { planId, step }: StepPlanInput): Promise<{ planId: PlanId }> {
  return act(ctx, async (tx) => {
    const [row] = await tx.select().from(plans).where(eq(plans.id, planId)).for("update");
    const done = row?.state === "superseded" ? await findStepped(tx, planId, step) : undefined;
    if (done) return { planId: done };
    const plan = refuseUnlessProposed(row);
    const { from, redo } = plan.asked ?? { seconds: 0 };
    const otherId = step === "undo" ? from : redo;
    const [other] = otherId ? await tx.select().from(plans).where(eq(plans.id, otherId)) : [];
    if (!other) throw new AppError("conflict");
    const its = other.asked ?? { seconds: 0 };
    const asked: Asked = step === "undo" ? { ...its, redo: plan.id } : { ...its, from: plan.id, step: "redo" };
    const { summary, leftOut, progress } = other;
    return replace(tx, plan, { summary, leftOut, progress, asked }, { step });
  });
}

/** Puts a plan with this content in the place of another one. */
async function replace(
  tx: ActTx,
  plan: PlanRow,
  content: Content,
  data: Readonly<Record<string, unknown>>,
): Promise<{ planId: PlanId }> {
  await moveOne(tx, PLANS, plan, "supersede", {});
  const planId = randomUUID() as PlanId;
  const row = {
    ...content,
    id: planId,
    cycleId: plan.cycleId,
    seed: plan.seed,
    state: "solving" as const,
    requestedBy: tx.actor.userId,
    // The newest plan is the one that screens show.
    requestedAt: instant(Math.max(tx.at, plan.requestedAt + 1)),
  };
  await tx.insert(plans).values(row);
  await moveOne(tx, PLANS, row, "propose", {}, { data: { of: plan.id, ...data } });
  return { planId };
}

/** The plan that is to be changed, or the one that came of the same change, where it was made already. */
async function readPlan(
  tx: Pick<ActTx, "select">,
  { planId, change }: ChangePlanInput,
  how?: "for update",
): Promise<{ readonly plan: PlanRow } | { readonly made: PlanId }> {
  const asked = tx.select().from(plans).where(eq(plans.id, planId));
  const [plan] = how ? await asked.for("update") : await asked;
  if (plan?.state !== "superseded") return { plan: refuseUnlessProposed(plan) };
  const rows = await tx
    .select({ id: plans.id, asked: plans.asked })
    .from(plans)
    .where(sql`${plans.asked} ->> 'from' = ${planId}`)
    .orderBy(asc(plans.requestedAt));
  const made = rows.find((row) => isDeepStrictEqual(row.asked?.change, change))?.id;
  return made ? { made } : { plan: refuseUnlessProposed(plan) };
}

async function findStepped(tx: ActTx, planId: PlanId, step: StepPlanInput["step"]): Promise<PlanId | undefined> {
  const made = step === "undo" ? sql`${plans.asked} ->> 'redo'` : sql`${plans.asked} ->> 'from'`;
  const rows = await tx
    .select({ id: plans.id, asked: plans.asked })
    .from(plans)
    .where(sql`${made} = ${planId}`)
    .orderBy(asc(plans.requestedAt));
  return rows.find((row) => step === "undo" || row.asked?.step === "redo")?.id;
}

function figuresOf(proposed: readonly ProposedTrip[]): Pick<PlanSummary, "trips" | "buses" | "bags"> {
  const loads = proposed.flatMap((t) => t.stops.flatMap((s) => s.loads));
  return {
    trips: proposed.length,
    buses: new Set(proposed.map((t) => t.vehicleId)).size,
    bags: loads.reduce((n, l) => n + l.bags, 0),
  };
}
