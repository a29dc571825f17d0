import { type SQL, sql } from "drizzle-orm";
import type { CycleId, OrderId } from "#domain/kernel/ids.ts";
import { type MoneySums, type OrderMoney, orderMoney, owedFen } from "#domain/ledger/order-money.ts";
import { UNLOCKED_ORDER_STATES } from "#domain/orders/household-order.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import type { Tx } from "../client.ts";
import { anyId } from "./any-of.ts";

/** One order's money: every figure of money on any screen comes from here, through `orderMoney`. */
export type MoneyOfOrder = OrderMoney & { readonly payment: PaymentState; readonly owedFen: number };

type Row = { readonly [S in keyof MoneySums]: string } & { readonly payment: PaymentState };

/**
 * Orders `o` with their sums in fen. Until its sheet is frozen an order is not in the books yet (or not any more, when
 * the sheet was thawed), so its price is added to what they say; a cancelled one costs nothing beyond them.
 * @param where a condition on `o` @param of the same orders as a condition on the entries and claims of theirs, `x`
 */
const sumsOf = (where: SQL, of: SQL) => sql`
  SELECT o.id, o.payment, o.community_id, coalesce(b.cost, 0) + CASE WHEN o.state = 'cancelled' THEN 0
      WHEN b.charged IS NOT TRUE OR o.state IN ${UNLOCKED_ORDER_STATES} THEN o.total_fen ELSE 0 END AS cost,
    coalesce(b.cash, 0) AS cash, coalesce(b.transfer, 0) AS transfer, coalesce(b.waived, 0) AS waived, coalesce(b.credit, 0) AS credit,
    coalesce(b.handed_back, 0) AS "handedBack", coalesce(b.sent_back, 0) AS "sentBack", coalesce(p.said, 0) AS said
  FROM household_orders o LEFT JOIN (
    SELECT x.order_id, sum(x.amount_fen) FILTER (WHERE x.kind IN ('charge', 'credit')) AS cost, bool_or(x.kind = 'charge') AS charged,
      -sum(x.amount_fen) FILTER (WHERE x.kind = 'cash') AS cash, -sum(x.amount_fen) FILTER (WHERE x.kind = 'payment') AS transfer,
      -sum(x.amount_fen) FILTER (WHERE x.kind = 'waive') AS waived, -sum(x.amount_fen) FILTER (WHERE x.kind = 'credit_used') AS credit,
      sum(x.amount_fen) FILTER (WHERE x.kind = 'hand_back') AS handed_back, sum(x.amount_fen) FILTER (WHERE x.kind = 'refund') AS sent_back
    FROM ledger_entries x JOIN ledger_accounts a ON a.id = x.account_id AND a.kind = 'household' WHERE ${of} GROUP BY x.order_id
  ) b ON b.order_id = o.id LEFT JOIN (
    SELECT x.order_id, sum(x.said_fen) AS said FROM payment_claims x WHERE ${of} AND x.found_fen IS NULL GROUP BY x.order_id
  ) p ON p.order_id = o.id WHERE ${where}`;

const toSums = (r: Row): MoneySums => ({
  cost: Number(r.cost),
  cash: Number(r.cash),
  transfer: Number(r.transfer),
  waived: Number(r.waived),
  credit: Number(r.credit),
  handedBack: Number(r.handedBack),
  sentBack: Number(r.sentBack),
  said: Number(r.said),
});

/** The money of these orders, as far as the reader may see them. */
export async function readOrderMoney(
  tx: Pick<Tx, "execute">,
  orderIds: readonly OrderId[],
): Promise<Map<OrderId, MoneyOfOrder>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.execute<Row & { id: OrderId }>(
    sumsOf(sql`o.id = ${anyId(orderIds)}`, sql`x.order_id = ${anyId(orderIds)}`),
  );
  return new Map(
    rows.map((r) => {
      const sums = toSums(r);
      return [r.id, { ...orderMoney(sums), payment: r.payment, owedFen: owedFen(sums) }];
    }),
  );
}

/** Of orders whose money was read, the one that must be among them. */
export function getMoney(money: ReadonlyMap<OrderId, MoneyOfOrder>, orderId: OrderId): MoneyOfOrder {
  const found = money.get(orderId);
  if (!found) throw new Error(`order ${orderId} has no money`);
  return found;
}

/** The sums of many orders by community and payment state: figures are the orders' own, added up. */
export type MoneyOfMany = MoneyOfOrder & { readonly communityId: string; readonly orders: number };

/**
 * What the orders of cycles come to together. Those that owe and those that get money back are added apart, as one home's
 * refund never pays for another's order.
 * @param those a condition on `o`, an order, where not all are meant
 */
export async function sumOrderMoney(
  tx: Pick<Tx, "execute">,
  cycleIds: readonly CycleId[],
  those: SQL = sql`true`,
): Promise<MoneyOfMany[]> {
  const owed = sql`m.cost - m.cash - m.transfer - m.waived - m.credit + m."handedBack" + m."sentBack"`;
  const ofCycles = sumsOf(sql`o.cycle_id = ${anyId(cycleIds)} AND (${those})`, sql`x.cycle_id = ${anyId(cycleIds)}`);
  const rows = await tx.execute<Row & { community: string; orders: number }>(sql`
    SELECT m.payment, m.community_id AS community, count(*)::int AS orders, sum(m.cost) AS cost, sum(m.cash) AS cash, sum(m.transfer) AS transfer,
      sum(m.waived) AS waived, sum(m.credit) AS credit, sum(m."handedBack") AS "handedBack", sum(m."sentBack") AS "sentBack", sum(m.said) AS said
    FROM (${ofCycles}) m GROUP BY m.payment, m.community_id, sign(${owed}), sign(${owed} - m.said)`);
  return rows.map((r) => {
    const sums = toSums(r);
    const { community: communityId, orders, payment } = r;
    return { ...orderMoney(sums), communityId, orders, payment, owedFen: owedFen(sums) };
  });
}
