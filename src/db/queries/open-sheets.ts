import { and, eq, notInArray, type SQL, sql } from "drizzle-orm";
import type { CycleId } from "#domain/kernel/ids.ts";
import { FROZEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { gridSheets } from "../schema/index.ts";

/** Sheets of a cycle that are not frozen, of grids in which somebody ordered: an empty grid has nothing to freeze. */
export const isOpenSheet = (cycleId: CycleId): SQL | undefined =>
  and(
    eq(gridSheets.cycleId, cycleId),
    notInArray(gridSheets.state, [...FROZEN_SHEET_STATES]),
    sql`EXISTS (SELECT FROM household_orders o WHERE o.cycle_id = ${cycleId} AND o.grid_id = ${gridSheets.gridId} AND o.state <> 'cancelled')`,
  );
