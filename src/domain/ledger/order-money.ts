import { type Fen, fen } from "../kernel/money.ts";

/** What is on record of one order's money, in fen, summed up; sums of orders that stand on one side of zero may be added. */
export const MONEY_SUMS = ["cost", "cash", "transfer", "waived", "credit", "handedBack", "sentBack", "said"] as const;
/**
 * `cost`: what the home is charged for the order as it stands now, nothing once it is cancelled. `cash` and `transfer`:
 * what was received of it, at the door and on the bank's statement. `credit`: what it used of its home's credit. `handedBack` and `sentBack`: what it got back, in
 * cash and by transfer. `said`: what the home says it has paid and nobody has looked for yet.
 */
export type MoneySums = Readonly<Record<(typeof MONEY_SUMS)[number], number>>;

/** The one sentence about an order's money that its home reads, its grid worker and the desk too. */
export const MONEY_SAYS = ["comes_back", "being_checked", "to_pay", "paid_back", "paid", "nothing"] as const;
export type MoneySays = (typeof MONEY_SAYS)[number];

/** How an order stands with its home, in fen: never below zero, and never both open and coming back. */
export type OrderMoney = {
  readonly says: MoneySays;
  readonly costFen: Fen;
  readonly receivedFen: Fen;
  readonly waivedFen: Fen;
  /** Paid by what the home had to its credit. */
  readonly creditFen: Fen;
  readonly paidBackFen: Fen;
  /** Said to be paid, not looked for yet. */
  readonly saidFen: Fen;
  /** By the books still to be paid, whatever the home says. */
  readonly openFen: Fen;
  /** What the home is asked for: not again for what it says it has paid. */
  readonly dueFen: Fen;
  /** Still to come back to the home. */
  readonly backFen: Fen;
  /** How it comes back: as it was given; in cash as far as cash was taken for this order. */
  readonly backBy: "cash" | "transfer" | null;
};

/** What is owed for the order by the books, in fen; below zero the home gets money back. */
export function owedFen(s: MoneySums): Fen {
  return fen(s.cost - s.cash - s.transfer - s.waived - s.credit + s.handedBack + s.sentBack);
}

/**
 * The money of an order as every screen tells it. Invariant: cost + paid back + coming back = received + waived + credit + open.
 * @param s sums in fen
 */
export function orderMoney(s: MoneySums): OrderMoney {
  const owed = owedFen(s);
  const openFen = fen(Math.max(0, owed));
  const backFen = fen(Math.max(0, -owed));
  const receivedFen = fen(s.cash + s.transfer);
  const paidBackFen = fen(s.handedBack + s.sentBack);
  const dueFen = fen(Math.max(0, openFen - s.said));
  const says: MoneySays =
    s.said > 0
      ? "being_checked"
      : backFen > 0
        ? "comes_back"
        : openFen > 0
          ? "to_pay"
          : paidBackFen > 0 && s.cost === 0
            ? "paid_back"
            : receivedFen + s.waived + s.credit > 0
              ? "paid"
              : "nothing";
  return {
    says,
    costFen: fen(s.cost),
    receivedFen,
    waivedFen: fen(s.waived),
    creditFen: fen(s.credit),
    paidBackFen,
    saidFen: fen(s.said),
    openFen,
    dueFen,
    backFen,
    backBy: backFen === 0 ? null : s.cash - s.handedBack >= backFen ? "cash" : "transfer",
  };
}
