import { and, asc, desc, eq, gte, inArray } from "drizzle-orm";
import { type DoorWalkView, HOLD_PLACES, type WalkBag, type WalkHome } from "#contract/grid-doors.ts";
import type { FoodView } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { readOrderMoney } from "#db/queries/order-money.ts";
import { readVisitCodes } from "#db/queries/visit-codes.ts";
import {
  bags,
  buildings,
  householdOrders,
  households,
  items,
  packageLines,
  packages,
  packageVersions,
  persons,
} from "#db/schema/index.ts";
import type { BuildingId, GridId, HouseholdId, OrderId, PackageVersionId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, toServiceDay } from "#domain/kernel/time.ts";
import { AT_DOOR_ORDER_STATES, VISITED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { maskName } from "#domain/places/masking.ts";
import { IN_HAND_BAG_STATES } from "#domain/supply/bag.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { zoneOfHome } from "../resident/place-facts.ts";
import { findDeliveryCycle, pickGrid } from "./grid-in-hand.ts";
import { listLost, listWanting } from "./list-wanting.ts";

/** The walk: homes whose bags are in the worker's hands, building by building, each unit from the top down; whoever was absent comes once more at the end. */
export async function getDoorWalk(ctx: Ctx, gridId?: string): Promise<DoorWalkView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const now = tx.at;
    const homes = await listWalkHomes(tx, grid.gridId);
    const today = await listDoneToday(tx, grid.gridId, now);
    const done = today.filter((r) => r.state === "delivered" || r.state === "returned").length;
    const last = today
      .slice(0, 20)
      .map((r) => ({ door: { building: r.building, unit: r.unit, room: r.room }, state: r.state, atMs: r.at }));
    const zone = await zoneOfHome(tx, grid, now);
    const cycle = await findDeliveryCycle(tx, grid.gridId, now);
    return {
      grid,
      holdPlaces: HOLD_PLACES.filter((p) => p !== "gate" || zone?.level !== "lockdown"),
      nowMs: now,
      done,
      total: done + homes.length,
      homes,
      last,
      wanting: cycle ? await listWanting(tx, cycle.id, grid.gridId) : [],
      lost: cycle ? await listLost(tx, cycle.id, grid.gridId) : [],
    };
  });
}

/** What happened at the grid's doors today, the latest first. */
export async function listDoneToday(tx: Tx, gridId: GridId, now: Instant) {
  return tx
    .select({
      state: householdOrders.state,
      at: householdOrders.changedAt,
      building: buildings.name,
      unit: households.unit,
      room: households.room,
    })
    .from(householdOrders)
    .innerJoin(households, eq(households.id, householdOrders.householdId))
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .where(
      and(
        eq(householdOrders.gridId, gridId),
        inArray(householdOrders.state, [...VISITED_ORDER_STATES]),
        gte(householdOrders.changedAt, atServiceDay(toServiceDay(now), 0)),
      ),
    )
    .orderBy(desc(householdOrders.changedAt))
    .limit(1000);
}

/** The homes whose bags the worker carries, in the order of the walk. */
export async function listWalkHomes(tx: Tx, gridId: GridId): Promise<WalkHome[]> {
  const rows = await tx
    .select({ o: householdOrders, h: households, building: buildings.name })
    .from(householdOrders)
    .innerJoin(households, eq(households.id, householdOrders.householdId))
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .where(and(eq(householdOrders.gridId, gridId), inArray(householdOrders.state, [...AT_DOOR_ORDER_STATES])))
    .orderBy(asc(buildings.number), asc(households.unit), desc(households.floor), asc(households.room));
  const orderIds = rows.map((r) => r.o.id);
  const [codes, piles, money, people, next] = [
    await readVisitCodes(tx, orderIds),
    await bagsOf(tx, orderIds),
    await readOrderMoney(tx, orderIds),
    await firstPersons(
      tx,
      rows.map((r) => r.h.id),
    ),
    await doorsBeside(
      tx,
      rows.map((r) => r.h),
    ),
  ];
  const homes = rows.flatMap(({ o, h, building }): WalkHome[] => {
    const pile = piles.get(o.id) ?? [];
    if (pile.length === 0) return [];
    const person = people.get(h.id);
    return [
      {
        orderId: o.id,
        householdId: h.id,
        door: { building, unit: h.unit, room: h.room },
        who: person ? maskName(person.name) : null,
        personId: person?.hasPhone ? person.id : null,
        size: h.size,
        heads: h.heads,
        tags: h.tags,
        note: o.note,
        pickupCode: codes.get(o.id) ?? o.pickupCode,
        dueFen: money.get(o.id)?.dueFen ?? 0,
        held: o.state === "held" ? (HOLD_PLACES.find((p) => p === pile[0]?.place) ?? "grid") : null,
        holdUntilMs: o.state === "held" ? o.holdUntil : null,
        bags: pile.map(({ place: _place, ...bag }) => bag),
        neighbours: (next.get(`${h.buildingId} ${h.unit} ${h.floor}`) ?? []).filter((room) => room !== h.room),
      },
    ];
  });
  return homes.sort((a, b) => Number(a.held !== null) - Number(b.held !== null));
}

