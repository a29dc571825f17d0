import { and, asc, desc, eq, inArray, ne } from "drizzle-orm";
import { z } from "zod";
import type {
  ClaimForHomeView,
  GridOrderLine,
  GridOrderView,
  HouseholdSheetView,
  ProxyOrderView,
} from "#contract/grid-homes.ts";
import type { ClaimView } from "#contract/resident.ts";
import { listLinesOfOrders } from "#db/queries/lines-of-orders.ts";
import { readLastByDoor } from "#db/queries/list-context.ts";
import { getMoney, readOrderMoney } from "#db/queries/order-money.ts";
import { listOutOfRound } from "#db/queries/out-of-round.ts";
import { readVisitCodes } from "#db/queries/visit-codes.ts";
import { buildings, cycles, householdOrders, households, lateRequests, persons } from "#db/schema/index.ts";
import type { CycleId, HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { mostFor } from "#domain/orders/by-heads.ts";
import { isTallying } from "#domain/orders/grid-sheet.ts";
import { canStill } from "#domain/orders/household-order.ts";
import { sameAgain } from "#domain/orders/same-again.ts";
import { judgeNewClaim, OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import { maskName } from "#domain/places/masking.ts";
import { look, type View } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { listClaimsOf } from "../resident/claims-of-order.ts";
import { offersOfCycle } from "../resident/offers-of-cycle.ts";
import { firstPersons } from "./get-door-walk.ts";
import { listTallyCycles, toRoundRef } from "./grid-in-hand.ts";
import { listDoorPhotos } from "./list-door-photos.ts";

const SHOWN_ORDERS = 6;

async function getHome(tx: View, householdId: string) {
  if (!z.guid().safeParse(householdId).success) throw new AppError("not_found");
  const [row] = await tx
    .select({ h: households, building: buildings.name })
    .from(households)
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .where(eq(households.id, householdId as HouseholdId));
  if (!row) throw new AppError("not_found");
  return { ...row.h, door: { building: row.building, unit: row.h.unit, room: row.h.room } };
}

/** The cycles from which a worker may still order for a home: open, or in the grace after the cut-off. */
async function listOrderable(
  tx: View,
  home: { id: HouseholdId; gridId: (typeof households.$inferSelect)["gridId"]; vacant: boolean },
) {
  const cycles = home.vacant ? [] : await listTallyCycles(tx, home.gridId);
  const tallied = cycles.filter((c) => isTallying({ now: tx.at, graceEndsAt: c.graceEndsAt, sheet: c.sheetState }));
  const open: typeof tallied = [];
  for (const c of tallied) if ((await listOutOfRound(tx, c.id, [home.gridId])).size === 0) open.push(c);
  if (open.length === 0) return [];
  const active = await tx
    .select({ id: householdOrders.id, cycleId: householdOrders.cycleId })
    .from(householdOrders)
    .where(
      and(
        inArray(
          householdOrders.cycleId,
          open.map((c) => c.id),
        ),
        eq(householdOrders.householdId, home.id),
        ne(householdOrders.state, "cancelled"),
      ),
    );
  return open.map((cycle) => ({ cycle, activeOrderId: active.find((o) => o.cycleId === cycle.id)?.id ?? null }));
}

/** One home as its grid worker may see it: names masked, needs, orders, money. @throws AppError `not_found` */
export async function getHouseholdSheet(ctx: Ctx, householdId: string): Promise<HouseholdSheetView> {
  return look(ctx, async (tx) => {
    const home = await getHome(tx, householdId);
    const people = await tx
      .select()
      .from(persons)
      .where(and(eq(persons.householdId, home.id), eq(persons.state, "verified")))
      .orderBy(asc(persons.createdAt));
    const orderable = await listOrderable(tx, home);
    return {
      nowMs: tx.at,
      householdId: home.id,
      gridId: home.gridId,
      buildingId: home.buildingId,
      door: home.door,
      size: home.size,
      heads: home.heads,
      vacant: home.vacant,
      tags: home.tags,
      needsInvented: home.needsFrom === "invented",
      joinCode: home.joinCode,
      persons: people.map((p) => ({
        personId: p.id,
        name: maskName(p.name),
        phone: p.phoneMasked,
        hasPhone: p.userId !== null,
        kind: p.kind,
      })),
      orders: await ordersOf(tx, ctx, home.id),
      mayOrder: orderable.filter((o) => !o.activeOrderId).map((o) => toRoundRef(o.cycle)),
    };
  });
}

async function ordersOf(tx: View, ctx: Ctx, householdId: HouseholdId): Promise<GridOrderView[]> {
  const rows = await tx
    .select({ o: householdOrders, c: cycles })
    .from(householdOrders)
    .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
    .where(eq(householdOrders.householdId, householdId))
    .orderBy(desc(cycles.number), desc(householdOrders.placedAt))
    .limit(SHOWN_ORDERS);
  const ids = rows.map((r) => r.o.id);
  const [lines, money, codes] = [await linesOf(tx, ids), await readOrderMoney(tx, ids), await readVisitCodes(tx, ids)];
  const taken = await listDoorPhotos(tx, ids);
  const claims = new Map<OrderId, ClaimView[]>();
  for (const { o } of rows) claims.set(o.id, await listClaimsOf(tx, o));
  return rows.map(({ o, c }) => {
    const said = claims.get(o.id) ?? [];
    const times = { role: ctx.actor.role, now: tx.at, cutOffAt: c.cutOffAt, graceEndsAt: c.graceEndsAt };
    const may = (act: "revise" | "cancel") => canStill(act, o.state, times);
    const mine = getMoney(money, o.id);
    return {
      orderId: o.id,
      cycleId: o.cycleId,
      revision: o.revision,
      state: o.state,
      turnedDown: o.payment === "rejected",
      money: mine,
      channel: o.channel,
      totalFen: o.totalFen,
      note: o.note,
      pickupCode: codes.get(o.id) ?? o.pickupCode,
      reviewReasons: o.reviewReasons,
      deliveryDayMs: atServiceDay(c.deliveryDay, 0),
      placedMs: o.placedAt,
      lines: lines.get(o.id) ?? [],
      mayChange: may("revise"),
      mayCancel: may("cancel"),
      mayTakeCash: o.state !== "cancelled",
      mayHandBack: mine.backBy === "cash" && o.payment === "refund_due",
      claims: said,
      doorPhotos: taken.get(o.id) ?? [],
      mayClaim: judgeNewClaim(o.state, said.filter((k) => OPEN_CLAIM_STATES.includes(k.state)).length).ok,
    };
  });
}

async function linesOf(tx: View, ids: readonly OrderId[]): Promise<Map<OrderId, GridOrderLine[]>> {
  const byOrder = new Map<OrderId, GridOrderLine[]>();
  if (ids.length === 0) return byOrder;
  const rows = await listLinesOfOrders(tx, ids);
  for (const { l, letter, name } of rows) {
    const wanted = l.wanted - l.cancelledBeforeLock;
    if (wanted === 0) continue;
    const line = {
      packageVersionId: l.packageVersionId,
      letter,
      name,
      wanted,
      acceptUpTo: l.acceptUpTo,
      got: l.packed ?? l.allocated,
      priceFen: l.priceFen,
    };
    byOrder.set(l.orderId, [...(byOrder.get(l.orderId) ?? []), line]);
  }
  return byOrder;
}

/**
 * An order of a home for which its worker may say that something was wrong.
 * @throws AppError `not_found` also when nothing may be said of it now
 */
export async function getOrderToClaim(
  ctx: Ctx,
  householdId: string,
  orderId: string | undefined,
): Promise<ClaimForHomeView> {
  return look(ctx, async (tx) => {
    const home = await getHome(tx, householdId);
    const order = (await ordersOf(tx, ctx, home.id)).find((o) => o.orderId === orderId && o.mayClaim);
    if (!order) throw new AppError("not_found");
    return {
      householdId: home.id,
      gridId: home.gridId,
      door: home.door,
      orderId: order.orderId,
      deliveryDayMs: order.deliveryDayMs,
    };
  });
}

/**
 * What a worker picks from for a home: the price card of the round asked for, and the order that is there already. Unasked,
 * the round that the home has nothing of yet comes first.
 * @throws AppError `not_found` also when nothing may be ordered now
 */
export async function getProxyOrder(ctx: Ctx, householdId: string, asked?: string): Promise<ProxyOrderView> {
  return look(ctx, async (tx) => {
    const home = await getHome(tx, householdId);
    const all = await listOrderable(tx, home);
    const orderable = asked ? all.find((o) => o.cycle.id === asked) : (all.find((o) => !o.activeOrderId) ?? all[0]);
    if (!orderable) throw new AppError("not_found");
    const { cycle, activeOrderId } = orderable;
    const order = (await ordersOf(tx, ctx, home.id)).find((o) => o.orderId === activeOrderId);
    if (activeOrderId && !order?.mayChange) throw new AppError("not_found");
    const [late] = await tx
      .select()
      .from(lateRequests)
      .where(and(eq(lateRequests.cycleId, cycle.id as CycleId), eq(lateRequests.householdId, home.id)))
      .orderBy(desc(lateRequests.at))
      .limit(1);
    const who = (await firstPersons(tx, [home.id])).get(home.id);
    const offers = (await offersOfCycle(tx, cycle.id)).map(({ view }) => ({
      ...view,
      householdLimit: mostFor(view.householdLimit, home.heads ?? 1),
    }));
    const { building, unit, room } = home.door;
    const lastByDoor = order ? {} : await readLastByDoor(tx, cycle.id as CycleId, home.gridId);
    const last = sameAgain(lastByDoor[`${building}-${unit}-${room}`] ?? {}, offers);
    return {
      householdId: home.id,
      door: home.door,
      who: who ? maskName(who.name) : null,
      heads: home.heads,
      tags: home.tags,
      needsInvented: home.needsFrom === "invented",
      cycleId: cycle.id,
      deliveryDayMs: atServiceDay(cycle.deliveryDay, 0),
      untilMs: cycle.graceEndsAt,
      offers,
      order: order
        ? {
            orderId: order.orderId,
            revision: order.revision,
            lines: order.lines.map(({ packageVersionId, wanted }) => ({ packageVersionId, wanted })),
            note: order.note,
          }
        : null,
      wish: order || !late ? [] : late.lines.map(({ packageVersionId, wanted }) => ({ packageVersionId, wanted })),
      last: last.lines.length > 0 ? last : null,
    };
  });
}
