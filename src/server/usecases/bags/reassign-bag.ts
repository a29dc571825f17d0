import { and, eq, inArray, sql } from "drizzle-orm";
import type { ReassignBagInput } from "#contract/grid-doors.ts";
import { bags, householdOrders, orderLines } from "#db/schema/index.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { chargeOrder, creditOrder } from "#domain/ledger/ledger.ts";
import { CAN_TAKE_BAG, missingBags, paysForBag } from "#domain/orders/reassign.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { followBags, moveBags } from "../../move-bags.ts";
import { post } from "../../post.ts";
import { record } from "../../record.ts";

type Order = typeof householdOrders.$inferSelect;
type Line = typeof orderLines.$inferSelect;
type Bag = typeof bags.$inferSelect;
/** Who gives up which bag, and who gets it. */
type Gift = { readonly bag: Bag; readonly from: Order; readonly to: Order; readonly given: Line; readonly taken: Line };

/**
 * A home gives up a bag, and another home of the grid that came short of the same package gets it: one package less on
 * the first order's line, one more on the second's, so that no sum of the batch or the community changes. The first is
 * credited its price; the second is charged what it had been credited, and nothing where a lost bag is made good.
 * @throws AppError `not_found`; `refused` with `not_in_hand`, `not_short`, `refund_paid` or the domain's reason
 */
export async function reassignBag(ctx: Ctx, input: ReassignBagInput): Promise<void> {
  const { consentBy } = input;
  await act(ctx, (worker) =>
    worker.seeingAll(async (tx) => {
      const gift = await readGift(tx, input);
      const { bag, from, to, given, taken } = gift;
      const pays = paysForBag(taken);
      if (pays && (to.payment === "refunded" || to.payment === "waived"))
        throw new AppError("refused", { kind: "refund_paid" });
      const homes = { fromHome: from.householdId, toHome: to.householdId };
      await moveBags(
        tx,
        [bag],
        "reassign",
        { ...homes, given: given.packageVersionId, wanted: taken.packageVersionId, consentBy },
        { place: "grid", proof: { ...homes, fromOrder: from.id, toOrder: to.id, consentBy } },
      );
      await changeHands(tx, gift);
      await settle(tx, gift, pays ? taken.priceFen : fen(0));
      const data = { bag: bag.number, from: from.id, to: to.id, consentBy, charged: pays };
      await record(tx, [
        { kind: "order.gave_up_bag", subjectId: from.id, cycleId: from.cycleId, reason: "refused", data },
        { kind: "order.got_bag", subjectId: to.id, cycleId: to.cycleId, data },
      ]);
      await followBags(tx, [from.id, to.id]);
      for (const o of [from, to]) tx.tell([`grid:${o.gridId}`, `home:${o.householdId}`, `cycle:${o.cycleId}`]);
    }),
  );
}

/** Both orders first and in the order of their ids, then the bag and the lines: of two that swap, neither waits for the other. */
async function readGift(tx: ActTx, input: ReassignBagInput): Promise<Gift> {
  const [seen] = await tx.select({ orderId: bags.orderId }).from(bags).where(eq(bags.id, input.bagId));
  if (!seen) throw new AppError("not_found");
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
  const { grids } = tx.actor;
  if (!grids.includes(from.gridId) || !grids.includes(to.gridId)) throw new AppError("not_found");
  if (from.cycleId !== to.cycleId || from.communityId !== to.communityId) throw new AppError("not_found");
  if (bag.state !== "with_grid" && bag.state !== "at_gate")
    throw new AppError("refused", { kind: "not_in_hand", from: bag.state });
  const lines = await tx
    .select()
    .from(orderLines)
    .where(and(inArray(orderLines.orderId, [from.id, to.id]), eq(orderLines.packageVersionId, bag.packageVersionId)))
    .orderBy(orderLines.id)
    .for("update");
  const [given, taken] = [lines.find((l) => l.orderId === from.id), lines.find((l) => l.orderId === to.id)];
  if (!given || !taken || !CAN_TAKE_BAG.includes(to.state) || missingBags(taken) === 0)
    throw new AppError("refused", { kind: "not_short" });
  return { bag, from, to, given, taken };
}

async function changeHands(tx: ActTx, { bag, to, given, taken }: Gift): Promise<void> {
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
}

/** The first home gets its price back; the second pays what it had been credited. */
async function settle(tx: ActTx, { from, to, given }: Gift, priceFen: Fen): Promise<void> {
  const where = (o: Order) => ({ cycleId: o.cycleId, orderId: o.id, householdId: o.householdId, gridId: o.gridId });
  await post(tx, [
    { ...where(from), posting: creditOrder(from.householdId, given.priceFen) },
    ...(priceFen > 0
      ? [
          {
            ...where(to),
            posting: unwrap(chargeOrder(to.householdId, [{ amountFen: priceFen, stock: "paid" as const }])),
          },
        ]
      : []),
  ]);
  for (const [order, fenMore] of [
    [from, -given.priceFen],
    [to, priceFen],
  ] as const)
    await tx
      .update(householdOrders)
      .set({ totalFen: fen(order.totalFen + fenMore) })
      .where(eq(householdOrders.id, order.id));
  await followMoney(tx, [from.id, to.id]);
}