async function bagsOf(tx: Tx, orderIds: readonly OrderId[]): Promise<Map<OrderId, (WalkBag & { place: string })[]>> {
  const byOrder = new Map<OrderId, (WalkBag & { place: string })[]>();
  if (orderIds.length === 0) return byOrder;
  const rows = await tx
    .select({
      b: bags,
      letter: packages.letter,
      name: packages.name,
      cold: packageVersions.coldChain,
    })
    .from(bags)
    .innerJoin(packageVersions, eq(packageVersions.id, bags.packageVersionId))
    .innerJoin(packages, eq(packages.id, packageVersions.packageId))
    .where(and(inArray(bags.orderId, [...orderIds]), inArray(bags.state, [...IN_HAND_BAG_STATES])))
    .orderBy(asc(bags.number));
  const foods = await foodsOf(tx, [...new Set(rows.map((r) => r.b.packageVersionId))]);
  for (const { b, letter, name, cold } of rows) {
    const bag = {
      bagId: b.id,
      number: b.number,
      packageVersionId: b.packageVersionId,
      letter,
      name,
      cold,
      foods: foods.get(b.packageVersionId) ?? [],
      place: b.place,
    };
    byOrder.set(b.orderId, [...(byOrder.get(b.orderId) ?? []), bag]);
  }
  return byOrder;
}

async function foodsOf(tx: Tx, versions: readonly PackageVersionId[]): Promise<Map<PackageVersionId, FoodView[]>> {
  const foods = new Map<PackageVersionId, FoodView[]>();
  if (versions.length === 0) return foods;
  const rows = await tx
    .select({ version: packageLines.packageVersionId, code: items.code, picture: items.picture, name: items.name })
    .from(packageLines)
    .innerJoin(items, eq(items.id, packageLines.itemId))
    .where(inArray(packageLines.packageVersionId, [...versions]))
    .orderBy(asc(packageLines.position));
  for (const r of rows)
    foods.set(r.version, [...(foods.get(r.version) ?? []), { code: r.picture ?? r.code, name: r.name }]);
  return foods;
}

/** One verified member of each home, whoever has an account first, so that there is someone to call. */
export async function firstPersons(tx: Tx, homes: readonly HouseholdId[]) {
  if (homes.length === 0) return new Map<HouseholdId, never>();
  const rows = await tx
    .select({
      id: persons.id,
      householdId: persons.householdId,
      name: persons.name,
      phone: persons.phoneMasked,
      userId: persons.userId,
    })
    .from(persons)
    .where(and(inArray(persons.householdId, [...homes]), eq(persons.kind, "member"), eq(persons.state, "verified")))
    .orderBy(asc(persons.createdAt));
  const first = new Map<
    HouseholdId,
    { id: (typeof rows)[number]["id"]; name: string; phone: string | null; hasPhone: boolean }
  >();
  for (const r of rows) {
    const known = first.get(r.householdId);
    if (!known || (!known.hasPhone && r.userId))
      first.set(r.householdId, { id: r.id, name: r.name, phone: r.phone, hasPhone: r.userId !== null });
  }
  return first;
}

/** Rooms on the same floor of the same unit, by floor: whom bags may be left with. */
async function doorsBeside(
  tx: Tx,
  homes: readonly { buildingId: BuildingId; unit: number; floor: number }[],
): Promise<Map<string, string[]>> {
  const rooms = new Map<string, string[]>();
  const places = [...new Set(homes.map((h) => h.buildingId))];
  if (places.length === 0) return rooms;
  const rows = await tx
    .select({
      buildingId: households.buildingId,
      unit: households.unit,
      floor: households.floor,
      room: households.room,
    })
    .from(households)
    .where(and(inArray(households.buildingId, places), eq(households.vacant, false)))
    .orderBy(asc(households.room));
  for (const r of rows) {
    const key = `${r.buildingId} ${r.unit} ${r.floor}`;
    rooms.set(key, [...(rooms.get(key) ?? []), r.room]);
  }
  return rooms;
}
