import { and, eq, inArray, sql } from "drizzle-orm";
import type { ReassignBagInput } from "#contract/grid-doors.ts";
import type { Tx } from "#db/client.ts";
import { bags, householdOrders, orderLines } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { chargeOrder, creditOrder } from "#domain/ledger/ledger.ts";
import { ORDER_FLOW, type OrderAct, type OrderState } from "#domain/orders/household-order.ts";
import { PAYMENT_FLOW, type PaymentAct, type PaymentState } from "#domain/orders/payment.ts";
import { missingBags, paysForBag } from "#domain/orders/reassign.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { post } from "../../post.ts";
import { record } from "../../record.ts";
import { orderBalance } from "../money/order-balance.ts";
import { CAN_TAKE } from "./list-wanting.ts";

type Order = typeof householdOrders.$inferSelect;

/**
 * A home gives up a bag, and another home of the grid that came short of the same package gets it: one package less on
 * the first order's line, one more on the second's, so that no sum of the batch or the community changes. The first is
 * credited its price; the second is charged what it had been credited, and nothing where a lost bag is made good.
 * @throws AppError `not_found`; `refused` with `not_in_hand`, `not_short`, `refund_paid` or the domain's reason
 */
export async function reassignBag(ctx: Ctx, input: ReassignBagInput): Promise<void> {
  const done = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const [seen] = await tx.select({ orderId: bags.orderId }).from(bags).where(eq(bags.id, input.bagId));
    if (!seen) throw new AppError("not_found");
    // Both orders first and in the order of their ids, then the bag: of two that swap, neither waits for the other.
    const orders = await tx
      .select()
      .from(householdOrders)
      .where(inArray(householdOrders.id, [seen.orderId, input.toOrderId]))
      .orderBy(householdOrders.id)
      .for("update");
    const [bag] = await tx.select().from(bags).where(eq(bags.id, input.bagId)).for("update");
    const from = orders.find((o) => o.id === bag?.orderId);
    const to = orders.find((o) => o.id === input.toOrderId);
    if (!bag || !from || !to || from.id === to.id) throw new AppError("not_found");
    if (!ctx.actor.grids.includes(from.gridId) || !ctx.actor.grids.includes(to.gridId)) throw new AppError("not_found");
    if (from.cycleId !== to.cycleId || from.communityId !== to.communityId) throw new AppError("not_found");
    if (bag.state !== "with_grid" && bag.state !== "at_gate")
      throw new AppError("refused", { kind: "not_in_hand", from: bag.state });
    const lines = await tx
      .select()
      .from(orderLines)
      .where(and(inArray(orderLines.orderId, [from.id, to.id]), eq(orderLines.packageVersionId, bag.packageVersionId)))
      .for("update");
    const [given, taken] = [lines.find((l) => l.orderId === from.id), lines.find((l) => l.orderId === to.id)];
    if (!given || !taken || !CAN_TAKE.includes(to.state) || missingBags(taken) === 0)
      throw new AppError("refused", { kind: "not_short" });
    const pays = paysForBag(taken);
    if (pays && (to.payment === "refunded" || to.payment === "waived"))
      throw new AppError("refused", { kind: "refund_paid" });

    const moved = await moveBags(tx, ctx, [bag.id], {
      from: bag.state,
      act: "reassign",
      place: "grid",
      facts: { same_package: true, consent: input.consentBy !== "", both_homes_recorded: true },
      proof: {
        fromHome: from.householdId,
        toHome: to.householdId,
        fromOrder: from.id,
        toOrder: to.id,
        consentBy: input.consentBy,
      },
    });
    if (moved.length === 0) throw new AppError("conflict");
    await tx
      .update(orderLines)
      .set({ reassignedOut: sql`${orderLines.reassignedOut} + 1` })
      .where(eq(orderLines.id, given.id));
    await tx
      .update(orderLines)
      .set({ reassignedIn: sql`${orderLines.reassignedIn} + 1` })
      .where(eq(orderLines.id, taken.id));
    await tx
      .update(bags)
      .set({ orderId: to.id, orderLineId: taken.id, householdId: to.householdId, gridId: to.gridId })
      .where(eq(bags.id, bag.id));
    await giveUp(tx, ctx, from, given.priceFen);
    await getBag(tx, ctx, to, pays ? taken.priceFen : fen(0));
    const data = { bag: bag.number, from: from.id, to: to.id, consentBy: input.consentBy, charged: pays };
    await record(
      tx,
      ctx,
      { kind: "order.gave_up_bag", subjectId: from.id, cycleId: from.cycleId, reason: "refused", data },
      { kind: "order.got_bag", subjectId: to.id, cycleId: to.cycleId, data },
    );
    return { from, to };
  });
  await ctx.live.announce(
    `grid:${done.from.gridId}`,
    `grid:${done.to.gridId}`,
    `home:${done.from.householdId}`,
    `home:${done.to.householdId}`,
    `cycle:${done.from.cycleId}`,
  );
}

