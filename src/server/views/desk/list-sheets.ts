import { sql } from "drizzle-orm";
import type { CycleSheets, SheetRow } from "#contract/desk.ts";
import { countSheets, countsOfSheet } from "#db/queries/sheet-counts.ts";
import type { CommunityId, CycleId, GridId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import type { Names } from "#domain/kernel/names.ts";
import { UNALLOCATED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { SHEET, type SheetState } from "#domain/orders/grid-sheet.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { getCycleRef } from "./list-cycles.ts";

type Row = {
  readonly id: string;
  readonly grid_id: GridId;
  readonly community_id: CommunityId;
  readonly name: Names;
  readonly d_name: Names;
  readonly grid: number;
  readonly state: SheetState;
  readonly homes: number | null;
  readonly bags: number | null;
  readonly checksum: string | null;
  readonly frozen: string | null;
};

/** The grids' sheets of a cycle, by place: what is frozen, else as the orders stand. No home is named. @throws AppError `not_found` */
export async function listSheets(ctx: Ctx, cycleId: string): Promise<CycleSheets> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const cycle = await getCycleRef(tx, cycleId);
    const rows = await tx.execute<Row>(sql`
      SELECT s.id, s.grid_id, s.community_id, c.name, d.name AS d_name, g.number AS grid, s.state, s.homes, s.bags, s.checksum, s.frozen_at AS frozen
      FROM grid_sheets s JOIN grids g ON g.id = s.grid_id JOIN communities c ON c.id = s.community_id JOIN districts d ON d.id = c.district_id
      WHERE s.cycle_id = ${cycle.id} ORDER BY (s.state = 'accepted') DESC, c.code, g.number`);
    const standing = await countSheets(tx, cycle.id as CycleId);
    return {
      cycle,
      rows: rows.map(
        (r): SheetRow => ({
          id: r.id,
          communityId: r.community_id,
          place: r.name,
          district: r.d_name,
          grid: r.grid,
          state: r.state,
          ...countsOfSheet({ ...r, gridId: r.grid_id }, standing),
          checksum: r.checksum,
          frozenMs: r.frozen ? Date.parse(r.frozen) : null,
          thaw: !actsFor(SHEET, r.state, "DESK").includes("thaw")
            ? "not_frozen"
            : UNALLOCATED_CYCLE_STATES.includes(cycle.state)
              ? "may"
              : "allocation_stands",
        }),
      ),
      nowMs: tx.at,
    };
  });
}
