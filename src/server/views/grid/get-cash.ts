import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { CashView } from "#contract/grid.ts";
import type { PeopleView } from "#contract/grid-homes.ts";
import { listCashInBox } from "#db/queries/cash-in-box.ts";
import { readDueByOrder } from "#db/queries/owed-by-order.ts";
import { buildings, householdOrders, households, persons } from "#db/schema/index.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { CASH_ORDER_STATES } from "#domain/orders/household-order.ts";
import { ASKED_STATES } from "#domain/orders/payment.ts";
import { maskName } from "#domain/places/masking.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { pickGrid } from "./grid-in-hand.ts";

/** The box: what is in it and from whom, and which homes still owe for bags that are on their way or were delivered. */
export async function getCash(ctx: Ctx, gridId?: string): Promise<CashView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const worker = ctx.actor.userId;
    const box = worker ? await listCashInBox(tx, worker) : [];
    const rows = await tx
      .select({ o: householdOrders, building: buildings.number, unit: households.unit, room: households.room })
      .from(householdOrders)
      .innerJoin(households, eq(households.id, householdOrders.householdId))
      .innerJoin(buildings, eq(buildings.id, households.buildingId))
      .where(
        and(
          eq(householdOrders.gridId, grid.gridId),
          inArray(householdOrders.payment, [...ASKED_STATES]),
          inArray(householdOrders.state, [...CASH_ORDER_STATES]),
        ),
      )
      .orderBy(asc(buildings.number), asc(households.unit), asc(households.floor), asc(households.room));
    const due = await readDueByOrder(
      tx,
      rows.map((r) => r.o.id),
    );
    const doors = box.length
      ? await tx
          .select({ id: households.id, building: buildings.number, unit: households.unit, room: households.room })
          .from(households)
          .innerJoin(buildings, eq(buildings.id, households.buildingId))
          .where(
            inArray(
              households.id,
              box.map((c) => c.householdId),
            ),
          )
      : [];
    const doorOf = new Map(doors.map(({ id, ...door }) => [id, door]));
    const [banked] = await tx.execute<{ fen: string | null }>(sql`
      SELECT -sum(e.amount_fen) AS fen FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
      WHERE a.kind = 'cash_box' AND a.owner_id = ${worker}::uuid AND e.kind = 'bank' AND (e.at AT TIME ZONE 'Asia/Shanghai')::date = ${toServiceDay(tx.at)}::date`);
    return {
      grid,
      boxFen: box.reduce((sum, c) => sum + c.amountFen, 0),
      inBox: box.map((c) => ({
        orderId: c.orderId,
        door: doorOf.get(c.householdId) ?? { building: 0, unit: 0, room: "" },
        amountFen: c.amountFen,
        atMs: c.at,
      })),
      owed: rows.flatMap(({ o, ...door }) => {
        const amountFen = due.get(o.id) ?? 0;
        return amountFen > 0 ? [{ orderId: o.id, householdId: o.householdId, door, amountFen }] : [];
      }),
      bankedTodayFen: Number(banked?.fen ?? 0),
    };
  });
}

/** People who asked to belong to a home and wait for the worker's word. Their own name is shown whole: it is what he checks. */
export async function listPeople(ctx: Ctx, gridId?: string): Promise<PeopleView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const rows = await tx
      .select({ p: persons, building: buildings.number, unit: households.unit, room: households.room })
      .from(persons)
      .innerJoin(households, eq(households.id, persons.householdId))
      .innerJoin(buildings, eq(buildings.id, households.buildingId))
      .where(and(eq(persons.gridId, grid.gridId), eq(persons.state, "requested")))
      .orderBy(asc(persons.createdAt));
    const homes = rows.map((r) => r.p.householdId);
    const known = homes.length
      ? await tx
          .select()
          .from(persons)
          .where(and(inArray(persons.householdId, homes), eq(persons.state, "verified")))
      : [];
    return {
      grid,
      waiting: rows.map(({ p, building, unit, room }) => ({
        personId: p.id,
        name: p.name,
        phone: p.phoneMasked,
        kind: p.kind,
        householdId: p.householdId,
        door: { building, unit, room },
        atMs: p.createdAt,
        others: known.filter((k) => k.householdId === p.householdId).map((k) => maskName(k.name)),
      })),
    };
  });
}
