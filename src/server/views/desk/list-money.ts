import { sql } from "drizzle-orm";
import { type CashBox, type CashDifference, MONEY_TOTALS, type MoneyRow, type MoneyView } from "#contract/money.ts";
import type { Tx } from "#db/client.ts";
import { getMoney, type MoneyOfMany, readOrderMoney, sumOrderMoney } from "#db/queries/order-money.ts";
import type { CycleId, OrderId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay, type ServiceDay } from "#domain/kernel/time.ts";
import { OPEN_PAYMENT_STATES, WAITING_FOR_DESK_STATES } from "#domain/orders/payment.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

type Row = {
  readonly id: OrderId;
  readonly number: number;
  readonly cycle: number;
  readonly day: ServiceDay;
  readonly name: Names;
  readonly payment: MoneyRow["state"];
  readonly cancelled: boolean;
  readonly since: string;
};

/** What of a group of orders each total adds up. */
const FEN_OF: Readonly<Record<(typeof MONEY_TOTALS)[number], (m: MoneyOfMany) => number>> = {
  to_pay: (m) => m.dueFen,
  being_checked: (m) => m.saidFen,
  comes_back: (m) => (m.saidFen > 0 ? 0 : m.backFen),
  received: (m) => m.receivedFen,
  paid_back: (m) => m.paidBackFen,
};

/** Payments to be found on the statement and refunds to be made, the oldest first: order numbers and places, no homes. */
export async function listMoney(ctx: Ctx): Promise<MoneyView> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const rows = await tx.execute<Row>(sql`
      SELECT o.id, o.number, c.number AS cycle, c.delivery_day::text AS day, p.name, o.payment, o.state = 'cancelled' AS cancelled,
        coalesce(s.said_at, o.changed_at) AS since
      FROM household_orders o JOIN cycles c ON c.id = o.cycle_id JOIN communities p ON p.id = o.community_id
        LEFT JOIN payment_claims s ON s.order_id = o.id AND s.found_fen IS NULL
      WHERE o.payment IN ${WAITING_FOR_DESK_STATES} ORDER BY since, o.number`);
    const money = await readOrderMoney(
      tx,
      rows.map((r) => r.id),
    );
    const groups = await sumOpenMoney(tx);
    return {
      rows: rows.map((r) => {
        const m = getMoney(money, r.id);
        return {
          orderId: r.id,
          number: r.number,
          deliveryDayMs: atServiceDay(r.day, 0),
          cycle: r.cycle,
          place: r.name,
          state: r.payment,
          cancelled: r.cancelled,
          amountFen: r.payment === "claimed" ? m.saidFen : m.backFen,
          openFen: m.openFen,
          backBy: m.backBy,
          sinceMs: Date.parse(r.since),
        };
      }),
      sums: MONEY_TOTALS.map((total) => {
        const mine = groups.filter((m) => FEN_OF[total](m) > 0);
        return {
          total,
          orders: mine.reduce((n, m) => n + m.orders, 0),
          totalFen: mine.reduce((n, m) => n + FEN_OF[total](m), 0),
        };
      }),
      boxes: await listBoxes(tx),
      differences: await listDifferences(tx),
      nowMs: tx.at,
    };
  });
}

/** All orders of the cycles that are not settled, and of those that are the ones with something open. */
async function sumOpenMoney(tx: Tx): Promise<MoneyOfMany[]> {
  const live = await tx.execute<{ id: CycleId; over: boolean }>(sql`
    SELECT c.id, c.state IN ('settled', 'archived') AS over FROM cycles c WHERE c.state NOT IN ('settled', 'archived')
      OR EXISTS (SELECT FROM household_orders o WHERE o.cycle_id = c.id AND o.payment IN ${OPEN_PAYMENT_STATES})`);
  const of = (over: boolean) => live.filter((c) => c.over === over).map((c) => c.id);
  return [
    ...(await sumOrderMoney(tx, of(false))),
    ...(await sumOrderMoney(tx, of(true), sql`o.payment IN ${OPEN_PAYMENT_STATES}`)),
  ];
}

/** Every box that holds something, whoever has it, with the grid that most of its cash was taken in. */
async function listBoxes(tx: Tx): Promise<CashBox[]> {
  const rows = await tx.execute<{
    name: string;
    place: Names;
    grid: number;
    fen: string;
    since: string;
    duty: boolean;
  }>(sql`
    WITH held AS (
      SELECT a.owner_id, e.order_id, max(e.grid_id::text)::uuid AS grid_id, sum(e.amount_fen) AS fen, min(e.at) AS since FROM ledger_entries e
      JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'cash_box' GROUP BY 1, 2 HAVING sum(e.amount_fen) <> 0
    ), boxes AS (SELECT owner_id, mode() WITHIN GROUP (ORDER BY grid_id) AS grid_id, sum(fen) AS fen, min(since) AS since FROM held GROUP BY 1)
    SELECT u.name, c.name AS place, g.number AS grid, b.fen, b.since,
      EXISTS (SELECT FROM assignments s WHERE s.user_id = u.id AND s.role = 'GW' AND s."from" <= app_now() AND (s."to" IS NULL OR s."to" > app_now())) AS duty
    FROM boxes b JOIN users u ON u.id = b.owner_id JOIN grids g ON g.id = b.grid_id JOIN communities c ON c.id = g.community_id
    WHERE b.fen <> 0 ORDER BY b.since LIMIT 200`);
  return rows.map((r) => ({
    name: r.name,
    place: r.place,
    grid: r.grid,
    amountFen: Number(r.fen),
    sinceMs: Date.parse(r.since),
    onDuty: r.duty,
  }));
}

/** Cash boxes of the last month that were banked with another amount than the books said. */
async function listDifferences(tx: Tx): Promise<CashDifference[]> {
  const rows = await tx.execute<{
    id: string;
    place: Names;
    grid: number;
    fen: string;
    reason: string | null;
    at: string;
  }>(sql`
    SELECT e.seq AS id, c.name AS place, g.number AS grid, e.data->>'missingFen' AS fen, e.reason, e.at
    FROM audit_events e JOIN grids g ON g.id = (e.data->>'gridId')::uuid JOIN communities c ON c.id = g.community_id
    WHERE e.subject = 'cash_box' AND e.kind = 'cash_box.banked' AND e.data->>'missingFen' <> '0' AND e.at > app_now() - interval '30 days'
    ORDER BY e.seq DESC LIMIT 50`);
  return rows.map((r) => ({
    id: Number(r.id),
    place: r.place,
    grid: r.grid,
    missingFen: Number(r.fen),
    reason: r.reason ?? "",
    atMs: Date.parse(r.at),
  }));
}
