import { and, gte, inArray } from "drizzle-orm";
import { cycles } from "#db/schema/index.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { type CycleState, PLANNABLE_CYCLE_STATES, UNALLOCATED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { look } from "../act.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import { drivesOf, listClosuresOfDay, toClosures } from "./closures-in-force.ts";
import { travelOf } from "./day-travel.ts";
import { readDay } from "./read-day.ts";
import type { OpenRoads } from "./roads-in-use.ts";

/** Bags are to be carried for them, now or once they are shared out. */
const TO_BE_PLANNED: readonly CycleState[] = [...UNALLOCATED_CYCLE_STATES, ...PLANNABLE_CYCLE_STATES];

/**
 * Asks for the matrices of the days to come before anybody waits for them: after an import and after a closure the next
 * plan finds its own kept.
 */
export async function readyMatrices(ctx: Ctx, open: OpenRoads): Promise<void> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const coming = await look(system, (tx) =>
    tx
      .select({ id: cycles.id })
      .from(cycles)
      .where(and(inArray(cycles.state, [...TO_BE_PLANNED]), gte(cycles.deliveryDay, toServiceDay(tx.at)))),
  );
  for (const { id } of coming) {
    const { day, deliveryDay, closures } = await look(system, async (tx) => {
      const read = await readDay(tx, id);
      return { ...read, closures: await listClosuresOfDay(tx, read.deliveryDay) };
    });
    await travelOf(system, open, day, toClosures(closures), drivesOf(deliveryDay));
  }
}
