import { sql } from "drizzle-orm";
import type { NotesView } from "#contract/papers.ts";
import type { Tx } from "#db/client.ts";
import type { CycleId, GridId, HouseholdId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay, type Instant, type ServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { OVER_CYCLE_STATES, UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { UNCOUNTED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { maskName } from "#domain/places/masking.ts";
import { look, type View } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { firstPersons } from "./get-door-walk.ts";
import { findDeliveryCycle, pickGrid, toRoundRef } from "./grid-in-hand.ts";

type Round = { id: CycleId; cutOffAt: Instant; deliveryDay: ServiceDay; checksum: string | null };
type Row = {
  home: HouseholdId;
  building: string;
  unit: number;
  room: string;
  letter: string;
  name: Names;
  bags: number;
  numbers: number[];
};

/**
 * What a grid's homes get, for its papers: of the round asked for, else of the one whose bags are on their way, else of the
 * next one. Before a round is shared out that is what they want, after it their bags with their numbers.
 */
export async function getNotes(ctx: Ctx, gridId?: string, asked?: string): Promise<NotesView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const coming = await findDeliveryCycle(tx, grid.gridId, tx.at);
    const rounds = await listRounds(tx, grid.gridId, coming?.id);
    const round = rounds.find((r) => r.id === asked) ?? rounds.find((r) => r.id === coming?.id) ?? rounds[0];
    const rows = round ? await listRows(tx, round.id, grid) : [];
    const who = await firstPersons(tx, [...new Set(rows.map((r) => r.home))]);
    return {
      nowMs: tx.at,
      grid,
      cycleId: round?.id ?? null,
      rounds: rounds.map(toRoundRef),
      deliveryDayMs: round ? atServiceDay(round.deliveryDay, 0) : null,
      checksum: round?.checksum ?? null,
      lines: rows.map((r) => ({
        door: { building: r.building, unit: r.unit, room: r.room },
        who: maskName(who.get(r.home)?.name ?? "") || null,
        letter: r.letter,
        packageName: r.name,
        bags: r.bags,
        numbers: r.numbers,
      })),
    };
  });
}

/** Those that are still to be delivered, and an earlier one whose bags still wait; the next one first. */
async function listRounds(tx: View, gridId: GridId, coming: CycleId | undefined): Promise<Round[]> {
  const rows = await tx.execute<{ id: CycleId; cut: string; day: ServiceDay; checksum: string | null }>(sql`
    SELECT c.id, c.cut_off_at AS cut, c.delivery_day::text AS day, s.checksum FROM cycles c
    JOIN grid_sheets s ON s.cycle_id = c.id AND s.grid_id = ${gridId}
    WHERE c.state NOT IN ${UNOPENED_CYCLE_STATES} AND c.state NOT IN ${OVER_CYCLE_STATES}
      AND (c.delivery_day >= ${toServiceDay(tx.at)}::date OR c.id = ${coming ?? null}::uuid) ORDER BY c.delivery_day, c.number`);
  return rows.map((r) => ({
    id: r.id,
    cutOffAt: Date.parse(r.cut) as Instant,
    deliveryDay: r.day,
    checksum: r.checksum,
  }));
}

function listRows(tx: Tx, cycleId: CycleId, grid: { gridId: GridId; communityId: string }): Promise<Row[]> {
  return tx.execute<Row>(sql`
    WITH line AS MATERIALIZED (
      SELECT l.order_id, l.household_id, l.package_version_id, l.allocated IS NOT NULL AS shared, l.wanted - l.cancelled_before_lock AS wanted
      FROM order_lines l JOIN household_orders o ON o.id = l.order_id
      WHERE l.cycle_id = ${cycleId} AND l.community_id = ${grid.communityId} AND l.grid_id = ${grid.gridId} AND o.state NOT IN ${UNCOUNTED_ORDER_STATES}),
    bag AS MATERIALIZED (
      SELECT b.order_id, b.package_version_id, array_agg(b.number ORDER BY b.number) AS numbers FROM bags b
      WHERE b.cycle_id = ${cycleId} AND b.grid_id = ${grid.gridId} AND b.state <> 'scrapped' GROUP BY 1, 2)
    SELECT l.household_id AS home, u.name AS building, h.unit, h.room, p.letter, p.name, coalesce(b.numbers, '{}') AS numbers,
      CASE WHEN l.shared THEN coalesce(cardinality(b.numbers), 0) ELSE l.wanted END AS bags
    FROM line l LEFT JOIN bag b USING (order_id, package_version_id)
    JOIN households h ON h.id = l.household_id JOIN buildings u ON u.id = h.building_id
    JOIN offers f ON f.cycle_id = ${cycleId} AND f.package_version_id = l.package_version_id
    JOIN package_versions v ON v.id = l.package_version_id JOIN packages p ON p.id = v.package_id
    WHERE CASE WHEN l.shared THEN coalesce(cardinality(b.numbers), 0) ELSE l.wanted END > 0
    ORDER BY u.number, h.unit, h.floor, h.room, f.position, p.letter`) as unknown as Promise<Row[]>;
}
