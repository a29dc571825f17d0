import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { GridRef, LetterCount, RoundChoice } from "#contract/grid.ts";
import type { BoardCell, BoardTab, BoardView, BuildingRow, CellKind } from "#contract/grid-homes.ts";
import type { Tx } from "#db/client.ts";
import { readOrderMoney } from "#db/queries/order-money.ts";
import { buildings, offers, packages, packageVersions } from "#db/schema/index.ts";
import type { BuildingId, CycleId, GridId, HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { AT_DOOR_ORDER_STATES, type OrderState } from "#domain/orders/household-order.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { zoneOfHome } from "../resident/place-facts.ts";
import { listWalkHomes } from "./get-door-walk.ts";
import { findDeliveryCycle, pickGrid, pickRound } from "./grid-in-hand.ts";

/** The buildings of a grid with what is missing from each, of the round asked for or in hand. */
export async function listBuildings(
  ctx: Ctx,
  gridId?: string,
  asked?: string,
): Promise<RoundChoice & { grid: GridRef; nowMs: number; buildings: BuildingRow[] }> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const { choice } = await pickRound(tx, grid.gridId, asked);
    const delivery = (await findDeliveryCycle(tx, grid.gridId, tx.at))?.id ?? null;
    const rows = await tx.execute<BuildingRow>(sql`
      SELECT b.id AS "buildingId", b.name, count(h.id) FILTER (WHERE NOT h.vacant)::int AS homes, count(o.id)::int AS ordered,
        count(h.id) FILTER (WHERE NOT h.vacant AND o.id IS NULL AND h.tags && '{no_phone,elder_alone}')::int AS alone,
        count(d.id) FILTER (WHERE d.state IN ${AT_DOOR_ORDER_STATES})::int AS "toDeliver", count(d.id) FILTER (WHERE d.state = 'delivered')::int AS delivered
      FROM buildings b JOIN households h ON h.building_id = b.id
      LEFT JOIN household_orders o ON o.household_id = h.id AND o.cycle_id = ${choice.cycleId} AND o.state <> 'cancelled'
      LEFT JOIN household_orders d ON d.household_id = h.id AND d.cycle_id = ${delivery} AND d.state <> 'cancelled'
      WHERE b.grid_id = ${grid.gridId} GROUP BY b.id ORDER BY b.number`);
    return { ...choice, grid, nowMs: tx.at, buildings: [...rows] };
  });
}

type Door = {
  id: HouseholdId;
  floor: number;
  room: string;
  vacant: boolean;
  tags: string[];
  state: OrderState | null;
  orderId: OrderId | null;
  reasons: string[] | null;
  neighbour: boolean | null;
  letters: LetterCount[] | null;
};

/**
 * Every door of one unit, floor by floor from the top, with its order of the round asked for or in hand, or its delivery
 * of today.
 * @throws AppError `not_found` for a building outside the worker's grids
 */
export async function getBuildingBoard(
  ctx: Ctx,
  buildingId: string,
  unit: number,
  tab: BoardTab,
  asked?: string,
): Promise<BoardView> {
  if (!z.guid().safeParse(buildingId).success) throw new AppError("not_found");
  return look(ctx, async (tx) => {
    const [building] = await tx
      .select()
      .from(buildings)
      .where(and(eq(buildings.id, buildingId as BuildingId), inArray(buildings.gridId, [...ctx.actor.grids])));
    if (!building) throw new AppError("not_found");
    const units = await unitsOf(tx, building.id);
    const shown = units.includes(unit) ? unit : (units[0] ?? 1);
    const gathered = await pickRound(tx, building.gridId, asked);
    const cycle = tab === "order" ? gathered.cycle : await findDeliveryCycle(tx, building.gridId, tx.at);
    const doors = await doorsOf(tx, building.id, shown, cycle?.id ?? null);
    const money = await readOrderMoney(
      tx,
      doors.flatMap((d) => d.orderId ?? []),
    );
    const owes = (d: Door) => d.orderId !== null && (money.get(d.orderId)?.dueFen ?? 0) > 0;
    const cells = doors.map((d) => ({ floor: d.floor, cell: toCell(d, tab, owes(d)) }));
    const counts: Partial<Record<CellKind, number>> = {};
    for (const { cell } of cells) counts[cell.kind] = (counts[cell.kind] ?? 0) + 1;
    const floors = [...new Set(cells.map((c) => c.floor))].map((floor) => ({
      floor,
      cells: cells.filter((c) => c.floor === floor).map((c) => c.cell),
    }));
    const walk = tab === "delivery" ? await listWalkHomes(tx, building.gridId as GridId) : [];
    const here = walk.filter((h) => h.door.building === building.name && h.door.unit === shown);
    const zone = await zoneOfHome(tx, { gridId: building.gridId, communityId: building.communityId }, tx.at);
    return {
      zone,
      gridId: building.gridId,
      buildingId: building.id,
      name: building.name,
      unit: shown,
      units,
      doorsPerFloor: Math.max(0, ...floors.map((f) => f.cells.length)),
      tab,
      rounds: gathered.choice.rounds,
      cycleId: cycle?.id ?? null,
      nowMs: tx.at,
      deliveryDayMs: cycle ? atServiceDay(cycle.deliveryDay, 0) : null,
      floors,
      counts,
      packages: cycle ? await lettersOf(tx, cycle.id) : [],
      nextDoor: here[0]?.door ?? null,
      left: here.length,
    };
  });
}

