import { randomUUID } from "node:crypto";
import { and, desc, eq, inArray } from "drizzle-orm";
import type { NamePlanInput } from "#contract/plan-versions.ts";
import { plans } from "#db/schema/index.ts";
import type { PlanId } from "#domain/kernel/ids.ts";
import { instant } from "#domain/kernel/time.ts";
import { FRESH_PLAN_STATES } from "#domain/movement/plan.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PLANS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { record } from "../../record.ts";

/**
 * Gives a plan a name, so that it is found again when others have taken its place. Named again it has the new name.
 * @throws AppError `not_found`, also for a plan that is not there yet
 */
export async function namePlan(ctx: Ctx, { planId, name }: NamePlanInput): Promise<{ planId: PlanId }> {
  return act(ctx, async (tx) => {
    const [plan] = await tx.select().from(plans).where(eq(plans.id, planId)).for("update");
    if (!plan || plan.state === "solving" || plan.state === "failed") throw new AppError("not_found");
    if (plan.name === name) return { planId };
    await tx.update(plans).set({ name }).where(eq(plans.id, planId));
    await record(tx, { kind: "plan.named", subjectId: planId, cycleId: plan.cycleId, data: { name } });
    tx.tell("dispatch");
    return { planId };
  });
}

/**
 * Takes a former plan up again: a new one with its content waits to be taken or changed, and the one that waited until
 * now can be had back by undoing. The same sent twice comes to one plan.
 * @throws AppError `not_found`; `refused` while it is still searched for, or for one that came to nothing
 */
export async function takeUpPlan(ctx: Ctx, { planId }: { planId: PlanId }): Promise<{ planId: PlanId }> {
  return act(ctx, async (tx) => {
    const [plan] = await tx.select().from(plans).where(eq(plans.id, planId));
    if (!plan) throw new AppError("not_found");
    if (plan.state === "solving" || plan.state === "failed")
      throw new AppError("refused", { kind: "not_from_here", from: plan.state });
    const standing = await tx
      .select()
      .from(plans)
      .where(and(eq(plans.cycleId, plan.cycleId), inArray(plans.state, [...FRESH_PLAN_STATES])))
      .orderBy(desc(plans.requestedAt))
      .for("update");
    const [newest] = standing;
    if (newest && (newest.id === planId || newest.asked?.took === planId)) return { planId: newest.id };
    await moveAll(tx, PLANS, standing, "supersede", {});
    const row = {
      id: randomUUID() as PlanId,
      cycleId: plan.cycleId,
      seed: plan.seed,
      state: "solving" as const,
      summary: plan.summary,
      leftOut: plan.leftOut,
      progress: plan.progress,
      asked: { seconds: 0, took: planId, ...(newest?.state === "proposed" && { from: newest.id }) },
      requestedBy: tx.actor.userId,
      // The newest plan is the one that screens show.
      requestedAt: instant(Math.max(tx.at, (newest?.requestedAt ?? 0) + 1)),
    };
    await tx.insert(plans).values(row);
    await moveOne(tx, PLANS, row, "propose", {}, { data: { took: planId } });
    return { planId: row.id };
  });
}
