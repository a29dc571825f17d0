import { and, asc, eq, inArray, ne } from "drizzle-orm";
import type { AnswerLateInput } from "#contract/grid.ts";
import type { Tx } from "#db/client.ts";
import { cycles, gridSheets, householdOrders, lateRequests } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { LATE_FLOW } from "#domain/orders/late-request.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import type { OrderLanes } from "../../ordering/order-lanes.ts";
import { record } from "../../record.ts";
import { sendToLane } from "../orders/place-order.ts";

/** Until its sheet is in, a grid takes orders from its worker. */
const OPEN_SHEETS: readonly string[] = ["collecting", "reviewing", "returned"];

/**
 * The grid worker answers a wish that came after the cut-off: takes it as a proxy order while the grace runs and the
 * sheet is not in yet, tells the home to order next time, or declines it with a reason. All that the home sent is
 * answered at once; what is taken is the last of it. The wishes stay locked until the order is in, so that an answer
 * that comes in between finds nothing that waits.
 * @throws AppError `not_found` when nothing of that home waits; `refused` with the domain's reason, or as `placeOrder`
 */
export async function answerLate(ctx: Ctx, lanes: OrderLanes, input: AnswerLateInput): Promise<void> {
  const { cycleId, householdId, act } = input;
  const gridId = await inScope(ctx, async (tx) => {
    const wishes = await tx
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
    const last = wishes.at(-1);
    if (!last) throw new AppError("not_found");
    const keys = wishes.map((w) => w.late.idempotencyKey);
    const facts = {
      reason_given: Boolean(input.reason),
      order_placed: true,
      within_grace: ctx.clock.now() < last.graceEndsAt && OPEN_SHEETS.includes(last.sheet),
    };
    const to = unwrap(decide(LATE_FLOW, last.late.state, act, ctx.actor.role, facts));
    if (act === "take")
      await sendToLane(ctx, lanes, {
        cycleId,
        householdId,
        key: orderKey(last.late.idempotencyKey),
        lines: last.late.lines,
      });
    // A take whose answer was lost on the way has left its order: only taking it once more ends that well.
    else if (await isPlaced(tx, cycleId, householdId, keys))
      throw new AppError("refused", { kind: "not_from_here", from: "taken" });
    await tx
      .update(lateRequests)
      .set({
        state: to,
        reason: input.reason ?? null,
        answeredBy: ctx.actor.userId,
        answeredAt: ctx.clock.now(),
      })
      .where(inArray(lateRequests.idempotencyKey, keys));
    await record(tx, ctx, {
      kind: `late_request.${to}`,
      subjectId: householdId,
      cycleId,
      reason: input.reason,
      data: { requests: keys.length },
    });
    return last.late.gridId;
  });
  await ctx.live.announce(`grid:${gridId}`, `home:${householdId}`);
}

/** The order has a key of its own, made of the wish's: an answer that is sent twice places one order. */
const orderKey = (wish: string) => `late:${wish}`.slice(0, 100);

/** Is there an order of one of these wishes? Its key begins with whoever took it. */
async function isPlaced(
  tx: Tx,
  cycleId: AnswerLateInput["cycleId"],
  householdId: AnswerLateInput["householdId"],
  wishes: readonly string[],
): Promise<boolean> {
  const orders = await tx
    .select({ key: householdOrders.idempotencyKey })
    .from(householdOrders)
    .where(
      and(
        eq(householdOrders.cycleId, cycleId),
        eq(householdOrders.householdId, householdId),
        ne(householdOrders.state, "cancelled"),
      ),
    );
  return orders.some((o) => wishes.some((wish) => o.key.endsWith(`:${orderKey(wish)}`)));
}
