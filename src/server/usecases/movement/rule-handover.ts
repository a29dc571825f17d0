import { eq } from "drizzle-orm";
import type { RuleHandoverInput } from "#contract/movement.ts";
import { handovers } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { HANDOVERS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { cleanPhoto } from "../../photo/clean-photo.ts";
import { keepPhoto } from "../../photo/keep-photo.ts";
import { takeOverBags } from "../bags/take-over-bags.ts";
import { pileOf } from "./count-handover.ts";
import { settleStop } from "./settle-stop.ts";

/**
 * Dispatch or the desk decide how many bags the grid has, how many are lost, how many ride back. Of a disputed count there
 * is a photo to look at: the grid worker's, or one that comes with the ruling. Where nobody came to count, the reason says
 * on whose word.
 * @throws AppError `not_found`, `refused` with the domain's reason
 */
export async function ruleHandover(ctx: Ctx, input: RuleHandoverInput): Promise<void> {
  const { agreed, lost, backOnBoard, reason } = input;
  const picture = input.photo && (await cleanPhoto(input.photo));
  await act(ctx, (judge) =>
    judge.seeingAll(async (tx) => {
      const [handover] = await tx.select().from(handovers).where(eq(handovers.id, input.handoverId)).for("update");
      if (!handover) throw new AppError("not_found");
      const photo = picture ? await keepPhoto(tx, pileOf(handover), picture) : handover.photo;
      const facts = { photo, reason, offeredBags: handover.offered, agreed, lost, backOnBoard };
      const ruled = await moveOne(
        tx,
        HANDOVERS,
        handover,
        handover.state === "offered" ? "rule_uncounted" : "rule",
        facts,
        {
          reason,
          set: { agreed, lost, backOnBoard, photo, way: "ruled", ruling: reason, settledAt: tx.at },
          data: { agreed, lost, backOnBoard },
        },
      );
      await takeOverBags(tx, { ...ruled, agreed, lost, backOnBoard });
      await settleStop(tx, handover.stopId);
    }),
  );
}
