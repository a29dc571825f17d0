import type { HouseholdId, SupermarketId, UserId } from "../kernel/ids.ts";
import { addFen, type Fen, fen } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/**
 * `clearing` stands between homes and stores: what homes were charged and stores are not yet owed.
 * `escrow` is the bank account that holds the money; `waiver` and `donation` bear what a home need not pay.
 * `difference` is cash that was taken and not there when its box was counted, below zero what was there beyond.
 * `home_credit` is what a home has to its credit and no order has used yet: below zero, as it is owed to the home.
 */
export const ACCOUNT_KINDS = [
  "household",
  "supermarket",
  "cash_box",
  "escrow",
  "clearing",
  "waiver",
  "donation",
  "difference",
  "home_credit",
] as const;

/** An account by what it is and whose: two per home, one per store and grid worker's cash box, one of each other kind. */
export type Account =
  | { readonly kind: "household" | "home_credit"; readonly owner: HouseholdId }
  | { readonly kind: "supermarket"; readonly owner: SupermarketId }
  | { readonly kind: "cash_box"; readonly owner: UserId }
  | { readonly kind: "escrow" | "clearing" | "waiver" | "donation" | "difference" };

export type Entry = { readonly account: Account; readonly amountFen: Fen };

export const POSTING_KINDS = [
  "charge",
  "credit",
  "credit_kept",
  "credit_used",
  "payment",
  "cash",
  "bank",
  "difference",
  "waive",
  "refund",
  "hand_back",
  "box_handed_over",
  "payable",
  "claim_deduction",
  "settlement",
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** One event in the books: entries that add up to zero. Positive is owed to the platform or held by it. */
export type Posting = { readonly kind: PostingKind; readonly entries: readonly Entry[] };

const household = (owner: HouseholdId): Account => ({ kind: "household", owner });
const homeCredit = (owner: HouseholdId): Account => ({ kind: "home_credit", owner });
const cashBox = (owner: UserId): Account => ({ kind: "cash_box", owner });
const ESCROW: Account = { kind: "escrow" };
const CLEARING: Account = { kind: "clearing" };
const DIFFERENCE: Account = { kind: "difference" };

/** @throws RangeError on a negative amount: each kind of posting has one direction. */
function posting(kind: PostingKind, amountFen: Fen, to: Account, from: Account): Posting {
  if (amountFen < 0) throw new RangeError(`a ${kind} of ${amountFen} fen`);
  return {
    kind,
    entries: [
      { account: to, amountFen },
      { account: from, amountFen: fen(0 - amountFen) },
    ],
  };
}

/** A charged line; `stock` is the tag of the lot it comes from. */
export type ChargeLine = { readonly amountFen: Fen; readonly stock: "paid" | "donated" };

/** Charges an order to its home. Donated goods may be on it, never at a price. */
export function chargeOrder(
  owner: HouseholdId,
  lines: readonly ChargeLine[],
): Result<Posting, { readonly kind: "donated_stock_charged"; readonly amountFen: Fen }> {
  const donatedFen = addFen(...lines.filter((l) => l.stock === "donated").map((l) => l.amountFen));
  if (donatedFen !== 0) return err({ kind: "donated_stock_charged", amountFen: donatedFen });
  return ok(posting("charge", addFen(...lines.map((l) => l.amountFen)), household(owner), CLEARING));
}

/** Takes back part or all of a charge: a shortage, a cancel, a cheaper substitute, an accepted claim. */
export function creditOrder(owner: HouseholdId, amountFen: Fen): Posting {
  return posting("credit", amountFen, CLEARING, household(owner));
}

/**
 * A claim is made good by a credit: what was ordered costs what it did, and the home has so much for what it owes next.
 * Below zero it is taken back: the home will not use it, and gets money instead.
 */
export function keepCredit(owner: HouseholdId, amountFen: Fen): Posting {
  const [to, from] = amountFen < 0 ? [homeCredit(owner), CLEARING] : [CLEARING, homeCredit(owner)];
  return posting("credit_kept", fen(Math.abs(amountFen)), to, from);
}

/** An order uses of its home's credit; below zero it gives back what it used and no longer needs. */
export function spendCredit(owner: HouseholdId, amountFen: Fen): Posting {
  const [to, from] = amountFen < 0 ? [household(owner), homeCredit(owner)] : [homeCredit(owner), household(owner)];
  return posting("credit_used", fen(Math.abs(amountFen)), to, from);
}

/** A home's transfer that was found on the bank statement. */
export function matchPayment(owner: HouseholdId, amountFen: Fen): Posting {
  return posting("payment", amountFen, ESCROW, household(owner));
}

/** Cash taken at the door into the grid worker's box. */
export function receiveCash(owner: HouseholdId, gridWorker: UserId, amountFen: Fen): Posting {
  return posting("cash", amountFen, cashBox(gridWorker), household(owner));
}

/** Cash that was written down by a slip: it never lay in the box. Of the same kind, so that the sums of cash say so too. */
export function takeBackCash(owner: HouseholdId, gridWorker: UserId, amountFen: Fen): Posting {
  return posting("cash", amountFen, household(owner), cashBox(gridWorker));
}

/**
 * Cash of one order from the box paid into the bank. Below zero where more was handed back for the order than was taken
 * for it: other homes' cash stood in for it, and the bank makes that good.
 */
export function bankCash(gridWorker: UserId, amountFen: Fen): Posting {
  const [to, from] = amountFen < 0 ? [cashBox(gridWorker), ESCROW] : [ESCROW, cashBox(gridWorker)];
  return posting("bank", fen(Math.abs(amountFen)), to, from);
}

/** What was missing from the bank's side when a box was counted; below zero what was there beyond. */
export function bookDifference(missingFen: Fen): Posting {
  const [to, from] = missingFen < 0 ? [ESCROW, DIFFERENCE] : [DIFFERENCE, ESCROW];
  return posting("difference", fen(Math.abs(missingFen)), to, from);
}

/** Money paid back to a home whose balance is below zero, from the bank. */
export function refund(owner: HouseholdId, amountFen: Fen): Posting {
  return posting("refund", amountFen, household(owner), ESCROW);
}

/** The same in cash, out of a grid worker's box. */
export function handBack(owner: HouseholdId, gridWorker: UserId, amountFen: Fen): Posting {
  return posting("hand_back", amountFen, household(owner), cashBox(gridWorker));
}

/** Cash of one order goes from the box of a grid worker who leaves into another's; below zero as in `bankCash`. */
export function handOverBox(from: UserId, to: UserId, amountFen: Fen): Posting {
  const [gets, gives] = amountFen < 0 ? [cashBox(from), cashBox(to)] : [cashBox(to), cashBox(from)];
  return posting("box_handed_over", fen(Math.abs(amountFen)), gets, gives);
}
