import { desc, eq, sql } from "drizzle-orm";
import type { CycleRef } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";
import { cycles } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
import { type BagsWhere, type CycleState, cycleStage } from "#domain/offer/cycle.ts";
import { cycleStation } from "#domain/offer/cycle-station.ts";
import { AT_STORE_BAG_STATES, type BagState, FINAL_BAG_STATES, STORE_BAG_STATES } from "#domain/supply/bag.ts";
import { AppError } from "../../app-error.ts";

/** The cycles from the newest back, as references for pickers. */
export async function listCycleRefs(tx: Tx, most = 60): Promise<CycleRef[]> {
  const rows = await readCycles(tx).orderBy(desc(cycles.number)).limit(most);
  return rows.map(toCycleRef);
}

const ID = /^[0-9a-f-]{36}$/i;

/** One cycle as a reference. @throws AppError `not_found`, also for what is no id */
export async function getCycleRef(tx: Tx, id: string): Promise<CycleRef> {
  const [row] = ID.test(id) ? await readCycles(tx).where(eq(cycles.id, id as CycleId)) : [];
  if (!row) throw new AppError("not_found");
  return toCycleRef(row);
}

const readCycles = (tx: Tx) => tx.select({ cycle: cycles, bagsWhere, tripsPublished }).from(cycles);

/** Whether a trip of it has gone out to its driver. */
export const tripsPublished = sql<boolean>`EXISTS (
  SELECT FROM trips t WHERE t.cycle_id = ${cycles.id} AND t.state NOT IN ${UNPUBLISHED_TRIP_STATES})`;

const outside = (states: readonly BagState[]) => sql`EXISTS (
  SELECT FROM bag_counts b WHERE b.cycle_id = ${cycles.id} AND NOT b.state = ANY (${`{${states.join(",")}}`}::bag_state[]))`;

/** Asked of cycles that are being carried out alone: of others nobody needs to know. */
export const bagsWhere = sql<BagsWhere>`CASE WHEN ${cycles.state} <> 'fulfilling' THEN 'under_way'
  WHEN NOT ${outside(FINAL_BAG_STATES)} THEN 'arrived'
  WHEN NOT ${outside([...AT_STORE_BAG_STATES, "scrapped"])} THEN 'in_store'
  WHEN NOT ${outside([...STORE_BAG_STATES, "scrapped"])} THEN 'at_dock' ELSE 'under_way' END`;

export const toCycleRef = ({
  cycle: c,
  bagsWhere,
  tripsPublished,
}: {
  cycle: typeof cycles.$inferSelect;
  bagsWhere: BagsWhere;
  tripsPublished: boolean;
}): CycleRef => ({
  id: c.id,
  number: c.number,
  state: c.state,
  stage: cycleStage(c.state, bagsWhere),
  station: cycleStation(c.state, bagsWhere, tripsPublished) ?? null,
  opensMs: c.opensAt,
  cutOffMs: c.cutOffAt,
  graceEndsMs: c.graceEndsAt,
  deliveryMs: atServiceDay(c.deliveryDay, 12 * 3600),
});

const ON_THE_ROAD: readonly CycleState[] = ["fulfilling", "allocated", "closed", "closing", "open", "reconciling"];

/**
 * The cycle that was asked for by id; else the one with most to watch: on the road with goods under way, then the one
 * whose goods are being made ready, then the one that is open.
 */
export function pickCycle(
  all: readonly CycleRef[],
  wanted: string | undefined,
  nowMs: number,
  order: readonly CycleState[] = ON_THE_ROAD,
): CycleRef | undefined {
  const asked = all.find((c) => c.id === wanted);
  if (asked) return asked;
  for (const state of order) {
    const there = all.filter((c) => c.state === state);
    // Of several on the road, the one that is delivered nearest to today; of equals the newest.
    const best = there.sort(
      (a, b) => Math.abs(a.deliveryMs - nowMs) - Math.abs(b.deliveryMs - nowMs) || b.number - a.number,
    )[0];
    if (best) return best;
  }
  return all[0];
}
