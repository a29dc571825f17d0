import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { AnswerSettlementInput, ProposeSettlementInput, SettleStoreInput } from "#contract/settlements.ts";
import { readStoreRound } from "#db/queries/settlement-facts.ts";
import { batches, cycles, settlements, supermarkets } from "#db/schema/index.ts";
import type { SettlementId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import type { SettlementState } from "#domain/ledger/settlement.ts";
import {
  countChangedLines,
  type SettlementLine,
  settlementLines,
  settlementSums,
  settlementTerms,
} from "#domain/ledger/settlement-sum.ts";
import { BATCH } from "#domain/supply/batch.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { BATCHES, SETTLEMENTS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";

type Settlement = typeof settlements.$inferSelect;
type Stands = { readonly settlementId: SettlementId; readonly state: SettlementState; readonly revision: number };
const standsAs = ({ id, state, revision }: Settlement): Stands => ({ settlementId: id, state, revision });

/**
 * The desk lays down what a store is owed for a round, by the price card or by other contract prices, and so agrees to it;
 * once more after a dispute, or when something has changed. Sent twice it is laid down once.
 * @throws AppError `not_found`; `refused` with `bags_final` or `something_packed`; `conflict` when other figures were laid down meanwhile
 */
export async function proposeSettlement(ctx: Ctx, input: ProposeSettlementInput): Promise<Stands> {
  const { cycleId, supermarketId, revision } = input;
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const [known] = await tx
        .select({ id: cycles.id })
        .from(cycles)
        .innerJoin(supermarkets, eq(supermarkets.id, supermarketId))
        .where(eq(cycles.id, cycleId));
      if (!known) throw new AppError("not_found");
      const round = await readStoreRound(tx, cycleId, supermarketId);
      const terms = settlementTerms(round.goods, input.prices, input.leftOut);
      const lines = settlementLines(round, terms);
      const { payableFen } = settlementSums(lines);
      await tx
        .insert(settlements)
        .values({ id: randomUUID() as SettlementId, cycleId, supermarketId, terms, lines, payableFen, stateAt: tx.at })
        .onConflictDoNothing();
      const [row] = await tx
        .select()
        .from(settlements)
        .where(and(eq(settlements.cycleId, cycleId), eq(settlements.supermarketId, supermarketId)))
        .for("update");
      if (!row) throw new AppError("not_found");
      const isSame = countChangedLines(row.lines, lines) === 0;
      if (row.state === "proposed" && row.revision === revision + 1 && isSame) return standsAs(row);
      if (row.revision !== revision) throw new AppError("conflict");
      const facts = { bagsUnderWay: round.bagsUnderWay, lines: lines.length };
      const laid = { terms, lines, payableFen, revision: revision + 1 };
      const signed = { deskAgreedBy: tx.actor.userId, deskAgreedAt: tx.at, storeAgreedBy: null, storeAgreedAt: null };
      const set = { ...laid, ...signed, reason: null };
      return standsAs(await moveOne(tx, SETTLEMENTS, row, "propose", facts, { set, data: { payableFen } }));
    }),
  );
}

/**
 * The store's manager agrees to the figures that he saw, or says why not. Sent twice it is answered once.
 * @throws AppError `not_found` for another store's; `conflict` for other figures than he saw; `refused` with `lines_stand`
 */
export async function answerSettlement(ctx: Ctx, input: AnswerSettlementInput): Promise<Stands> {
  return act(ctx, (store) =>
    store.seeingAll(async (tx) => {
      const row = await inHand(tx, input.settlementId);
      if (!tx.actor.supermarkets.includes(row.supermarketId)) throw new AppError("not_found");
      const done = input.answer === "agree" ? "agreed" : "disputed";
      if (row.state === done && row.revision === input.revision) return standsAs(row);
      if (row.revision !== input.revision) throw new AppError("conflict");
      if (input.answer === "dispute") {
        const { reason } = input;
        return standsAs(await moveOne(tx, SETTLEMENTS, row, "dispute", { reason }, { reason }));
      }
      const changedLines = countChangedLines(row.lines, await presentLines(tx, row));
      const set = { storeAgreedBy: tx.actor.userId, storeAgreedAt: tx.at };
      return standsAs(await moveOne(tx, SETTLEMENTS, row, "agree", { changedLines }, { set }));
    }),
  );
}

/**
 * Settles what both have agreed to, and with it the store's batches of the round. Sent twice it is settled once.
 * @throws AppError `not_found`; `conflict` for other figures; `refused` with `lines_stand` or `claims_answered`
 */
export async function settleStore(ctx: Ctx, input: SettleStoreInput): Promise<Stands> {
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const row = await inHand(tx, input.settlementId);
      if (row.state === "settled") return standsAs(row);
      if (row.revision !== input.revision) throw new AppError("conflict");
      const round = await readStoreRound(tx, row.cycleId, row.supermarketId);
      const changedLines = countChangedLines(row.lines, settlementLines(round, row.terms));
      const openClaims = round.claims.filter((c) => c.isOpen).length;
      const data = { payableFen: row.payableFen };
      const settled = await moveOne(tx, SETTLEMENTS, row, "settle", { changedLines, openClaims }, { data });
      await settleBatches(tx, row);
      return standsAs(settled);
    }),
  );
}

async function inHand(tx: ActTx, id: SettlementId): Promise<Settlement> {
  const [row] = await tx.select().from(settlements).where(eq(settlements.id, id)).for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

async function presentLines(tx: ActTx, row: Settlement): Promise<readonly SettlementLine[]> {
  return settlementLines(await readStoreRound(tx, row.cycleId, row.supermarketId), row.terms);
}

async function settleBatches(tx: ActTx, row: Settlement): Promise<void> {
  const rows = await tx
    .select()
    .from(batches)
    .where(
      and(
        eq(batches.cycleId, row.cycleId),
        eq(batches.supermarketId, row.supermarketId),
        inArray(batches.state, statesBefore(BATCH, "settle")),
      ),
    )
    .orderBy(batches.id)
    .for("update");
  const signed = { signedByStore: row.storeAgreedAt !== null, signedByDesk: row.deskAgreedAt !== null };
  await moveAll(tx, BATCHES, rows, "settle", signed);
}
