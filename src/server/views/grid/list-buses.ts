import type { BusView } from "#contract/grid.ts";
import { type BusOfGrid, listBusesOfGrid } from "#db/queries/buses-of-grid.ts";
import type { GridId } from "#domain/kernel/ids.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import type { View } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { readExpected } from "../driver/read-expected.ts";

const ms = (text: string | null) => (text === null ? null : Date.parse(text));

/** Today's buses for a grid by the clock, and those that are still out since yesterday: what each brings, and how the count at the gate stands. */
export async function listBuses(tx: View, _ctx: Ctx, gridId: GridId): Promise<BusView[]> {
  const now = tx.at;
  const rows = await listBusesOfGrid(tx, gridId, toServiceDay(now));
  const expected = await readExpected(
    tx,
    rows.map((r) => r.trip_id),
    now,
  );
  const way = (r: BusOfGrid): BusView["way"] =>
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
