import { sql } from "drizzle-orm";
import type { CycleId } from "#domain/kernel/ids.ts";
import { imbalances } from "#domain/orders/conservation.ts";
import { MONEY_EQUATIONS, type MoneyUnderWay } from "#domain/orders/conservation-board.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import type { Tx } from "../client.ts";
import { sumOrderMoney } from "./order-money.ts";

export type PlaceMoney = { readonly communityId: string; readonly count: MoneyUnderWay };

const NOTHING: Record<keyof MoneyUnderWay, number> = {
  cashTaken: 0,
  banked: 0,
  inBoxes: 0,
  handedBack: 0,
  missing: 0,
  said: 0,
  found: 0,
  notFound: 0,
  beingChecked: 0,
  owedBack: 0,
  paidBack: 0,
  toPayBack: 0,
  open: 0,
  asked: 0,
  openWhileChecked: 0,
};

/** Who sees that an order owes, or gets money back: by its state it is on somebody's list. */
const ASKED: readonly PaymentState[] = ["due", "rejected"];

/** The money of a cycle by community, in fen. Read with the system's eyes: it adds up what is behind all doors. */
export async function readPlaceMoney(tx: Tx, cycleId: CycleId): Promise<PlaceMoney[]> {
  const places = new Map<string, Record<keyof MoneyUnderWay, number>>();
  const add = (place: string, some: Partial<MoneyUnderWay>) => {
    const here = places.get(place) ?? { ...NOTHING };
    for (const [term, fen] of Object.entries(some)) here[term as keyof MoneyUnderWay] += fen;
    places.set(place, here);
  };
  for (const e of await readEntries(tx, cycleId)) add(e.community, e.sums);
  const claims = await tx.execute<{ community: string; said: string; missed: string; open: string }>(sql`
    SELECT p.community_id AS community, sum(p.said_fen) AS said, coalesce(sum(p.said_fen - p.found_fen), 0) AS missed,
      coalesce(sum(p.said_fen) FILTER (WHERE o.payment = 'claimed' AND p.found_fen IS NULL), 0) AS open
    FROM payment_claims p JOIN household_orders o ON o.id = p.order_id WHERE p.cycle_id = ${cycleId} GROUP BY 1`);
  for (const c of claims)
    add(c.community, { said: Number(c.said), notFound: Number(c.missed), beingChecked: Number(c.open) });
  for (const m of await sumOrderMoney(tx, [cycleId])) {
    const onTheList = m.payment === "refund_due" || m.payment === "claimed";
    add(m.communityId, {
      owedBack: m.paidBackFen + m.backFen,
      toPayBack: onTheList ? m.backFen : 0,
      open: m.openFen,
      asked: ASKED.includes(m.payment) ? m.openFen : 0,
      openWhileChecked: m.payment === "claimed" ? m.openFen : 0,
    });
  }
  return [...places].map(([communityId, count]) => ({ communityId, count }));
}

/** What the books say of cash, transfers and refunds, each by the account that holds it in the end. */
async function readEntries(tx: Tx, cycleId: CycleId) {
  const rows = await tx.execute<{ community: string; account: string; kind: string; fen: string }>(sql`
    SELECT g.community_id AS community, a.kind AS account, e.kind, sum(e.amount_fen) AS fen
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id JOIN grids g ON g.id = e.grid_id
    WHERE e.cycle_id = ${cycleId} GROUP BY 1, 2, 3`);
  return rows.map(({ community, account, kind, fen: amount }) => {
    const fen = Number(amount);
    const sums: Partial<Record<keyof MoneyUnderWay, number>> = {};
    if (account === "household" && kind === "cash") sums.cashTaken = -fen;
    if (account === "household" && kind === "payment") sums.found = -fen;
    if (account === "escrow" && (kind === "bank" || kind === "difference")) sums.banked = fen;
    if (account === "cash_box") sums.inBoxes = fen;
    if (account === "household" && kind === "hand_back") sums.handedBack = fen;
    if (account === "difference") sums.missing = fen;
    // Counted at the bank's and the boxes' side: what homes got is on the other one.
    if ((account === "escrow" && kind === "refund") || (account === "cash_box" && kind === "hand_back"))
      sums.paidBack = -fen;
    return { community, sums };
  });
}

/** How many communities' sums of money break an equation; 0 is what must be. */
export async function countMoneyImbalances(tx: Tx, cycleId: CycleId): Promise<number> {
  const places = await readPlaceMoney(tx, cycleId);
  return places.reduce((n, p) => n + imbalances(p.count, MONEY_EQUATIONS).length, 0);
}
