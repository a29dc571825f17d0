import { inArray } from "drizzle-orm";
import type { CycleRef } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";
import { trips } from "#db/schema/index.ts";
import type { CycleState } from "#domain/offer/cycle.ts";
import { pickCycle } from "../desk/list-cycles.ts";

const TO_PLAN: readonly CycleState[] = ["allocated", "fulfilling", "closed", "closing", "open"];
const ON_THE_ROAD: readonly CycleState[] = ["fulfilling", "allocated", "reconciling"];

/** The cycle that was asked for; else the one whose trips wait to be published, or (`road`) the one that is driven today. */
export async function pickWork(
  tx: Tx,
  cycles: readonly CycleRef[],
  wanted: string | undefined,
  nowMs: number,
  view: "planned" | "road",
): Promise<CycleRef | undefined> {
  if (view === "road") return pickCycle(cycles, wanted, nowMs, ON_THE_ROAD);
  const waiting = new Set<string>(
    (
      await tx
        .selectDistinct({ id: trips.cycleId })
        .from(trips)
        .where(inArray(trips.state, ["planned"]))
    ).map((t) => t.id),
  );
  return pickCycle(
    cycles,
    wanted ??
      pickCycle(
        cycles.filter((c) => waiting.has(c.id)),
        undefined,
        nowMs,
        TO_PLAN,
      )?.id,
    nowMs,
    TO_PLAN,
  );
}
