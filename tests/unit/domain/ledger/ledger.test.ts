import fc from "fast-check";
import { expect, test } from "vitest";
import type { HouseholdId, UserId } from "../../../../src/domain/kernel/ids.ts";
import { type Fen, fen } from "../../../../src/domain/kernel/money.ts";
import {
  type Account,
  bankCash,
  bookDifference,
  chargeOrder,
  creditOrder,
  type Entry,
  handBack,
  keepCredit,
  matchPayment,
  type Posting,
  type PostingKind,
  receiveCash,
  refund,
  spendCredit,
  takeBackCash,
} from "../../../../src/domain/ledger/ledger.ts";

const HOME = "h" as HouseholdId;
const WORKER = "w" as UserId;
const accountKey = (account: Account) => ("owner" in account ? `${account.kind}:${account.owner}` : account.kind);
const isZeroSum = (entries: readonly Entry[]) => entries.reduce((sum, e) => sum + e.amountFen, 0) === 0;
/** What an account stands at: of a home what it owes, of a cash box what is in it. */
const balance = (postings: readonly Posting[], account: Account) =>
  postings
    .flatMap((p) => p.entries)
    .filter((e) => accountKey(e.account) === accountKey(account))
    .reduce((sum, e) => sum + e.amountFen, 0);
const amount = fc.nat({ max: 1_000_000 }).map(fen);

function charge(amountFen: Fen): Posting {
  const answer = chargeOrder(HOME, [{ amountFen, stock: "paid" }]);
  if (!answer.ok) throw new Error(answer.error.kind);
  return answer.value;
}

const aPosting = fc.oneof(
  amount.map(charge),
  amount.map((a) => creditOrder(HOME, a)),
  amount.map((a) => matchPayment(HOME, a)),
  amount.map((a) => receiveCash(HOME, WORKER, a)),
  amount.map((a) => takeBackCash(HOME, WORKER, a)),
  amount.map((a) => bankCash(WORKER, a)),
  amount.map((a) => refund(HOME, a)),
  amount.map((a) => handBack(HOME, WORKER, a)),
  fc.integer({ min: -5000, max: 5000 }).map((a) => keepCredit(HOME, fen(a))),
  fc.integer({ min: -5000, max: 5000 }).map((a) => spendCredit(HOME, fen(a))),
  fc.integer({ min: -5000, max: 5000 }).map((a) => bookDifference(fen(a))),
);

test("money: on any day every posting adds up to zero, and so do all balances together", () => {
  fc.assert(
    fc.property(fc.array(aPosting, { maxLength: 40 }), (postings) => {
      for (const p of postings) expect(isZeroSum(p.entries)).toBe(true);
      const entries = postings.flatMap((p) => p.entries);
      const accounts = new Map(entries.map((e) => [accountKey(e.account), e.account]));
      expect([...accounts.values()].reduce((sum, a) => sum + balance(postings, a), 0)).toBe(0);
    }),
  );
});

test("money: a home owes charges less credits and payments, and what it was paid back; what it has to its credit is another account", () => {
  fc.assert(
    fc.property(fc.array(aPosting, { maxLength: 40 }), (postings) => {
      // Cash that is taken back, and credit that is given back, go the other way round.
      const both: PostingKind[] = ["cash", "credit_used"];
      const sign = (p: Posting) => (both.includes(p.kind) && p.entries[0]?.account.kind === "household" ? -1 : 1);
      const sum = (...kinds: PostingKind[]) =>
        postings
          .filter((p) => kinds.includes(p.kind))
          .reduce((s, p) => s + sign(p) * Math.abs(p.entries[0]?.amountFen ?? 0), 0);
      expect(balance(postings, { kind: "household", owner: HOME })).toBe(
        sum("charge") - sum("credit") - (sum("payment", "cash", "credit_used") - sum("refund", "hand_back")),
      );
    }),
  );
});

test("money: a cash box holds what came in less what was banked and paid back", () => {
  const day = [receiveCash(HOME, WORKER, fen(500)), bankCash(WORKER, fen(300)), handBack(HOME, WORKER, fen(50))];
  expect(balance(day, { kind: "cash_box", owner: WORKER })).toBe(150);
  expect(balance(day, { kind: "cash_box", owner: "another" as UserId })).toBe(0);
  expect(balance(day, { kind: "escrow" })).toBe(300);
});

test("money: a shortage that was paid for comes back in full", () => {
  const day = [charge(fen(9900)), matchPayment(HOME, fen(9900)), creditOrder(HOME, fen(4950))];
  const owed = () => balance(day, { kind: "household", owner: HOME });
  expect(owed()).toBe(-4950);
  day.push(refund(HOME, fen(4950)));
  expect(owed()).toBe(0);
});

test("donated stock is never charged, and rides along for nothing", () => {
  const paid = { amountFen: fen(100), stock: "paid" } as const;
  expect(chargeOrder(HOME, [paid, { amountFen: fen(1), stock: "donated" }])).toEqual({
    ok: false,
    error: { kind: "donated_stock_charged", amountFen: 1 },
  });
  expect(chargeOrder(HOME, [paid, { amountFen: fen(0), stock: "donated" }]).ok).toBe(true);
});

test("a negative amount is a bug, whatever the posting", () => {
  expect(() => creditOrder(HOME, fen(-1))).toThrow(RangeError);
});
