import { sql } from "drizzle-orm";
import type { Names } from "#domain/kernel/names.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { OVER_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { BEFORE_GATE_BAG_STATES, ON_BUS_BAG_STATES } from "#domain/supply/bag.ts";
import type { Tx } from "../client.ts";

type ServedPlace = {
  readonly id: string;
  readonly name: Names;
  readonly s_name: Names;
  readonly district_id: string;
  readonly lat: number;
  readonly lng: number;
  readonly bags: number;
  readonly coming: number;
  readonly handed: number;
  readonly delivered: number;
  readonly elders: number;
  readonly waiting: number;
  readonly trip: number | null;
};

/** How many bags of a cycle each community is to get, has coming and has got, its trip, and since how many days it waits for any round. */
export const listServedPlaces = (tx: Pick<Tx, "execute">, cycleId: string, now: Instant) =>
  tx.execute<ServedPlace>(sql`
    WITH l AS (SELECT community_id, sum(allocated) AS bags, sum(locked) AS locked FROM line_stages WHERE cycle_id = ${cycleId} GROUP BY 1),
    b AS (SELECT community_id, coalesce(sum(bags) FILTER (WHERE state IN ${ON_BUS_BAG_STATES}), 0) AS coming,
      coalesce(sum(bags) FILTER (WHERE state NOT IN ${BEFORE_GATE_BAG_STATES}), 0) AS handed,
      coalesce(sum(bags) FILTER (WHERE state = 'delivered'), 0) AS delivered FROM bag_counts WHERE cycle_id = ${cycleId} GROUP BY 1),
    e AS (SELECT community_id, sum(elders_alone) AS elders FROM grid_homes GROUP BY 1),
    t AS (SELECT s.community_id, min(t.number) AS trip FROM stops s JOIN trips t ON t.id = s.trip_id WHERE t.cycle_id = ${cycleId} AND t.state <> 'cancelled' AND s.state IN ${OPEN_STOP_STATES} GROUP BY 1),
    w AS (SELECT k.community_id, min(y.cut_off_at) AS since FROM (SELECT DISTINCT cycle_id, community_id FROM bag_counts WHERE state IN ${BEFORE_GATE_BAG_STATES}) k
      JOIN cycles y ON y.id = k.cycle_id AND y.state NOT IN ${OVER_CYCLE_STATES} GROUP BY 1)
    SELECT c.id, c.name, c.subdistrict AS s_name, c.district_id, c.lat, c.lng,
      coalesce(l.bags, l.locked, 0)::int AS bags, coalesce(b.coming, 0)::int AS coming, coalesce(b.handed, 0)::int AS handed, coalesce(b.delivered, 0)::int AS delivered,
      coalesce(e.elders, 0)::int AS elders, t.trip, greatest(0, floor(extract(epoch FROM ${new Date(now).toISOString()}::timestamptz - w.since) / 86400))::int AS waiting
    FROM communities c LEFT JOIN l ON l.community_id = c.id LEFT JOIN b ON b.community_id = c.id LEFT JOIN e ON e.community_id = c.id
      LEFT JOIN t ON t.community_id = c.id LEFT JOIN w ON w.community_id = c.id ORDER BY c.code`);
