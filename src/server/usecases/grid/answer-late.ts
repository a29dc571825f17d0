import { and, desc, eq } from "drizzle-orm";
import type { AnswerLateInput } from "#contract/grid.ts";
import { cycles, gridSheets, lateRequests } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { LATE_FLOW } from "#domain/orders/late-request.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import type { OrderLanes } from "../../ordering/order-lanes.ts";
import { record } from "../../record.ts";
import { placeOrder } from "../orders/place-order.ts";

/** Until its sheet is in, a grid takes orders from its worker. */
const OPEN_SHEETS: readonly string[] = ["collecting", "reviewing", "returned"];

/**
 * The grid worker answers a wish that came after the cut-off: takes it as a proxy order while the grace runs and the
 * sheet is not in yet, tells the home to order next time, or declines it with a reason. All that the home sent is
 * answered at once; what is taken is the last of it.
 * @throws AppError `not_found` when nothing of that home waits; `refused` with the domain's reason, or as `placeOrder`
 */
export async function answerLate(ctx: Ctx, lanes: OrderLanes, input: AnswerLateInput): Promise<void> {
  const ofHome = and(
    eq(lateRequests.cycleId, input.cycleId),
    eq(lateRequests.householdId, input.householdId),
    eq(lateRequests.state, "waiting"),
  );
  const facts = { reason_given: Boolean(input.reason), order_placed: true };
  const last = await inScope(ctx, async (tx) => {
    const [row] = await tx
      .select({ late: lateRequests, graceEndsAt: cycles.graceEndsAt, sheet: gridSheets.state })
      .from(lateRequests)
      .innerJoin(cycles, eq(cycles.id, lateRequests.cycleId))
      .innerJoin(
        gridSheets,
        and(eq(gridSheets.cycleId, lateRequests.cycleId), eq(gridSheets.gridId, lateRequests.gridId)),
      )
      .where(ofHome)
      .orderBy(desc(lateRequests.at))
      .limit(1);
    if (!row) throw new AppError("not_found");
    const inTime = ctx.clock.now() < row.graceEndsAt && OPEN_SHEETS.includes(row.sheet);
    const to = unwrap(decide(LATE_FLOW, row.late.state, input.act, ctx.actor.role, { ...facts, within_grace: inTime }));
    return { ...row.late, to };
  });
  // The order has a key of its own, made of the wish's: an answer that is sent twice places one order.
  if (input.act === "take")
    await placeOrder(ctx, lanes, {
      cycleId: input.cycleId,
      householdId: input.householdId,
      key: `late:${last.idempotencyKey}`.slice(0, 100),
      lines: last.lines,
    });
  await inScope(ctx, async (tx) => {
    const answered = await tx
      .update(lateRequests)
      .set({
        state: last.to,
        reason: input.reason ?? null,
        answeredBy: ctx.actor.userId,
        answeredAt: ctx.clock.now(),
      })
      .where(ofHome)
      .returning({ key: lateRequests.idempotencyKey });
    if (answered.length === 0) throw new AppError("conflict");
    await record(tx, ctx, {
      kind: `late_request.${last.to}`,
      subjectId: input.householdId,
      cycleId: input.cycleId,
      reason: input.reason,
      data: { requests: answered.length },
    });
  });
  await ctx.live.announce(`grid:${last.gridId}`, `home:${input.householdId}`);
}
