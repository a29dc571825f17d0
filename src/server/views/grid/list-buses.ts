import { sql } from "drizzle-orm";
import type { BusView, PackageCount } from "#contract/grid.ts";
import type { GridId, HandoverId, TripId } from "#domain/kernel/ids.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { type HandoverState, type HandoverWay, OPEN_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { PASSED_BY_STOP_STATES } from "#domain/movement/stop.ts";
import { OUT_TRIP_STATES, type TripState, UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
import type { DeliveryMode, ZoneLevel } from "#domain/zones/zone.ts";
import type { View } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { readExpected } from "../driver/read-expected.ts";

type Row = {
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
  letters: PackageCount[];
};
const ms = (text: string | null) => (text === null ? null : Date.parse(text));

/** Today's buses for a grid by the clock, and those that are still out since yesterday: what each brings, and how the count at the gate stands. */
export async function listBuses(tx: View, _ctx: Ctx, gridId: GridId): Promise<BusView[]> {
  const now = tx.at;
  const day = toServiceDay(now);
  const rows = await tx.execute<Row>(sql`
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
  const expected = await readExpected(
    tx,
    rows.map((r) => r.trip_id),
    now,
  );
  const way = (r: Row): BusView["way"] =>
    r.trip_state === "broken_down" ? "stands" : OUT_TRIP_STATES.includes(r.trip_state) ? "moving" : "before";
  return rows.map((r) => ({
    tripId: r.trip_id,
    bus: r.bus,
    way: way(r),
    code: r.code,
    overdueMs: (expected.stop(r.stop_id)?.overdueSeconds ?? 0) * 1000,
    stopId: r.stop_id,
    handoverId: r.handover_id,
    tripNumber: r.trip,
    dueMs: expected.stop(r.stop_id)?.arriveAt ?? Date.parse(r.planned),
    lateMs: (expected.stop(r.stop_id)?.lateSeconds ?? 0) * 1000,
    arrivedMs: ms(r.arrived),
    settledMs: ms(r.settled),
    state: r.state ?? "coming",
    bags: r.offered ?? r.bags,
    counted: r.counted,
    agreed: r.agreed,
    mode: r.mode,
    zoneLevel: r.zone,
    photoId: r.photo,
    ruling: r.ruling,
    tookBy: r.way,
    letters: r.letters,
  }));
}
