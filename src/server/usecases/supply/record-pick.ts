import { and, eq, sql } from "drizzle-orm";
import type { RecordPickInput } from "#contract/supply.ts";
import { lots, picks } from "#db/schema/index.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { chooseLot } from "#domain/supply/lot-choice.ts";
import { act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * Notes how much of an item a store has picked in all for a cycle, and from which lot.
 * @throws AppError `not_found` for another store; `refused` with `lot_expired`, or `not_first_expiring` without a reason
 */
export async function recordPick(ctx: Ctx, input: RecordPickInput): Promise<void> {
  const { supermarketId, itemId, cycleId, pickedTenths, lotId, reason } = input;
  if (!ctx.actor.supermarkets.includes(supermarketId)) throw new AppError("not_found");
  await act(ctx, async (tx) => {
    if (lotId) {
      const shelf = await tx
        .select({ id: lots.id, expiresOn: lots.expiresOn })
        .from(lots)
        .where(and(eq(lots.supermarketId, supermarketId), eq(lots.itemId, itemId)));
      unwrap(chooseLot(lotId, shelf, toServiceDay(tx.at), reason));
    }
    await tx
      .insert(picks)
      .values({ cycleId, supermarketId, itemId, pickedTenths, lotId: lotId ?? null })
      .onConflictDoUpdate({
        target: [picks.cycleId, picks.supermarketId, picks.itemId],
        set: { pickedTenths, lotId: sql`coalesce(excluded.lot_id, picks.lot_id)` },
      });
    await record(tx, {
      kind: "pick.recorded",
      subjectId: itemId,
      cycleId,
      reason,
      data: { store: supermarketId, pickedTenths, lot: lotId ?? null },
    });
    tx.tell(`supermarket:${supermarketId}`);
  });
}