/** The entrances that homes stand at: 0 alone in a building without any. */
async function unitsOf(tx: Tx, buildingId: BuildingId): Promise<number[]> {
  const rows = await tx.execute<{ unit: number }>(
    sql`SELECT DISTINCT unit FROM households WHERE building_id = ${buildingId} ORDER BY unit`,
  );
  return rows.map((r) => r.unit);
}

async function doorsOf(tx: Tx, buildingId: BuildingId, unit: number, cycleId: CycleId | null): Promise<Door[]> {
  const rows = await tx.execute<Door>(sql`
    SELECT h.id, h.floor, h.room, h.vacant, h.tags, o.id AS "orderId", o.state, o.review_reasons AS reasons, l.letters,
      EXISTS (SELECT FROM bags b JOIN custody_events e ON e.bag_id = b.id WHERE b.order_id = o.id AND e.act = 'deliver' AND e.proof ? 'neighbour') AS neighbour
    FROM households h LEFT JOIN household_orders o ON o.household_id = h.id AND o.cycle_id = ${cycleId} AND o.state <> 'cancelled'
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('letter', p.letter, 'bags', coalesce(l.packed, l.allocated, l.wanted - l.cancelled_before_lock)) ORDER BY p.letter) AS letters
      FROM order_lines l JOIN package_versions v ON v.id = l.package_version_id JOIN packages p ON p.id = v.package_id
      WHERE l.order_id = o.id AND coalesce(l.packed, l.allocated, l.wanted - l.cancelled_before_lock) > 0
    ) l ON true WHERE h.building_id = ${buildingId} AND h.unit = ${unit} ORDER BY h.floor DESC, h.room`);
  return [...rows];
}

const DELIVERY: Partial<Record<OrderState, CellKind>> = {
  held: "absent",
  returned: "back",
  failed: "back",
  delivered: "delivered",
  closed: "delivered",
  shorted_out: "none",
};

function toCell(d: Door, tab: BoardTab, owes: boolean): BoardCell {
  const alone = d.tags.includes("no_phone") || d.tags.includes("elder_alone");
  const ordered: CellKind = d.state ? (owes ? "due" : "paid") : d.vacant ? "vacant" : alone ? "alone" : "none";
  const delivered: CellKind =
    d.state === null
      ? "none"
      : d.neighbour && DELIVERY[d.state] === "delivered"
        ? "neighbour"
        : (DELIVERY[d.state] ?? "open");
  return {
    householdId: d.id,
    room: d.room,
    kind: tab === "order" ? ordered : delivered,
    letters: d.letters ?? [],
    owes,
    doubtful: d.state === "needs_review",
  };
}

async function lettersOf(tx: Tx, cycleId: CycleId) {
  const rows = await tx
    .select({ letter: packages.letter, name: packages.name })
    .from(offers)
    .innerJoin(packageVersions, eq(packageVersions.id, offers.packageVersionId))
    .innerJoin(packages, eq(packages.id, packageVersions.packageId))
    .where(eq(offers.cycleId, cycleId))
    .orderBy(asc(packages.letter));
  return rows.map((r) => ({ letter: r.letter, name: r.name }));
}
