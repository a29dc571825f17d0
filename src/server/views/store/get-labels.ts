import { eq, sql } from "drizzle-orm";
import type { LabelSheetView } from "#contract/store.ts";
import { batches, communities, cycles, supermarkets } from "#db/schema/index.ts";
import type { BatchId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { UNPLANNED_TRIP_STATES } from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

type Row = { number: number; letter: string; name: Names; grid: number; building: string; unit: number };

/**
 * The labels of one batch in packing order: grid, building, unit. A label says how far a bag walks and no further: the
 * store does not see homes, so building and unit are read for it as the system, for this batch alone.
 * @throws AppError `not_found` for another store's batch
 */
export async function getLabels(ctx: Ctx, batchId: BatchId): Promise<LabelSheetView> {
  const head = await look(ctx, async (tx) => {
    const [row] = await tx
      .select({ batch: batches, place: communities, store: supermarkets, day: cycles.deliveryDay })
      .from(batches)
      .innerJoin(communities, eq(communities.id, batches.communityId))
      .innerJoin(supermarkets, eq(supermarkets.id, batches.supermarketId))
      .innerJoin(cycles, eq(cycles.id, batches.cycleId))
      .where(eq(batches.id, batchId));
    if (!row) throw new AppError("not_found");
    const [ride] = await tx.execute<{ number: number; sequence: number }>(sql`
      SELECT t.number, s.sequence FROM stop_loads l JOIN stops s ON s.id = l.stop_id JOIN trips t ON t.id = s.trip_id
      WHERE l.batch_id = ${batchId} AND t.state NOT IN ${UNPLANNED_TRIP_STATES} ORDER BY t.dock_at LIMIT 1`);
    return { ...row, ride };
  });
  const rows = await look({ db: ctx.db, actor: SYSTEM }, (tx) =>
    tx.execute<Row>(sql`
      SELECT b.number, p.letter, p.name, g.number AS grid, u.name AS building, h.unit
      FROM bags b JOIN package_versions v ON v.id = b.package_version_id JOIN packages p ON p.id = v.package_id JOIN grids g ON g.id = b.grid_id
      JOIN households h ON h.id = b.household_id JOIN buildings u ON u.id = h.building_id
      WHERE b.batch_id = ${head.batch.id} AND b.state <> 'scrapped' ORDER BY g.number, u.number, h.unit, p.letter, b.number`),
  );
  return {
    batchId: head.batch.id,
    store: head.store.name,
    community: head.place.name,
    deliveryDayMs: atServiceDay(head.day, 0),
    trip: head.ride?.number ?? null,
    sequence: head.ride?.sequence ?? null,
    labels: rows.map((r) => ({
      number: r.number,
      letter: r.letter,
      packageName: r.name,
      gridNumber: r.grid,
      building: r.building,
      unit: r.unit,
    })),
  };
}
