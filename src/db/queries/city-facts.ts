import { sql } from "drizzle-orm";
import type { CityFacts } from "#domain/oversight/readiness.ts";
import type { Tx } from "../client.ts";

/** What the city has of what a round needs, as of now. Read with the system's eyes. */
export async function readCityFacts(tx: Tx): Promise<CityFacts> {
  const [row] = await tx.execute<CityFacts>(sql`
    WITH held AS MATERIALIZED (SELECT * FROM assignments WHERE "from" <= app_now() AND ("to" IS NULL OR "to" > app_now())),
      lived AS MATERIALIZED (SELECT grid_id, community_id FROM households WHERE NOT vacant GROUP BY 1, 2)
    SELECT (SELECT count(*)::int FROM communities) AS places,
      (SELECT count(*)::int FROM communities c WHERE NOT EXISTS (SELECT FROM lived l WHERE l.community_id = c.id)) AS "placesWithoutHomes",
      (SELECT count(*)::int FROM lived) AS grids,
      (SELECT count(*)::int FROM lived l WHERE NOT EXISTS (SELECT FROM held a WHERE a.role = 'GW' AND a.grid_id = l.grid_id)) AS "gridsWithoutWorker",
      (SELECT count(*)::int FROM communities c WHERE NOT EXISTS (SELECT FROM held a WHERE a.role = 'COM' AND a.community_id = c.id)) AS "placesWithoutClerk",
      (SELECT count(*)::int FROM supermarkets) AS stores,
      (SELECT count(*)::int FROM supermarkets WHERE daily_capacity_bags = 0) AS "storesWithoutCapacity",
      (SELECT count(*)::int FROM supermarkets s WHERE NOT EXISTS (SELECT FROM held a WHERE a.role IN ('SUP', 'SUPM') AND a.supermarket_id = s.id)) AS "storesWithoutStaff",
      (SELECT count(*)::int FROM packages) AS packages,
      (SELECT count(*)::int FROM vehicles WHERE in_service) AS buses,
      (SELECT count(*)::int FROM vehicles WHERE in_service AND driver_id IS NULL) AS "busesWithoutDriver",
      (SELECT count(*)::int FROM depots) AS depots,
      (SELECT count(*)::int FROM depots d WHERE NOT EXISTS (SELECT FROM held a WHERE a.role = 'DEP' AND (a.depot_id IS NULL OR a.depot_id = d.id))) AS "depotsWithoutKeeper",
      (SELECT count(DISTINCT user_id)::int FROM held WHERE role = 'DIS') AS dispatchers,
      (SELECT count(DISTINCT user_id)::int FROM held WHERE role = 'DESK') AS desks`);
  if (!row) throw new Error("a query of counts has a row");
  return row;
}
