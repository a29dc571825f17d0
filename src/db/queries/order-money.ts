import { type SQL, sql } from "drizzle-orm";
import type { OrderId } from "#domain/kernel/ids.ts";
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
 */
const sumsOf = (where: SQL) => sql`
  SELECT o.id, o.payment, o.community_id, coalesce(b.cost, 0) + CASE WHEN o.state = 'cancelled' THEN 0
      WHEN b.charged IS NOT TRUE OR o.state IN ${UNLOCKED_ORDER_STATES} THEN o.total_fen ELSE 0 END AS cost,
    coalesce(b.cash, 0) AS cash, coalesce(b.transfer, 0) AS transfer, coalesce(b.waived, 0) AS waived,
    coalesce(b.handed_back, 0) AS "handedBack", coalesce(b.sent_back, 0) AS "sentBack", coalesce(p.said, 0) AS said
  FROM household_orders o LEFT JOIN LATERAL (
    SELECT sum(e.amount_fen) FILTER (WHERE e.kind IN ('charge', 'credit')) AS cost, bool_or(e.kind = 'charge') AS charged,
      -sum(e.amount_fen) FILTER (WHERE e.kind = 'cash') AS cash, -sum(e.amount_fen) FILTER (WHERE e.kind = 'payment') AS transfer,
      -sum(e.amount_fen) FILTER (WHERE e.kind = 'waive') AS waived,
      sum(e.amount_fen) FILTER (WHERE e.kind = 'hand_back') AS handed_back, sum(e.amount_fen) FILTER (WHERE e.kind = 'refund') AS sent_back
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'household' WHERE e.order_id = o.id
  ) b ON true LEFT JOIN LATERAL (
    SELECT sum(c.said_fen) AS said FROM payment_claims c WHERE c.order_id = o.id AND c.found_fen IS NULL
  ) p ON true WHERE ${where}`;

const toSums = (r: Row): MoneySums => ({
  cost: Number(r.cost),
  cash: Number(r.cash),
  transfer: Number(r.transfer),
  waived: Number(r.waived),
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
  const rows = await tx.execute<Row & { id: OrderId }>(sumsOf(sql`o.id = ${anyId(orderIds)}`));
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
 * What orders come to together. Those that owe and those that get money back are added apart, as one home's refund never
 * pays for another's order.
 * @param where a condition on `o`, an order
 */
export async function sumOrderMoney(tx: Pick<Tx, "execute">, where: SQL): Promise<MoneyOfMany[]> {
  const owed = sql`x.cost - x.cash - x.transfer - x.waived + x."handedBack" + x."sentBack"`;
  const rows = await tx.execute<Row & { community: string; orders: number }>(sql`
    SELECT x.payment, x.community_id AS community, count(*)::int AS orders, sum(x.cost) AS cost, sum(x.cash) AS cash, sum(x.transfer) AS transfer,
      sum(x.waived) AS waived, sum(x."handedBack") AS "handedBack", sum(x."sentBack") AS "sentBack", sum(x.said) AS said
    FROM (${sumsOf(where)}) x GROUP BY x.payment, x.community_id, sign(${owed}), sign(${owed} - x.said)`);
  return rows.map((r) => {
    const sums = toSums(r);
    const { community: communityId, orders, payment } = r;
    return { ...orderMoney(sums), communityId, orders, payment, owedFen: owedFen(sums) };
  });
}
