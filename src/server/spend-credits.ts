import { sql } from "drizzle-orm";
import { anyId } from "#db/queries/any-of.ts";
import { readHomeCredits } from "#db/queries/home-credits.ts";
import { getMoney, type MoneyOfOrder } from "#db/queries/order-money.ts";
import type { CycleId, GridId, HouseholdId, LedgerAccountId, OrderId } from "#domain/kernel/ids.ts";
import { moveCredit } from "#domain/ledger/home-credit.ts";
import { spendCredit } from "#domain/ledger/ledger.ts";
import { type OrderState, UNLOCKED_ORDER_STATES } from "#domain/orders/household-order.ts";
import type { ActTx, View } from "./act.ts";
import { post } from "./post.ts";

type Order = {
  readonly id: OrderId;
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly cycleId: CycleId;
  readonly state: OrderState;
  readonly accountId: LedgerAccountId;
};

/** Of these orders those whose homes were ever given a credit, the first placed first. Read with the system's eyes. */
export async function listOrdersWithCredit(tx: View, orderIds: readonly OrderId[]): Promise<Order[]> {
  return tx.execute<Order>(sql`
    SELECT o.id, o.household_id AS "householdId", o.grid_id AS "gridId", o.cycle_id AS "cycleId", o.state, a.id AS "accountId"
    FROM household_orders o JOIN ledger_accounts a ON a.owner_id = o.household_id AND a.kind = 'home_credit'
    WHERE o.id = ${anyId(orderIds)} ORDER BY o.placed_at, o.id`);
}

/**
 * Books what orders use of their homes' credits, and what they give back, after something about their money has changed.
 * A home's credit is locked meanwhile, so that two of its orders never use the same fen.
 * @param money of all orders whose money changed, as it stands @returns the orders whose books this changed
 */
export async function spendCredits(tx: ActTx, money: ReadonlyMap<OrderId, MoneyOfOrder>): Promise<OrderId[]> {
  const orders = await listOrdersWithCredit(tx, [...money.keys()]);
  if (orders.length === 0) return [];
  const accounts = anyId(orders.map((o) => o.accountId));
  await tx.execute(sql`SELECT id FROM ledger_accounts WHERE id = ${accounts} ORDER BY id FOR NO KEY UPDATE`);
  const left = await readHomeCredits(
    tx,
    orders.map((o) => o.householdId),
  );
  const booked = [...Map.groupBy(orders, (o) => o.householdId)].flatMap(([householdId, own]) => {
    const moved = moveCredit(
      left.get(householdId) ?? 0,
      own.map((o) => {
        const { payment, owedFen, creditFen } = getMoney(money, o.id);
        const charged = o.state !== "cancelled" && !UNLOCKED_ORDER_STATES.includes(o.state);
        return { id: o, charged, payment, owedFen, usedFen: creditFen };
      }),
    );
    return moved.map(({ id: { id: orderId, cycleId, gridId }, amountFen }) => ({
      posting: spendCredit(householdId, amountFen),
      cycleId,
      orderId,
      householdId,
      gridId,
    }));
  });
  await post(tx, booked);
  return booked.map((b) => b.orderId);
}
