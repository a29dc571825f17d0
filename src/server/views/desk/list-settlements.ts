import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { SettlementLineView, SettlementView } from "#contract/settlements.ts";
import type { Tx } from "#db/client.ts";
import { readStoreRound, type StoreRound } from "#db/queries/settlement-facts.ts";
import { batches, cycles, settlements, supermarkets } from "#db/schema/index.ts";
import type { CycleId, SupermarketId } from "#domain/kernel/ids.ts";
import {
  countChangedLines,
  type SettlementLine,
  type SettlementTerms,
  settlementLines,
  settlementSums,
  settlementTerms,
} from "#domain/ledger/settlement-sum.ts";
import { OWED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

/** What each store is owed for a round, laid down or as it would be, with every line behind it. @throws AppError `not_found` */
export function listSettlements(ctx: Ctx, cycleId: string): Promise<{ number: number; stores: SettlementView[] }> {
  if (!z.guid().safeParse(cycleId).success) throw new AppError("not_found");
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [cycle] = await tx
      .select()
      .from(cycles)
      .where(eq(cycles.id, cycleId as CycleId));
    if (!cycle) throw new AppError("not_found");
    const stores = await tx
      .selectDistinct({ store: supermarkets })
      .from(supermarkets)
      .innerJoin(batches, and(eq(batches.supermarketId, supermarkets.id), eq(batches.cycleId, cycle.id)))
      .orderBy(asc(supermarkets.code));
    const views: SettlementView[] = [];
    for (const { store } of stores) views.push(await viewOf(tx, cycle, store));
    return { number: cycle.number, stores: views };
  });
}

/** The rounds that a store has settled or has to settle, the newest first, and the one in hand. @throws AppError `not_found` for another's */
export function getStoreSettlement(
  ctx: Ctx,
  store: SupermarketId,
  asked: string | undefined,
): Promise<{ rounds: { cycleId: CycleId; number: number }[]; settlement: SettlementView | null }> {
  if (!ctx.actor.supermarkets.includes(store)) throw new AppError("not_found");
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [own] = await tx.select().from(supermarkets).where(eq(supermarkets.id, store));
    const rounds = await tx
      .selectDistinct({ cycle: cycles })
      .from(cycles)
      .innerJoin(batches, and(eq(batches.cycleId, cycles.id), eq(batches.supermarketId, store)))
      .where(inArray(cycles.state, [...OWED_CYCLE_STATES]))
      .orderBy(desc(cycles.number))
      .limit(8);
    const cycle = (rounds.find((r) => r.cycle.id === asked) ?? rounds[0])?.cycle;
    return {
      rounds: rounds.map((r) => ({ cycleId: r.cycle.id, number: r.cycle.number })),
      settlement: own && cycle ? await viewOf(tx, cycle, own) : null,
    };
  });
}

type Cycle = typeof cycles.$inferSelect;
type Store = typeof supermarkets.$inferSelect;

async function viewOf(tx: Tx, cycle: Cycle, store: Store): Promise<SettlementView> {
  const round = await readStoreRound(tx, cycle.id, store.id);
  const [row] = await tx
    .select()
    .from(settlements)
    .where(and(eq(settlements.cycleId, cycle.id), eq(settlements.supermarketId, store.id)));
  const terms = row?.terms ?? settlementTerms(round.goods);
  const present = settlementLines(round, terms);
  const lines = row?.lines ?? present;
  return {
    settlementId: row?.id ?? null,
    cycleId: cycle.id,
    cycleNumber: cycle.number,
    supermarketId: store.id,
    store: store.name,
    state: row?.state ?? null,
    revision: row?.revision ?? 0,
    reason: row?.reason ?? null,
    deskAgreedMs: row?.deskAgreedAt ?? null,
    storeAgreedMs: row?.storeAgreedAt ?? null,
    sums: settlementSums(lines),
    lines: lines.map((line) => inWords(line, round)),
    changedLines: row ? countChangedLines(lines, present) : 0,
    openClaims: round.claims.filter((c) => c.isOpen).length,
    bagsUnderWay: round.bagsUnderWay,
    claims: round.claims
      .filter((c) => c.refundFen > 0)
      .map(({ isOpen: _, ...c }) => ({ ...c, leftOut: terms.leftOut.includes(c.claimId) })),
    prices: pricesOf(round, terms),
  };
}

function pricesOf({ goods }: StoreRound, terms: SettlementTerms): SettlementView["prices"] {
  const once = new Map(goods.map((g) => [g.packageVersionId, g]));
  return [...once.values()].map(({ packageVersionId, letter, name, cardFen }) => ({
    packageVersionId,
    letter,
    name,
    cardFen,
    contractFen: terms.prices.find((p) => p.packageVersionId === packageVersionId)?.contractFen ?? cardFen,
  }));
}

function inWords(line: SettlementLine, { goods, claims }: StoreRound): SettlementLineView {
  if (line.kind === "claim") {
    const claim = claims.find((c) => c.claimId === line.claimId);
    return {
      key: line.claimId,
      kind: "claim",
      community: null,
      letter: null,
      package: null,
      claim: claim ? { claimId: claim.claimId, kind: claim.kind, bagNumber: claim.bagNumber } : null,
      batchId: null,
      bags: null,
      amountFen: line.amountFen,
    };
  }
  const of = goods.find((g) => g.batchId === line.batchId && g.packageVersionId === line.packageVersionId);
  return {
    key: `${line.kind} ${line.batchId} ${line.packageVersionId}`,
    kind: line.kind,
    community: of?.community ?? null,
    letter: of?.letter ?? null,
    package: of?.name ?? null,
    claim: null,
    batchId: line.batchId,
    bags: line.bags,
    amountFen: line.amountFen,
  };
}
