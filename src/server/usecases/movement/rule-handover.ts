import { eq } from "drizzle-orm";
import type { RuleHandoverInput } from "#contract/movement.ts";
import type { Tx } from "#db/client.ts";
import { handovers, stops } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { HANDOVER_FLOW } from "#domain/movement/handover.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { record } from "../../record.ts";
import { gridsOfTrip } from "./grids-of-trip.ts";
import { settleStop } from "./settle-stop.ts";
import { takeOverBags } from "./take-over-bags.ts";

/**
 * Dispatch or the desk decide a disputed count: how many bags the grid has, how many are lost, how many ride back.
 * @throws AppError `not_found`, `refused` with `does_not_add_up` or the domain's reason
 */
export async function ruleHandover(ctx: Ctx, input: RuleHandoverInput): Promise<void> {
  const topics = await inScope({ ...ctx, actor: systemActor }, async (tx: Tx) => {
    const [handover] = await tx.select().from(handovers).where(eq(handovers.id, input.handoverId)).for("update");
    if (!handover) throw new AppError("not_found");
    if (input.agreed + input.lost + input.backOnBoard !== handover.offered)
      throw new AppError("refused", { kind: "does_not_add_up", offered: handover.offered });
    const state = unwrap(
      decide(HANDOVER_FLOW, handover.state, "rule", ctx.actor.role, { photo: true, reason_given: true }),
    );
    const { agreed, lost, backOnBoard } = input;
    await tx
      .update(handovers)
      .set({ state, agreed, lost, backOnBoard, ruling: input.reason, settledAt: ctx.clock.now() })
      .where(eq(handovers.id, handover.id));
    await takeOverBags(tx, ctx, { ...handover, agreed, lost, backOnBoard });
    await record(tx, ctx, {
      kind: "handover.ruled",
      subjectId: handover.id,
      reason: input.reason,
      data: { agreed, lost, backOnBoard },
    });
    await settleStop(tx, ctx, handover.stopId);
    const [stop] = await tx.select().from(stops).where(eq(stops.id, handover.stopId));
    return stop ? [`trip:${stop.tripId}` as const, ...(await gridsOfTrip(tx, stop.tripId))] : [];
  });
  await ctx.live.announce("dispatch", "desk", ...topics);
}
