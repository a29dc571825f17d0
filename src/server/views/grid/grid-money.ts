import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { CashBackRow, OwedRow } from "#contract/grid.ts";
import type { Tx } from "#db/client.ts";
import { readOrderMoney } from "#db/queries/order-money.ts";
import { buildings, cycles, householdOrders, households } from "#db/schema/index.ts";
import type { GridId } from "#domain/kernel/ids.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { CASH_ORDER_STATES } from "#domain/orders/household-order.ts";
import { OPEN_PAYMENT_STATES } from "#domain/orders/payment.ts";

/**
 * The homes of a grid that still owe for an order, whose bags are near first, and those that get money back; both in the
 * order of the doors. Whatever a grid worker's screens say about money is counted from these rows.
 */
export async function listGridMoney(tx: Tx, gridId: GridId): Promise<{ owed: OwedRow[]; back: CashBackRow[] }> {
  const rows = await tx
    .select({
      o: householdOrders,
      day: cycles.deliveryDay,
      building: buildings.name,
      unit: households.unit,
      room: households.room,
    })
    .from(householdOrders)
    .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
    .innerJoin(households, eq(households.id, householdOrders.householdId))
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .where(and(eq(householdOrders.gridId, gridId), inArray(householdOrders.payment, [...OPEN_PAYMENT_STATES])))
    .orderBy(
      asc(cycles.deliveryDay),
      asc(buildings.number),
      asc(households.unit),
      desc(households.floor),
      asc(households.room),
    );
  const money = await readOrderMoney(
    tx,
    rows.map((r) => r.o.id),
  );
  const owed: OwedRow[] = [];
  const back: CashBackRow[] = [];
  for (const { o, day, ...door } of rows) {
    const m = money.get(o.id);
    const row = { orderId: o.id, householdId: o.householdId, cycleId: o.cycleId, dayMs: atServiceDay(day, 0), door };
    if (m && m.dueFen > 0) owed.push({ ...row, amountFen: m.dueFen, near: CASH_ORDER_STATES.includes(o.state) });
    // What is still being looked for decides first what comes back.
    if (m?.backBy && m.saidFen === 0) back.push({ ...row, amountFen: m.backFen, by: m.backBy });
  }
  return { owed: [...owed.filter((r) => r.near), ...owed.filter((r) => !r.near)], back };
}
