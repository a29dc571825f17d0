import { randomUUID } from "node:crypto";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { DeclareShortInput } from "#contract/supply.ts";
import { bagSubstitutions, bags, batches, batchLines, items, packageLines, shortageNotices } from "#db/schema/index.ts";
import type { BagId, CycleId, OrderId } from "#domain/kernel/ids.ts";
import { fen, ZERO_FEN } from "#domain/kernel/money.ts";
import { AT_STORE_BAG_STATES, IN_STORE_BAG_STATES } from "#domain/supply/bag.ts";
import { priceSubstitution } from "#domain/supply/substitution.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { BATCHES } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { followBags } from "../../move-bags.ts";
import { record } from "../../record.ts";
import { type Credit, creditOrders } from "../money/credit-orders.ts";

/**
 * A store says what will be missing before the batch is loaded: whole bags, which are then short for their homes with
 * the reason, or an item that another replaces inside the bags at no more than its price; the difference is credited,
 * once for each bag and item.
 * @throws AppError `not_found`, `refused` with `more_than_open`, `unit_mismatch`, `dearer` or the domain's reason
 */
export async function declareShort(ctx: Ctx, input: DeclareShortInput): Promise<{ homes: number; refundFen: number }> {
  // Homes and books are behind what a store sees: whose batch it is, is checked by hand.
  return act(ctx, (store) =>
    store.seeingAll(async (tx) => {
      const [batch] = await tx.select().from(batches).where(eq(batches.id, input.batchId)).for("update");
      if (!batch || !tx.actor.supermarkets.includes(batch.supermarketId)) throw new AppError("not_found");
      const { reason } = input;
      await moveOne(tx, BATCHES, batch, "declare_short", { reason }, { reason });
      const open = await takeOpen(tx, input);
      return input.kind === "bags"
        ? shortBags(tx, input, open, batch.cycleId)
        : substitute(tx, input, open, batch.cycleId);
    }),
  );
}

type OpenBag = { id: BagId; orderId: OrderId };

/** The bags that a declaration touches: last doors first, and none in which the item was exchanged before. @throws AppError `refused` with `more_than_open` */
async function takeOpen(tx: ActTx, input: DeclareShortInput): Promise<OpenBag[]> {
  const open = await tx
    .select({ id: bags.id, orderId: bags.orderId })
    .from(bags)
    .where(
      and(
        eq(bags.batchId, input.batchId),
        eq(bags.packageVersionId, input.packageVersionId),
        inArray(bags.state, [...AT_STORE_BAG_STATES]),
        input.kind === "item"
          ? sql`NOT EXISTS (SELECT FROM bag_substitutions x WHERE x.bag_id = ${bags.id} AND x.item_id = ${input.itemId})`
          : undefined,
      ),
    )
    // Last doors first: those who wait behind in the walk go without before those in front.
    .orderBy(desc(bags.number))
    .limit(input.bags);
  if (open.length < input.bags) throw new AppError("refused", { kind: "more_than_open", left: open.length });
  return open;
}

