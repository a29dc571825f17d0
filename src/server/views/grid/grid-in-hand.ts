import { sql } from "drizzle-orm";
import type { GridRef, RoundChoice, RoundRef } from "#contract/grid.ts";
import type { Tx } from "#db/client.ts";
import type { CommunityId, CycleId, GridId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay, type Instant, type ServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { type CycleState, DELIVERING_CYCLE_STATES, TAKING_ORDERS } from "#domain/offer/cycle.ts";
import { OPEN_SHEET_STATES, type SheetState } from "#domain/orders/grid-sheet.ts";
import { ON_ITS_WAY_ORDER_STATES } from "#domain/orders/household-order.ts";
import { type Aggregator, aggregatorOf } from "#domain/places/aggregator.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";

/** The grids that the worker looks after, by place and number; homes are those that are lived in. */
export async function listMyGrids(tx: Tx, ctx: Ctx): Promise<GridRef[]> {
  if (ctx.actor.grids.length === 0) return [];
  const rows = await tx.execute<{
    id: GridId;
    community_id: CommunityId;
    number: number;
    name: Names;
    kind: string;
    aggregator: Aggregator | null;
    homes: number;
  }>(sql`
    SELECT g.id, g.community_id, g.number, c.name, c.kind, c.aggregator, coalesce(h.homes - h.vacant, 0) AS homes
    FROM grids g JOIN communities c ON c.id = g.community_id LEFT JOIN LATERAL (
      SELECT count(*)::int AS homes, count(*) FILTER (WHERE vacant)::int AS vacant FROM households WHERE grid_id = g.id
    ) h ON true WHERE g.id = ANY (${`{${ctx.actor.grids.join(",")}}`}::uuid[]) ORDER BY c.name->>'zh-CN', g.number`);
  return rows.map((r) => ({
    gridId: r.id,
    communityId: r.community_id,
    number: r.number,
    community: r.name,
    aggregator: aggregatorOf(r),
    homes: r.homes,
  }));
}

/** The grid in hand: the one asked for if it is his, else his first. @throws AppError `forbidden` when he has none now */
export async function pickGrid(
  tx: Tx,
  ctx: Ctx,
  asked: string | undefined,
): Promise<{ grid: GridRef; grids: GridRef[] }> {
  const grids = await listMyGrids(tx, ctx);
  const grid = grids.find((g) => g.gridId === asked) ?? grids[0];
  if (!grid) throw new AppError("forbidden");
  return { grid, grids };
}

export type TallyCycle = {
  readonly id: CycleId;
  readonly state: CycleState;
  readonly cutOffAt: Instant;
  readonly graceEndsAt: Instant;
  readonly deliveryDay: ServiceDay;
  readonly sheetState: SheetState;
};

/**
 * The cycles that are being gathered for a grid: those past their cut-off whose sheet is still open come first, because
 * their clock runs out; then the one that is cut off soonest.
 */
export async function listTallyCycles(tx: Tx, gridId: GridId): Promise<TallyCycle[]> {
  const rows = await tx.execute<{
    id: CycleId;
    state: CycleState;
    cut: string;
    grace: string;
    day: ServiceDay;
    sheet: SheetState;
  }>(sql`
    SELECT c.id, c.state, c.cut_off_at AS cut, c.grace_ends_at AS grace, c.delivery_day::text AS day, s.state AS sheet
    FROM cycles c JOIN grid_sheets s ON s.cycle_id = c.id AND s.grid_id = ${gridId}
    WHERE c.state IN ${TAKING_ORDERS} ORDER BY (c.state = 'closing' AND s.state IN ${OPEN_SHEET_STATES}) DESC, c.cut_off_at, c.number`);
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    cutOffAt: Date.parse(row.cut) as Instant,
    graceEndsAt: Date.parse(row.grace) as Instant,
    deliveryDay: row.day,
    sheetState: row.sheet,
  }));
}

/** The round in hand: the one asked for if it is being gathered, else the most urgent; and all there are to choose from. */
export async function pickRound(
  tx: Tx,
  gridId: GridId,
  asked: string | undefined,
): Promise<{ cycle: TallyCycle | undefined; choice: RoundChoice }> {
  const cycles = await listTallyCycles(tx, gridId);
  const cycle = cycles.find((c) => c.id === asked) ?? cycles[0];
  return { cycle, choice: { cycleId: cycle?.id ?? null, rounds: cycles.map(toRoundRef) } };
}

/** A round as its grid worker tells it from another. */
export const toRoundRef = (c: Pick<TallyCycle, "id" | "cutOffAt" | "deliveryDay">): RoundRef => ({
  cycleId: c.id,
  cutOffMs: c.cutOffAt,
  deliveryDayMs: atServiceDay(c.deliveryDay, 0),
});

/** The cycle whose bags are on their way to the grid's doors: those in hand first, then what waits at the gate, then what is on the road. */
export async function findDeliveryCycle(
  tx: Tx,
  gridId: GridId,
  now: Instant,
): Promise<{ id: CycleId; deliveryDay: ServiceDay } | undefined> {
  const [row] = await tx.execute<{ id: CycleId; day: ServiceDay }>(sql`
    SELECT c.id, c.delivery_day::text AS day FROM cycles c JOIN household_orders o ON o.cycle_id = c.id AND o.grid_id = ${gridId}
    WHERE c.state IN ${DELIVERING_CYCLE_STATES} AND c.delivery_day <= ${toServiceDay(now)}::date
      AND o.state IN ${ON_ITS_WAY_ORDER_STATES}
    GROUP BY c.id ORDER BY bool_or(o.state = 'at_gate') DESC, bool_or(o.state = 'in_transit') DESC, c.delivery_day DESC, c.number DESC LIMIT 1`);
  return row && { id: row.id, deliveryDay: row.day };
}
