import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { CashView } from "#contract/grid.ts";
import type { PeopleView } from "#contract/grid-homes.ts";
import { homesInBox, listCashInBox, sumOfBox } from "#db/queries/cash-in-box.ts";
import { listCashParts } from "#db/queries/cash-receipts.ts";
import { buildings, cycles, households, persons } from "#db/schema/index.ts";
import { atServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { PAYMENT } from "#domain/orders/payment.ts";
import { maskName } from "#domain/places/masking.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { pickGrid } from "./grid-in-hand.ts";
import { listGridMoney } from "./grid-money.ts";

const NO_DOOR = { building: "", unit: 0, room: "" };

/** The box: what is in it and from whom, which homes still owe, and which get money back. */
export async function getCash(ctx: Ctx, gridId?: string): Promise<CashView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const worker = ctx.actor.userId;
    const box = worker ? await listCashInBox(tx, worker) : [];
    const parts = worker ? await listCashParts(tx, worker, "several") : [];
    const homes = [...box, ...parts].map((c) => c.householdId);
    const doors = homes.length
      ? await tx
          .select({ id: households.id, building: buildings.name, unit: households.unit, room: households.room })
          .from(households)
          .innerJoin(buildings, eq(buildings.id, households.buildingId))
          .where(inArray(households.id, homes))
      : [];
    const doorOf = new Map(doors.map(({ id, ...door }) => [id, door]));
    const days = box.length
      ? await tx
          .select({ id: cycles.id, day: cycles.deliveryDay })
          .from(cycles)
          .where(
            inArray(
              cycles.id,
              box.map((c) => c.cycleId),
            ),
          )
      : [];
    const dayOf = new Map(days.map((c) => [c.id, atServiceDay(c.day, 0)]));
    const [banked] = await tx.execute<{ fen: string | null }>(sql`
      SELECT sum(e.amount_fen) AS fen FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
      WHERE a.kind = 'escrow' AND e.by = ${worker}::uuid AND e.kind IN ('bank', 'difference') AND (e.at AT TIME ZONE 'Asia/Shanghai')::date = ${toServiceDay(tx.at)}::date`);
    return {
      grid,
      boxFen: sumOfBox(box),
      boxHomes: homesInBox(box),
      inBox: box.map((c) => ({
        orderId: c.orderId,
        door: doorOf.get(c.householdId) ?? NO_DOOR,
        dayMs: dayOf.get(c.cycleId) ?? c.at,
        amountFen: c.amountFen,
        atMs: c.at,
      })),
      // What was banked is in nobody's box: its receipt is of yesterday.
      together: [...Map.groupBy(parts, (p) => p.receiptId)]
        .filter(([, mine]) => mine.some((p) => p.inBoxFen > 0))
        .map(([receiptId, mine]) => ({
          receiptId,
          atMs: Math.max(...mine.map((p) => p.at)),
          amountFen: mine.reduce((n, p) => n + p.amountFen, 0),
          doors: mine.map((p) => doorOf.get(p.householdId) ?? NO_DOOR),
          mayTakeBack: mine.every((p) => PAYMENT.guards.cash_in_box_still(p)),
        })),
      ...(await listGridMoney(tx, grid.gridId)),
      bankedTodayFen: Number(banked?.fen ?? 0),
    };
  });
}

/** People who asked to belong to a home and wait for the worker's word. Their own name is shown whole: it is what he checks. */
export async function listPeople(ctx: Ctx, gridId?: string): Promise<PeopleView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const rows = await tx
      .select({ p: persons, building: buildings.name, unit: households.unit, room: households.room })
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
