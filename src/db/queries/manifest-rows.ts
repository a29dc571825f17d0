import { sql } from "drizzle-orm";
import type { TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { UNPLANNED_TRIP_STATES } from "#domain/movement/trip.ts";
import type { Tx } from "../client.ts";

type ManifestRow = {
  stop_id: string;
  sequence: number;
  name: Names;
  due: string;
  /** Null where it is not known yet which bags of a batch ride here. */
  grid: number | null;
  letter: string | null;
  bags: number;
};

/** How many bags ride with a trip to each stop, by grid and package, in the order of the stops. */
export const listManifestRows = (tx: Pick<Tx, "execute">, tripId: TripId) =>
  tx.execute<ManifestRow>(sql`
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
