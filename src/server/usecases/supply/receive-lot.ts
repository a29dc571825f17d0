import { and, eq, gt, sql } from "drizzle-orm";
import type { ReceiveLotInput, TakeBackLotInput } from "#contract/goods.ts";
import { items, lots, pickLots } from "#db/schema/index.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { checkReceipt } from "#domain/supply/receipt.ts";
import { act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { cleanPhoto } from "../../photo/clean-photo.ts";
import { keepPhoto } from "../../photo/keep-photo.ts";
import { record } from "../../record.ts";

/**
 * Takes a lot in: a line of the purchase ledger, with the photo of its paper. Sent twice it comes in once.
 * @throws AppError `not_found` for another store or an item that is not there; `refused` with `lot_expired`,
 * `part_of_a_piece`, `lot_known` when the store has a lot of that number and item, `key_taken` when the id is another's
 */
export async function receiveLot(ctx: Ctx, input: ReceiveLotInput): Promise<void> {
  const { photo: sent, ...wish } = input;
  if (!ctx.actor.supermarkets.includes(wish.supermarketId)) throw new AppError("not_found");
  const photo = sent && (await cleanPhoto(sent));
  await act(ctx, async (tx) => {
    const [item] = await tx.select().from(items).where(eq(items.id, wish.itemId));
    if (!item) throw new AppError("not_found");
    unwrap(checkReceipt({ ...wish, unitKind: item.unitKind }, toServiceDay(tx.at)));
    const { lotId: id, ...row } = wish;
    const stored = await tx
      .insert(lots)
      .values({ id, ...row, receivedBy: tx.actor.userId, receivedAt: tx.at })
      .onConflictDoNothing()
      .returning({ id: lots.id });
    if (stored.length === 0) {
      const [there] = await tx.select().from(lots).where(eq(lots.id, id));
      if (!there) throw new AppError("refused", { kind: "lot_known" });
      const same = (Object.keys(row) as (keyof typeof row)[]).every((key) => there[key] === row[key]);
      if (!same) throw new AppError("refused", { kind: "key_taken" });
      return;
    }
    if (photo) await keepPhoto(tx, { subject: "lot", subjectId: id }, photo);
    await record(tx, { kind: "lot.received", subjectId: id, data: { ...row, photo: photo !== undefined } });
    tx.tell([`supermarket:${wish.supermarketId}`, "desk"]);
  });
}

/**
 * Takes a lot out of the ledger again, while nothing was picked from it: it stays on record with the reason.
 * @throws AppError `not_found`, also for another store's; `refused` with `lot_in_use`
 */
export async function takeBackLot(ctx: Ctx, { lotId, reason }: TakeBackLotInput): Promise<void> {
  await act(ctx, async (tx) => {
    const [lot] = await tx.select().from(lots).where(eq(lots.id, lotId)).for("update");
    if (!lot || !tx.actor.supermarkets.includes(lot.supermarketId)) throw new AppError("not_found");
    if (lot.takenBack !== null) return;
    const [used] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(pickLots)
      .where(and(eq(pickLots.lotId, lotId), gt(pickLots.tenths, 0)));
    if (used && used.n > 0) throw new AppError("refused", { kind: "lot_in_use" });
    await tx.update(lots).set({ takenBack: reason }).where(eq(lots.id, lotId));
    await record(tx, { kind: "lot.taken_back", subjectId: lotId, reason });
    tx.tell([`supermarket:${lot.supermarketId}`, "desk"]);
  });
}
