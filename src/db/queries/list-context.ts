import { sql } from "drizzle-orm";
import type { Items, ListContext } from "#domain/group-list/context.ts";
import type { CycleId, GridId, HouseholdId, OrderId, PackageVersionId } from "#domain/kernel/ids.ts";
import type { Fen } from "#domain/kernel/money.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Tx } from "../client.ts";

type Reading = Pick<Tx, "execute">;

/** A door as lists write it, `5-2-1203`: building, unit, room. */
const DOOR = sql`b.name || '-' || h.unit || '-' || h.room`;

export type ListedOffer = {
  readonly letter: string;
  readonly packageVersionId: PackageVersionId;
  readonly name: Names;
  readonly priceFen: number;
  readonly householdLimit: number;
};

/** The price card of a cycle by its letters. */
export async function listOffersByLetter(tx: Reading, cycleId: CycleId): Promise<ListedOffer[]> {
  const rows = await tx.execute<{ letter: string; id: PackageVersionId; name: Names; price: string; most: number }>(sql`
    SELECT p.letter, f.package_version_id AS id, p.name, f.price_fen AS price, f.household_limit AS most
    FROM offers f JOIN package_versions v ON v.id = f.package_version_id JOIN packages p ON p.id = v.package_id
    WHERE f.cycle_id = ${cycleId} ORDER BY f.position, p.letter`);
  return rows.map((r) => ({
    letter: r.letter,
    packageVersionId: r.id,
    name: r.name,
    priceFen: Number(r.price),
    householdLimit: r.most,
  }));
}

export type OrderOfDoor = {
  readonly orderId: OrderId;
  readonly door: string;
  readonly revision: number;
  readonly items: Items;
};

/** What stands in a cycle for the homes of a grid, by their doors; packages by letter. */
export async function listStandingByDoor(tx: Reading, cycleId: CycleId, gridId: GridId): Promise<OrderOfDoor[]> {
  const rows = await tx.execute<{
    id: OrderId;
    door: string;
    revision: number;
    items: Record<string, number> | null;
  }>(sql`
    SELECT o.id, ${DOOR} AS door, o.revision, w.items FROM household_orders o
    JOIN households h ON h.id = o.household_id JOIN buildings b ON b.id = h.building_id
    LEFT JOIN LATERAL (${itemsOf(sql`o.id`)}) w ON true
    WHERE o.cycle_id = ${cycleId} AND o.grid_id = ${gridId} AND o.state <> 'cancelled'`);
  return rows.map((r) => ({ orderId: r.id, door: r.door, revision: r.revision, items: r.items ?? {} }));
}

const itemsOf = (order: ReturnType<typeof sql>) => sql`
  SELECT jsonb_object_agg(p.letter, l.wanted - l.cancelled_before_lock) AS items FROM order_lines l
  JOIN package_versions v ON v.id = l.package_version_id JOIN packages p ON p.id = v.package_id
  WHERE l.order_id = ${order} AND l.wanted > l.cancelled_before_lock`;

/** What each home of a grid ordered the last time before a cycle, by its door. */
export async function readLastByDoor(tx: Reading, cycleId: CycleId, gridId: GridId): Promise<Record<string, Items>> {
  const rows = await tx.execute<{ door: string; items: Record<string, number> | null }>(sql`
    SELECT last.door, w.items FROM (
      SELECT DISTINCT ON (o.household_id) o.id, ${DOOR} AS door FROM household_orders o
      JOIN households h ON h.id = o.household_id JOIN buildings b ON b.id = h.building_id
      WHERE o.grid_id = ${gridId} AND o.cycle_id <> ${cycleId} AND o.state <> 'cancelled'
      ORDER BY o.household_id, o.placed_at DESC) last
    LEFT JOIN LATERAL (${itemsOf(sql`last.id`)}) w ON true`);
  return Object.fromEntries(rows.map((r) => [r.door, r.items ?? {}]));
}

export type DoorOfGrid = { readonly householdId: HouseholdId; readonly building: string; readonly door: string };

/** The homes of a grid in which somebody lives, by their doors. */
export async function listDoors(tx: Reading, gridId: GridId): Promise<DoorOfGrid[]> {
  const rows = await tx.execute<{ id: HouseholdId; building: string; door: string }>(sql`
    SELECT h.id, b.name AS building, ${DOOR} AS door FROM households h JOIN buildings b ON b.id = h.building_id
    WHERE h.grid_id = ${gridId} AND NOT h.vacant ORDER BY b.number, b.name, h.unit, h.floor, h.room`);
  return rows.map((r) => ({ householdId: r.id, building: r.building, door: r.door }));
}

/**
 * All that a list of this grid is read against today.
 * @param offers the cycle's price card
 * @param standing what stands in the cycle, but for orders that an earlier paste of the same list left
 * @param cutOffMinute minute of the day after which a line with a time stamp is late; absent when the cut-off is another day's
 */
export async function readListContext(
  tx: Reading,
  cycleId: CycleId,
  gridId: GridId,
  offers: readonly ListedOffer[],
  standing: readonly OrderOfDoor[],
  cutOffMinute: number | undefined,
): Promise<ListContext> {
  const doors = await listDoors(tx, gridId);
  // A building that names its rooms states no floors: those of its homes are counted.
  const built = await tx.execute<{ name: string; units: number; floors: number }>(sql`
    SELECT b.name, b.units, coalesce(b.floors, (SELECT max(h.floor) FROM households h WHERE h.building_id = b.id), 0) AS floors
    FROM buildings b WHERE b.grid_id = ${gridId} ORDER BY b.number, b.name`);
  const rooms = Map.groupBy(doors, (d) => d.building);
  return {
    items: offers.map((o) => ({
      code: o.letter,
      names: Object.values(o.name),
      priceFen: o.priceFen as Fen,
      limit: o.householdLimit,
    })),
    buildings: built.map((b) => ({
      id: b.name,
      units: b.units === 0 ? ["0"] : Array.from({ length: b.units }, (_, i) => `${i + 1}`),
      floors: b.floors,
      rooms: new Set(rooms.get(b.name)?.map((d) => d.door.slice(b.name.length + 1))),
    })),
    otherGroups: [],
    emoji: {},
    ...(cutOffMinute === undefined ? {} : { cutOffMinute }),
    lastOrders: await readLastByDoor(tx, cycleId, gridId),
    standing: Object.fromEntries(standing.map((o) => [o.door, o.items])),
  };
}
