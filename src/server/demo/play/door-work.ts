import { and, eq, inArray, sql } from "drizzle-orm";
import { bags, type cycles, householdOrders } from "#db/schema/index.ts";
import { type Instant, plusSeconds } from "#domain/kernel/time.ts";
import { DOORS_TAKE } from "#domain/offer/day-stations.ts";
import { AT_DOOR_ORDER_STATES } from "#domain/orders/household-order.ts";
import { act, look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";
import { hoursOfRound } from "../read-clock.ts";
import { as, type Work } from "./work.ts";

/** What was due so long ago somebody has left for the reader to try. */
const LEFT_ALONE = 12 * 3600;

/** Bags at the gates of a round are brought to their doors. */
export async function listDoorWork(ctx: Ctx, round: typeof cycles.$inferSelect): Promise<Work[]> {
  const { waiting, at, now } = await look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [row] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(householdOrders)
      .where(and(eq(householdOrders.cycleId, round.id), inArray(householdOrders.state, [...AT_DOOR_ORDER_STATES])));
    const { doors } = await hoursOfRound(tx, round);
    return { waiting: row?.n ?? 0, at: plusSeconds(doors, DOORS_TAKE), now: tx.at };
  });
  if (waiting === 0 || at < plusSeconds(now, -LEFT_ALONE)) return [];
  return [{ key: `${round.id} doors`, at: at as Instant, run: () => deliver(ctx, round) }];
}

async function deliver(ctx: Ctx, round: typeof cycles.$inferSelect): Promise<void> {
  await act(as(ctx, "GW"), (worker) =>
    worker.seeingAll(async (tx) => {
      const theirs = await tx
        .select()
        .from(bags)
        .where(and(eq(bags.cycleId, round.id), eq(bags.state, "with_grid")))
        .orderBy(bags.id);
      await moveBags(tx, theirs, "deliver", {}, { place: "door" });
    }),
  );
}
