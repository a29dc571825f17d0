import { eq, sql } from "drizzle-orm";
import type { ManifestView } from "#contract/store.ts";
import { cycles, depots, supermarkets, trips, vehicles } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { type TripState, UNPLANNED_TRIP_STATES } from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";

type Row = {
  stop_id: string;
  sequence: number;
  name: Names;
  due: string;
  /** Null where it is not known yet which bags of a batch ride here. */
  grid: number | null;
  letter: string | null;
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
      WITH load AS (
        SELECT l.stop_id, l.batch_id, l.planned, (SELECT count(*) FROM stop_loads o JOIN stops os ON os.id = o.stop_id
          JOIN trips ot ON ot.id = os.trip_id WHERE o.batch_id = l.batch_id AND ot.state NOT IN ${UNPLANNED_TRIP_STATES}) AS rides
        FROM stop_loads l JOIN stops s ON s.id = l.stop_id WHERE s.trip_id = ${tripId}
      ), pile AS (
        -- Bags that are not on a bus yet belong to their batch's only stop; of a batch that rides in parts only the number is known.
        SELECT l.stop_id, g.number AS grid, p.letter, count(*)::int AS bags FROM load l
        JOIN bags b ON b.batch_id = l.batch_id AND b.state <> 'scrapped' AND (b.stop_id = l.stop_id OR (b.stop_id IS NULL AND l.rides = 1))
        JOIN grids g ON g.id = b.grid_id JOIN package_versions v ON v.id = b.package_version_id JOIN packages p ON p.id = v.package_id GROUP BY 1, 2, 3
        UNION ALL
        SELECT l.stop_id, NULL, NULL, sum(l.planned)::int FROM load l
        WHERE l.rides > 1 AND NOT EXISTS (SELECT FROM bags b WHERE b.stop_id = l.stop_id AND b.batch_id = l.batch_id) GROUP BY 1
      )
      SELECT s.id AS stop_id, s.sequence, c.name, s.planned_arrive_at AS due, pile.grid, pile.letter, pile.bags
      FROM stops s JOIN communities c ON c.id = s.community_id JOIN pile ON pile.stop_id = s.id
      WHERE s.trip_id = ${tripId} ORDER BY s.sequence, pile.grid, pile.letter`);
    const stops = [...new Map(rows.map((r) => [r.stop_id, r])).values()].map((first) => {
      const mine = rows.filter((r) => r.stop_id === first.stop_id);
      const grids = [...new Set(mine.map((r) => r.grid))].map((number) => {
        const pile = mine.filter((r) => r.grid === number);
        const known = pile.flatMap((r) => (r.letter === null ? [] : [[r.letter, r.bags] as const]));
        return { number, bags: sum(pile), byLetter: Object.fromEntries(known) };
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
      letters: [...new Set(rows.flatMap((r) => r.letter ?? []))].sort(),
      loaded: !BEFORE_LOADING.includes(head.trip.state),
      stops,
    };
  });
}

/** What stands on the sheet is planned: nothing is on the bus. */
const BEFORE_LOADING: readonly TripState[] = ["draft", "planned", "published", "ready"];

const sum = (rows: readonly { bags: number }[]) => rows.reduce((n, r) => n + r.bags, 0);
