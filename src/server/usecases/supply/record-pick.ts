import { and, eq, sql } from "drizzle-orm";
import type { RecordPickInput } from "#contract/supply.ts";
import { listLotsOf } from "#db/queries/lots-on-shelf.ts";
import { lots, pickLots, picks } from "#db/schema/index.ts";
import type { LotId } from "#domain/kernel/ids.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { bindToLot, chooseLot } from "#domain/supply/lot-choice.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * Notes how much of an item a store has picked in all for a cycle, and from which lot.
 * @throws AppError `not_found` for another store; `refused` with `lot_expired`, `not_first_expiring` without a reason,
 * `lot_short` for more than is left of the lot, `less_than_lots` for a total below what other lots gave
 */
export async function recordPick(ctx: Ctx, input: RecordPickInput): Promise<void> {
  const { supermarketId, itemId, cycleId, pickedTenths, lotId, reason } = input;
  if (!ctx.actor.supermarkets.includes(supermarketId)) throw new AppError("not_found");
  await act(ctx, async (tx) => {
    if (lotId) await bindLot(tx, { ...input, lotId });
    await tx
      .insert(picks)
      .values({ cycleId, supermarketId, itemId, pickedTenths })
      .onConflictDoUpdate({
        target: [picks.cycleId, picks.supermarketId, picks.itemId],
        set: { pickedTenths },
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

/** Notes which lot gave how much of it: what the others did not. The lot's row is locked, so that two rounds do not take the same. */
async function bindLot(tx: ActTx, pick: RecordPickInput & { readonly lotId: LotId }): Promise<void> {
  const { supermarketId, itemId, cycleId, pickedTenths, lotId, reason } = pick;
  await tx.select({ id: lots.id }).from(lots).where(eq(lots.id, lotId)).for("update");
  const shelf = await listLotsOf(tx, supermarketId, itemId);
  const lot = unwrap(chooseLot(lotId, shelf, toServiceDay(tx.at), reason));
  const taken = await tx
    .select()
    .from(pickLots)
    .where(and(eq(pickLots.cycleId, cycleId), eq(pickLots.supermarketId, supermarketId), eq(pickLots.itemId, itemId)));
  const sum = (rows: typeof taken) => rows.reduce((n, row) => n + row.tenths, 0);
  const others = sum(taken.filter((t) => t.lotId !== lotId));
  const before = sum(taken.filter((t) => t.lotId === lotId));
  const tenths = unwrap(bindToLot(lot, pickedTenths, others, before));
  await tx
    .insert(pickLots)
    .values({ cycleId, supermarketId, itemId, lotId, tenths, reason: reason ?? null })
    .onConflictDoUpdate({
      target: [pickLots.cycleId, pickLots.supermarketId, pickLots.itemId, pickLots.lotId],
      set: { tenths, reason: sql`coalesce(excluded.reason, pick_lots.reason)` },
    });
}
