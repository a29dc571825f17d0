import { and, eq, gt, sql } from "drizzle-orm";
import type { FindBagInput } from "#contract/grid-doors.ts";
import { bags, handovers } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";

/**
 * A bag that was counted as missing turns up: it goes back to where it was lost and is taken over at the gate as the
 * others were, one custody event for each step; its order follows, and the count of that handover says so too, so that
 * the load still adds up.
 * @throws AppError `not_found`; `refused` with the domain's reason when it is not lost, or not fit for use
 */
export async function findBag(ctx: Ctx, input: FindBagInput): Promise<void> {
  await act(ctx, (worker) =>
    worker.seeingAll(async (tx) => {
      const [bag] = await tx.select().from(bags).where(eq(bags.id, input.bagId)).for("update");
      if (!bag || !tx.actor.grids.includes(bag.gridId)) throw new AppError("not_found");
      const ofStop = and(eq(handovers.stopId, bag.stopId ?? sql`NULL`), eq(handovers.gridId, bag.gridId));
      const [handover] = await tx.select().from(handovers).where(ofStop).for("update");
      if (!handover) throw new AppError("refused", { kind: "not_from_here", from: bag.state });
      const { fitForUse } = input;
      // The driver or dispatch may have said already that it is there.
      const found = bag.state === "found" ? [bag] : await moveBags(tx, [bag], "find", {}, { place: "grid" });
      const back = await moveBags(tx, found, "put_back", { fitForUse }, { place: "gate" });
      const here = await moveBags(tx, back, "arrive", { handover: handover.state }, { place: "gate" });
      await moveBags(tx, here, "take_over", {}, { place: "grid" });
      await tx
        .update(handovers)
        .set({ lost: sql`${handovers.lost} - 1`, agreed: sql`${handovers.agreed} + 1` })
        .where(and(ofStop, gt(handovers.lost, 0)));
      tx.tell("desk");
    }),
  );
}