/** The first home's order: one bag less to wait for, its price back. */
async function giveUp(tx: Tx, ctx: Ctx, order: Order, priceFen: Fen): Promise<void> {
  const left = await tx.select({ state: bags.state }).from(bags).where(eq(bags.orderId, order.id));
  const inHand = left.some((b) => b.state === "with_grid" || b.state === "reassigned" || b.state === "at_gate");
  const act: OrderAct | undefined =
    inHand || order.state === "partly_delivered"
      ? undefined
      : order.state === "at_gate" && left.some((b) => b.state === "delivered")
        ? "deliver_part"
        : "return";
  const state = act
    ? unwrap(
        decide(ORDER_FLOW, order.state, act, ctx.actor.role, { some_bags_delivered: true, bags_back_or_consent: true }),
      )
    : order.state;
  const totalFen = fen(order.totalFen - priceFen);
  await post(tx, ctx, [{ ...where(order), posting: creditOrder(order.householdId, priceFen) }]);
  const paid = order.payment === "matched" || order.payment === "cash_received" || order.payment === "banked";
  const payment = paid
    ? pay(order.payment, "owe_refund")
    : order.payment === "due" && totalFen === 0
      ? pay(order.payment, "settle")
      : order.payment;
  await store(tx, ctx, order, { state, totalFen, payment });
}

/** The second home's order: a bag more, and what it costs where it had been credited. */
async function getBag(tx: Tx, ctx: Ctx, order: Order, priceFen: Fen): Promise<void> {
  const act: OrderAct | undefined =
    order.state === "failed"
      ? "find"
      : order.state === "delivered" || order.state === "shorted_out"
        ? "get_bag"
        : undefined;
  const state: OrderState = act
    ? unwrap(decide(ORDER_FLOW, order.state, act, ctx.actor.role, { fit_for_use: true, bag_reassigned_to_it: true }))
    : order.state;
  if (priceFen > 0)
    await post(tx, ctx, [
      {
        ...where(order),
        posting: unwrap(chargeOrder(order.householdId, [{ amountFen: priceFen, stock: "paid" }])),
      },
    ]);
  const covered = order.payment === "refund_due" && (await orderBalance(tx, order.id)) >= 0;
  const payment = covered
    ? pay(order.payment, "withdraw_refund")
    : order.payment === "settled" && priceFen > 0
      ? pay(order.payment, "owe_again")
      : order.payment;
  await store(tx, ctx, order, { state, totalFen: fen(order.totalFen + priceFen), payment });
}

/** The payment's own track follows as the system's act: nobody presses it. */
const pay = (from: PaymentState, act: PaymentAct): PaymentState =>
  unwrap(decide(PAYMENT_FLOW, from, act, "SYS", { refund_owed: true, nothing_owed: true, charge_added: true }));

const where = (order: Order) => ({
  cycleId: order.cycleId,
  orderId: order.id,
  householdId: order.householdId,
  gridId: order.gridId,
});

const store = (tx: Tx, ctx: Ctx, order: Order, to: Pick<Order, "state" | "totalFen" | "payment">) =>
  tx
    .update(householdOrders)
    .set({ ...to, changedAt: ctx.clock.now() })
    .where(eq(householdOrders.id, order.id));
