import { eq, sql } from "drizzle-orm";
import type { ManifestView } from "#contract/store.ts";
import { cycles, depots, supermarkets, trips, vehicles } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";

type Row = {
  stop_id: string;
  sequence: number;
  name: Names;
  due: string;
  grid: number;
  letter: string;
  bags: number;
};

/** The sheet that rides with a bus: seal, stops, and counts by grid and package. Nothing about who. @throws AppError `not_found` */
export async function getManifest(ctx: Ctx, tripId: TripId): Promise<ManifestView> {
  return look(ctx, async (tx) => {
    const [head] = await tx
      .select({ trip: trips, bus: vehicles.name, store: supermarkets, depot: depots, day: cycles.deliveryDay })
      .from(trips)
      .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
      .innerJoin(supermarkets, eq(supermarkets.id, trips.supermarketId))
      .innerJoin(depots, eq(depots.id, trips.depotId))
      .innerJoin(cycles, eq(cycles.id, trips.cycleId))
      .where(eq(trips.id, tripId));
    if (!head) throw new AppError("not_found");
    const rows = await tx.execute<Row>(sql`
      SELECT s.id AS stop_id, s.sequence, c.name, s.planned_arrive_at AS due, g.number AS grid, p.letter, count(*)::int AS bags
      FROM stops s JOIN communities c ON c.id = s.community_id JOIN bags b ON b.stop_id = s.id AND b.state <> 'scrapped' JOIN grids g ON g.id = b.grid_id
      JOIN package_versions v ON v.id = b.package_version_id JOIN packages p ON p.id = v.package_id
      WHERE s.trip_id = ${tripId} GROUP BY s.id, c.id, g.number, p.letter ORDER BY s.sequence, g.number, p.letter`);
    const stops = [...new Map(rows.map((r) => [r.stop_id, r])).values()].map((first) => {
      const mine = rows.filter((r) => r.stop_id === first.stop_id);
      const grids = [...new Set(mine.map((r) => r.grid))].map((number) => {
        const pile = mine.filter((r) => r.grid === number);
        return { number, bags: sum(pile), byLetter: Object.fromEntries(pile.map((r) => [r.letter, r.bags])) };
      });
      return {
        sequence: first.sequence,
        community: first.name,
        dueMs: Date.parse(first.due),
        bags: sum(mine),
        grids,
      };
    });
    return {
      tripId,
      number: head.trip.number,
      bus: head.bus,
      store: head.store.name,
      depot: head.depot.name,
      sealNumber: head.trip.sealNumber,
      deliveryDayMs: atServiceDay(head.day, 0),
      departMs: head.trip.departAt,
      bags: sum(rows),
      letters: [...new Set(rows.map((r) => r.letter))].sort(),
      stops,
    };
  });
}

const sum = (rows: readonly { bags: number }[]) => rows.reduce((n, r) => n + r.bags, 0);
