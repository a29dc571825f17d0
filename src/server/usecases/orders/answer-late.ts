import { and, asc, eq } from "drizzle-orm";
import type { AnswerLateInput } from "#contract/grid.ts";
import { cycles, gridSheets, lateRequests } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { LATE_REQUESTS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { placeOrderIn } from "./place-order.ts";

/**
 * The grid worker answers a wish that came after the cut-off: takes it as a proxy order while the grace runs and the
 * sheet is not in yet, tells the home to order next time, or declines it with a reason. All that the home sent is
 * answered at once; what is taken is the last of it.
 * @throws AppError `not_found` when nothing of that home waits; `refused` with the domain's reason, or as `placeOrder`
 */
export async function answerLate(ctx: Ctx, input: AnswerLateInput): Promise<void> {
  const { cycleId, householdId, reason } = input;
  await act(ctx, async (tx) => {
    const waiting = await tx
      .select({ late: lateRequests, graceEndsAt: cycles.graceEndsAt, sheet: gridSheets.state })
      .from(lateRequests)
      .innerJoin(cycles, eq(cycles.id, lateRequests.cycleId))
      .innerJoin(
        gridSheets,
        and(eq(gridSheets.cycleId, lateRequests.cycleId), eq(gridSheets.gridId, lateRequests.gridId)),
      )
      .where(
        and(
          eq(lateRequests.cycleId, cycleId),
          eq(lateRequests.householdId, householdId),
          eq(lateRequests.state, "waiting"),
        ),
      )
      .orderBy(asc(lateRequests.at))
      .for("update", { of: lateRequests });
    const last = waiting.at(-1);
    if (!last) throw new AppError("not_found");
    const wishes = waiting.map((w) => w.late);
    const more = { reason, set: { answeredBy: tx.actor.userId }, data: { requests: wishes.length } };
    if (input.act !== "take") {
      await moveAll(tx, LATE_REQUESTS, wishes, input.act, { reason }, more);
      return;
    }
    const { graceEndsAt, sheet } = last;
    // The wish's own key makes the order's: an answer that is sent twice places one order.
    const key = `late:${last.late.idempotencyKey}`.slice(0, 100);
    const { orderId } = await placeOrderIn(tx, { cycleId, householdId, key, lines: last.late.lines });
    await moveAll(tx, LATE_REQUESTS, wishes, "take", { now: tx.at, graceEndsAt, sheet, orderId }, more);
  });
}
