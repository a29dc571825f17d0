import { and, eq, gt, notInArray, or } from "drizzle-orm";
import type { EndedEarly } from "#contract/grid.ts";
import { cycles, gridSheets } from "#db/schema/index.ts";
import type { GridId } from "#domain/kernel/ids.ts";
import { atServiceDay, plusSeconds } from "#domain/kernel/time.ts";
import { OVER_CYCLE_STATES } from "#domain/offer/cycle.ts";
import type { View } from "../../act.ts";

const TOLD_FOR_SECONDS = 24 * 3600;

/** Rounds that the desk has ended before their time since yesterday, newest first, with what it said to this grid's worker. */
export async function readEndedEarly(tx: View, gridId: GridId): Promise<EndedEarly[]> {
  const since = plusSeconds(tx.at, -TOLD_FOR_SECONDS);
  const rows = await tx
    .select({ cycle: cycles, takenAt: gridSheets.takenAt, takenReason: gridSheets.takenReason })
    .from(gridSheets)
    .innerJoin(cycles, eq(cycles.id, gridSheets.cycleId))
    .where(
      and(
        eq(gridSheets.gridId, gridId),
        notInArray(cycles.state, [...OVER_CYCLE_STATES]),
        or(gt(gridSheets.takenAt, since), gt(cycles.cutEarlyAt, since)),
      ),
    );
  return rows
    .flatMap(({ cycle, takenAt, takenReason }): EndedEarly[] => {
      const deliveryDayMs = atServiceDay(cycle.deliveryDay, 0);
      if (takenAt) return [{ what: "taken", why: takenReason ?? "", atMs: takenAt, deliveryDayMs }];
      return cycle.cutEarlyAt
        ? [{ what: "cut_off", why: cycle.cutEarlyReason ?? "", atMs: cycle.cutEarlyAt, deliveryDayMs }]
        : [];
    })
    .toSorted((a, b) => b.atMs - a.atMs);
}
