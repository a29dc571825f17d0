import { eq } from "drizzle-orm";
import type { MarkSetDownInput } from "#contract/places.ts";
import { communities } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * The community's clerk says where bags may be set down at the gate when nobody comes, or that there is no such zone.
 * @throws AppError `not_found`, also for another clerk's community
 */
export async function markSetDown(ctx: Ctx, input: MarkSetDownInput): Promise<void> {
  const { communityId, zone } = input;
  await act(ctx, async (tx) => {
    if (tx.role === "COM" && !tx.actor.communities.includes(communityId)) throw new AppError("not_found");
    const stored = await tx
      .update(communities)
      .set({ setDownZone: zone === "" ? null : zone })
      .where(eq(communities.id, communityId))
      .returning({ id: communities.id });
    if (stored.length === 0) throw new AppError("not_found");
    await record(tx, { kind: "community.set_down_marked", subjectId: communityId, data: { zone } });
    tx.tell([`community:${communityId}`, "dispatch"]);
  });
}
