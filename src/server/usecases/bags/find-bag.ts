import { and, desc, eq, gt, sql } from "drizzle-orm";
import type { FindBagInput } from "#contract/grid-doors.ts";
import { bags, custodyEvents, handovers } from "#db/schema/index.ts";
import { BAG } from "#domain/supply/bag.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";

type Bag = typeof bags.$inferSelect;

/**
 * A bag that was missing turns up, and the grid worker has it: it goes back to where it was lost, one custody event for
 * each step, and its order follows. What was missing at the gate is taken over there as the others were, and the count of
 * that handover says so too, so that the load still adds up; what was missing at a door had been counted already.
 * @throws AppError `not_found`; `refused` with the domain's reason when it is not lost, or not fit for use
 */
export async function findBag(ctx: Ctx, input: FindBagInput): Promise<void> {
  await act(ctx, (worker) =>
    worker.seeingAll(async (tx) => {
      const [bag] = await tx.select().from(bags).where(eq(bags.id, input.bagId)).for("update");
      if (!bag || !tx.actor.grids.includes(bag.gridId)) throw new AppError("not_found");
      const { fitForUse } = input;
      // The driver or dispatch may have said already that it is there.
      const found = bag.state === "found" ? [bag] : await moveBags(tx, [bag], "find", {}, { place: "grid" });
      const facts = { fitForUse, lostFrom: await whereLost(tx, bag) };
      if (BAG.guards.lost_in_hands(facts)) await moveBags(tx, found, "take_up", facts, { place: "grid" });
      else await takeOverAtGate(tx, found, bag, fitForUse);
      tx.tell("desk");
    }),
  );
}

/** In whose custody it was when it was last said to be lost. */
async function whereLost(tx: ActTx, bag: Bag) {
  const [last] = await tx
    .select({ from: custodyEvents.from })
    .from(custodyEvents)
    .where(and(eq(custodyEvents.bagId, bag.id), eq(custodyEvents.to, "lost")))
    .orderBy(desc(custodyEvents.seq))
    .limit(1);
  return last?.from;
}

async function takeOverAtGate(tx: ActTx, found: readonly Bag[], bag: Bag, fitForUse: boolean): Promise<void> {
  const ofStop = and(eq(handovers.stopId, bag.stopId ?? sql`NULL`), eq(handovers.gridId, bag.gridId));
  const [handover] = await tx.select().from(handovers).where(ofStop).for("update");
  if (!handover) throw new AppError("refused", { kind: "not_from_here", from: bag.state });
  const back = await moveBags(tx, found, "put_back", { fitForUse }, { place: "gate" });
  const here = await moveBags(tx, back, "arrive", { handover: handover.state }, { place: "gate" });
  await moveBags(tx, here, "take_over", {}, { place: "grid" });
  await tx
    .update(handovers)
    .set({ lost: sql`${handovers.lost} - 1`, agreed: sql`${handovers.agreed} + 1` })
    .where(and(ofStop, gt(handovers.lost, 0)));
}
