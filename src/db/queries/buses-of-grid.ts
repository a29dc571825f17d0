import { sql } from "drizzle-orm";
import type { GridId, HandoverId, PackageVersionId, TripId } from "#domain/kernel/ids.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { type HandoverState, type HandoverWay, OPEN_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { PASSED_BY_STOP_STATES } from "#domain/movement/stop.ts";
import { OUT_TRIP_STATES, type TripState, UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
import type { DeliveryMode, ZoneLevel } from "#domain/zones/zone.ts";
import type { Tx } from "../client.ts";

export type BusOfGrid = {
  trip_id: TripId;
  stop_id: string;
  handover_id: HandoverId | null;
  trip: number;
  bus: string;
  trip_state: TripState;
  code: string | null;
  planned: string;
  arrived: string | null;
  settled: string | null;
  state: HandoverState | null;
  bags: number;
  offered: number | null;
  counted: number | null;
  agreed: number | null;
  mode: DeliveryMode | null;
  zone: ZoneLevel | null;
  photo: string | null;
  ruling: string | null;
  way: HandoverWay | null;
  letters: { letter: string; bags: number; packageVersionId: PackageVersionId }[];
};

/** The buses that bring a grid bags on a day, and those still out since before: what each has for it and how its count stands. */
export const listBusesOfGrid = (tx: Pick<Tx, "execute">, gridId: GridId, day: ServiceDay) =>
  tx.execute<BusOfGrid>(sql`
    WITH pile AS (
      SELECT b.stop_id, p.letter, v.id AS package, count(*)::int AS n FROM bags b JOIN package_versions v ON v.id = b.package_version_id JOIN packages p ON p.id = v.package_id
      WHERE b.grid_id = ${gridId} AND b.stop_id IS NOT NULL AND b.state <> 'scrapped' GROUP BY 1, 2, 3
    )
    SELECT t.id AS trip_id, s.id AS stop_id, h.id AS handover_id, t.number AS trip, v.name AS bus, t.state AS trip_state,
      CASE WHEN h.state IS NULL OR h.state = 'offered' THEN handover_code(s.id, ${gridId}) END AS code, s.planned_arrive_at AS planned, s.arrived_at AS arrived, h.settled_at AS settled, h.state,
      sum(pile.n)::int AS bags, h.offered, h.counted, h.agreed, h.mode, h.zone_level AS zone, h.photo, h.ruling, h.way,
      jsonb_agg(jsonb_build_object('letter', pile.letter, 'bags', pile.n, 'packageVersionId', pile.package) ORDER BY pile.letter) AS letters
    FROM pile JOIN stops s ON s.id = pile.stop_id JOIN trips t ON t.id = s.trip_id JOIN vehicles v ON v.id = t.vehicle_id
    LEFT JOIN handovers h ON h.stop_id = s.id AND h.grid_id = ${gridId}
    WHERE t.state NOT IN ${UNPUBLISHED_TRIP_STATES} AND s.state NOT IN ${PASSED_BY_STOP_STATES}
      AND (h.state IN ${OPEN_HANDOVER_STATES} OR (h.settled_at IS NULL AND t.state IN ${OUT_TRIP_STATES}) OR (coalesce(h.settled_at, s.planned_arrive_at) AT TIME ZONE 'Asia/Shanghai')::date = ${day}::date)
    GROUP BY s.id, h.id, t.id, v.name ORDER BY coalesce(s.arrived_at, s.planned_arrive_at)`);