async function shortBags(
  tx: ActTx,
  input: Extract<DeclareShortInput, { kind: "bags" }>,
  open: readonly OpenBag[],
  cycleId: CycleId,
) {
  const ids = open.map((b) => b.id);
  const list = `{${ids.join(",")}}`;
  const packed = await tx
    .select({ id: bags.id })
    .from(bags)
    .where(and(inArray(bags.id, ids), inArray(bags.state, [...IN_STORE_BAG_STATES])));
  if (packed.length > 0) throw new AppError("refused", { kind: "repack_first", bags: packed.length });
  // A bag that was never packed never existed: it leaves the record of bags and stands as short in its line. What its
  // home was credited for an exchanged item is part of the price that it gets back now.
  const credits = await tx.execute<Credit>(sql`WITH given AS (
      SELECT b.order_line_id, sum(x.refund_fen) AS fen FROM bag_substitutions x JOIN bags b ON b.id = x.bag_id WHERE b.id = ANY (${list}::uuid[]) GROUP BY 1
    ), gone AS (DELETE FROM bags WHERE id = ANY (${list}::uuid[]) RETURNING order_line_id),
    tally AS (SELECT g.order_line_id, count(*)::int AS n, coalesce(max(given.fen), 0) AS given FROM gone g LEFT JOIN given USING (order_line_id) GROUP BY 1)
    UPDATE order_lines l SET shorted_pick = CASE WHEN l.packed IS NULL THEN coalesce(l.shorted_pick, 0) + t.n ELSE l.allocated - l.packed END,
      packed = CASE WHEN coalesce(l.shorted_pick, 0) + t.n = l.allocated THEN coalesce(l.packed, 0) ELSE l.packed END,
      short_reason = jsonb_build_object('short', ${input.reason}::text, 'outcome', 'at_store', 'bags', t.n)
    FROM tally t WHERE l.id = t.order_line_id RETURNING l.order_id, l.household_id, l.grid_id, t.n * l.price_fen - t.given AS amount`);
  await tx
    .update(batchLines)
    .set({ shorted: sql`coalesce(${batchLines.shorted}, 0) + ${ids.length}` })
    .where(and(eq(batchLines.batchId, input.batchId), eq(batchLines.packageVersionId, input.packageVersionId)));
  await tx.insert(shortageNotices).values({
    id: randomUUID(),
    cycleId,
    batchId: input.batchId,
    packageVersionId: input.packageVersionId,
    bags: ids.length,
    bagsTouched: ids.length,
    reason: input.reason,
    by: tx.actor.userId,
    at: tx.at,
  });
  await record(tx, {
    kind: "shortage.declared",
    subjectId: input.batchId,
    cycleId,
    reason: input.reason,
    data: { bags: ids.length },
  });
  const answer = await creditOrders(tx, cycleId, credits);
  await tx.as(SYSTEM, (all) => followBags(all, [...new Set(open.map((b) => b.orderId))]));
  return answer;
}

async function substitute(
  tx: ActTx,
  input: Extract<DeclareShortInput, { kind: "item" }>,
  touched: readonly OpenBag[],
  cycleId: CycleId,
) {
  const both = await tx
    .select()
    .from(items)
    .where(inArray(items.id, [input.itemId, input.substituteItemId]));
  const [from, to] = [both.find((i) => i.id === input.itemId), both.find((i) => i.id === input.substituteItemId)];
  const [line] = await tx
    .select()
    .from(packageLines)
    .where(and(eq(packageLines.packageVersionId, input.packageVersionId), eq(packageLines.itemId, input.itemId)));
  if (!from || !to || !line) throw new AppError("not_found");
  if (from.unit !== to.unit) throw new AppError("refused", { kind: "unit_mismatch" });
  const priceOf = (fenPerUnit: number) => fen(Math.round((fenPerUnit * line.tenths) / 10));
  if (to.priceFen > from.priceFen) throw new AppError("refused", { kind: "dearer" });
  const { refundFen } = priceSubstitution(priceOf(from.priceFen), priceOf(to.priceFen), 1);
  const noticeId = randomUUID();
  await tx.insert(shortageNotices).values({
    id: noticeId,
    cycleId,
    batchId: input.batchId,
    packageVersionId: input.packageVersionId,
    itemId: input.itemId,
    substituteItemId: input.substituteItemId,
    substituteTenths: line.tenths,
    refundFenPerBag: refundFen,
    bagsTouched: touched.length,
    reason: input.reason,
    by: tx.actor.userId,
    at: tx.at,
  });
  await record(tx, {
    kind: "shortage.substituted",
    subjectId: input.batchId,
    cycleId,
    reason: input.reason,
    data: { item: input.itemId, instead: input.substituteItemId, bags: touched.length },
  });
  await tx
    .insert(bagSubstitutions)
    .values(touched.map((b) => ({ bagId: b.id, itemId: input.itemId, noticeId, refundFen })));
  const perOrder = new Map<OrderId, number>();
  for (const { orderId } of touched) perOrder.set(orderId, (perOrder.get(orderId) ?? 0) + 1);
  if (refundFen === ZERO_FEN) return { homes: perOrder.size, refundFen: 0 };
  const credits =
    await tx.execute<Credit>(sql`SELECT o.id AS order_id, o.household_id, o.grid_id, t.n * ${refundFen}::bigint AS amount FROM household_orders o
    JOIN jsonb_to_recordset(${JSON.stringify([...perOrder].map(([order, n]) => ({ order, n })))}::jsonb) AS t ("order" uuid, n int) ON t."order" = o.id`);
  return creditOrders(tx, cycleId, credits);
}
