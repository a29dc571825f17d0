import { desc, notInArray, sql } from "drizzle-orm";
import { type Turn, type TurnWhy, WALK, type WalkStep } from "#contract/demo.ts";
import { cycles } from "#db/schema/index.ts";
import { SETTLED_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { VOID_TRIP_STATES } from "#domain/movement/trip.ts";
import { type CycleState, UNALLOCATED_CYCLE_STATES, UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { OPEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { UNSTAGED_BATCH_STATES } from "#domain/supply/batch.ts";
import type { View } from "../act.ts";
import { DEMO_GRID, DEMO_PLACE } from "./sign-ins.ts";
import { findWalkedBus } from "./walked-bus.ts";

type Found = {
  ordered: boolean;
  sheet: string | null;
  batches: number;
  unstaged: number;
  handed: boolean;
  worker: string | null;
  manager: string | null;
};

/**
 * The guided walk through the newest round, from a resident's tap to the settled books: what is done already, by whoever
 * did it, and whose turn the rest is.
 */
export async function readWalk(tx: View, turns: readonly Turn[]): Promise<WalkStep[]> {
  const [round] = await tx
    .select()
    .from(cycles)
    .where(notInArray(cycles.state, [...UNOPENED_CYCLE_STATES]))
    .orderBy(desc(cycles.number))
    .limit(1);
  if (!round) return [];
  const f = await look(tx, round.id);
  const bus = await findWalkedBus(tx, round.id);
  const before = (...states: CycleState[]) => states.includes(round.state);
  const done: Readonly<Record<WalkStep["key"], boolean>> = {
    order: f.ordered,
    cut: !before("open"),
    sheet: !before("open") && f.sheet !== null && !(OPEN_SHEET_STATES as readonly string[]).includes(f.sheet),
    share: !UNALLOCATED_CYCLE_STATES.includes(round.state),
    pack: f.batches > 0 && f.unstaged === 0,
    plan: bus !== undefined,
    gate: f.handed,
    settle: before("settled", "archived"),
  };
  const mine = turns.filter((t) => t.cycle === round.number);
  const find = (whys: readonly TurnWhy[], also: (t: Turn) => boolean = () => true) =>
    mine.find((t) => whys.includes(t.why) && also(t));
  const turnOf: Readonly<Record<WalkStep["key"], Turn | undefined>> = {
    order: find(["order"]),
    cut: find(["cut"]),
    sheet: find(["review", "submit"], (t) => t.id === f.worker),
    share: find(["close", "share"]),
    pack: find(["take", "pick"], (t) => t.id === f.manager) ?? find(["pick"]),
    plan: find(["plan", "publish"]),
    // Its bus may come to other gates first, where others count.
    gate:
      find(["count"], (t) => t.id === f.worker) ??
      find(["load", "depart", "drive", "unload", "count"], (t) => t.trip === bus?.trip),
    settle: find(["settle"]) ?? find(["doors"], (t) => t.id === f.worker),
  };
  return WALK.map((key) => {
    const turn = done[key] ? null : (turnOf[key] ?? null);
    const waits = key === "gate" && !done.gate && !turn && bus && bus.dockAt > tx.at;
    return { key, done: done[key], turn, bus: waits ? { trip: bus.trip, atMs: bus.dockAt } : null };
  });
}

async function look(tx: View, round: string): Promise<Found> {
  const [found] = await tx.execute<Found>(sql`
    WITH place AS (SELECT c.id, g.id AS grid FROM communities c JOIN grids g ON g.community_id = c.id AND g.number = ${DEMO_GRID} WHERE c.code = ${DEMO_PLACE}),
      mine AS (SELECT b.* FROM batches b JOIN place ON place.id = b.community_id WHERE b.cycle_id = ${round} AND b.state NOT IN ('rejected', 'recalled')),
      trip AS (SELECT DISTINCT t.id FROM trips t JOIN stops s ON s.trip_id = t.id JOIN place ON place.id = s.community_id WHERE t.cycle_id = ${round} AND t.state NOT IN ${VOID_TRIP_STATES})
    SELECT EXISTS (SELECT FROM household_orders o JOIN users u ON u.id = o.placed_by WHERE o.cycle_id = ${round} AND o.channel = 'app' AND o.idempotency_key NOT LIKE 'demo:%') AS ordered,
      (SELECT s.state FROM grid_sheets s JOIN place ON place.grid = s.grid_id WHERE s.cycle_id = ${round}) AS sheet,
      (SELECT count(*)::int FROM mine) AS batches, (SELECT count(*)::int FROM mine WHERE state IN ${UNSTAGED_BATCH_STATES}) AS unstaged,
      EXISTS (SELECT FROM handovers h JOIN stops s ON s.id = h.stop_id JOIN trip ON trip.id = s.trip_id JOIN place ON place.grid = h.grid_id WHERE h.state IN ${SETTLED_HANDOVER_STATES}) AS handed,
      (SELECT a.user_id FROM assignments a JOIN place ON place.grid = a.grid_id WHERE a.role = 'GW' LIMIT 1) AS worker,
      (SELECT a.user_id FROM assignments a JOIN mine ON mine.supermarket_id = a.supermarket_id WHERE a.role = 'SUPM' LIMIT 1) AS manager`);
  if (!found) throw new Error("a count has a row");
  return found;
}
