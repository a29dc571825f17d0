import { sql } from "drizzle-orm";
import type { RecordPickInput } from "#contract/supply.ts";
import { picks } from "#db/schema/index.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { record } from "../../record.ts";

/** Notes how much of an item a store has picked in all for a cycle. @throws AppError `not_found` for another store */
export async function recordPick(ctx: Ctx, input: RecordPickInput): Promise<void> {
  if (!ctx.actor.supermarkets.includes(input.supermarketId)) throw new AppError("not_found");
  await inScope(ctx, async (tx) => {
    await tx
      .insert(picks)
      .values({ ...input, lotId: input.lotId ?? null })
      .onConflictDoUpdate({
        target: [picks.cycleId, picks.supermarketId, picks.itemId],
        set: { pickedTenths: input.pickedTenths, lotId: sql`coalesce(excluded.lot_id, picks.lot_id)` },
      });
    await record(tx, ctx, {
      kind: "pick.recorded",
      subjectId: input.itemId,
      cycleId: input.cycleId,
      data: { store: input.supermarketId, pickedTenths: input.pickedTenths },
    });
  });
  await ctx.live.announce(`supermarket:${input.supermarketId}`);
}
