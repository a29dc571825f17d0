import { sql } from "drizzle-orm";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import { FROZEN_SHEET_STATES, type SheetState, SUBMITTED_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { UNCOUNTED_ORDER_STATES } from "#domain/orders/household-order.ts";
import type { Tx } from "../client.ts";

type Counts = { readonly homes: number; readonly bags: number };
const HANDED_IN: readonly SheetState[] = [...SUBMITTED_SHEET_STATES, ...FROZEN_SHEET_STATES];

/** What a sheet says: its own figures once it is handed in, before (and after it came back) as the orders stand now. */
export function countsOfSheet(
  sheet: {
    readonly gridId: GridId;
    readonly state: SheetState;
    readonly homes: number | null;
    readonly bags: number | null;
  },
  standing: ReadonlyMap<GridId, Counts>,
): Counts {
  const now = standing.get(sheet.gridId);
  return HANDED_IN.includes(sheet.state)
    ? { homes: sheet.homes ?? 0, bags: sheet.bags ?? 0 }
    : { homes: now?.homes ?? 0, bags: now?.bags ?? 0 };
}

/** Homes and bags on each grid's sheet as its orders stand now, for sheets that are not frozen; grids without an order are left out. */
export async function countSheets(tx: Tx, cycleId: CycleId): Promise<Map<GridId, Counts>> {
  const rows = await tx.execute<{ id: GridId; homes: number; bags: number }>(sql`
    SELECT l.grid_id AS id, count(DISTINCT l.order_id)::int AS homes, sum(l.wanted - l.cancelled_before_lock)::int AS bags
    FROM order_lines l JOIN household_orders o ON o.id = l.order_id
    WHERE l.cycle_id = ${cycleId} AND l.wanted > l.cancelled_before_lock AND o.state NOT IN ${UNCOUNTED_ORDER_STATES} GROUP BY 1`);
  return new Map(rows.map((r) => [r.id, { homes: r.homes, bags: r.bags }]));
}
