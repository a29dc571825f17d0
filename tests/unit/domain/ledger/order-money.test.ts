import fc from "fast-check";
import { expect, test } from "vitest";
import { MONEY_SUMS, type MoneySums, orderMoney, owedFen } from "../../../../src/domain/ledger/order-money.ts";

const NOTHING: MoneySums = { cost: 0, cash: 0, transfer: 0, waived: 0, credit: 0, handedBack: 0, sentBack: 0, said: 0 };
const sums = (some: Partial<MoneySums>): MoneySums => ({ ...NOTHING, ...some });
const anySums = fc
  .record(
    Object.fromEntries(MONEY_SUMS.map((s) => [s, fc.nat({ max: 50_000 })])) as Record<
      keyof MoneySums,
      fc.Arbitrary<number>
    >,
  )
  // Nobody gets back more than he gave.
  .map((s) => ({ ...s, handedBack: Math.min(s.handedBack, s.cash), sentBack: Math.min(s.sentBack, s.transfer) }));

test("money: what an order costs and what came back is what was received, waived, taken off by credit or is open, whatever happened", () => {
  fc.assert(
    fc.property(anySums, (s) => {
      const m = orderMoney(s);
      expect(m.costFen + m.paidBackFen + m.backFen).toBe(m.receivedFen + m.waivedFen + m.creditFen + m.openFen);
      expect(Math.min(m.openFen, m.backFen), "never open and coming back at once").toBe(0);
      expect(m.openFen - m.backFen).toBe(owedFen(s));
      expect(m.dueFen).toBeLessThanOrEqual(m.openFen);
      expect(m.backBy === null).toBe(m.backFen === 0);
      if (m.backBy === "cash") expect(s.cash - s.handedBack).toBeGreaterThanOrEqual(m.backFen);
    }),
  );
});

test("money: the sentence is about what is owed before it is about what was paid", () => {
  fc.assert(
    fc.property(anySums, (s) => {
      const { says, openFen, backFen } = orderMoney(s);
      if (says === "paid" || says === "nothing" || says === "paid_back") expect([openFen, backFen]).toEqual([0, 0]);
      expect(says === "being_checked").toBe(s.said > 0);
      if (s.said === 0 && openFen > 0) expect(says).toBe("to_pay");
      if (s.said === 0 && backFen > 0) expect(says).toBe("comes_back");
    }),
  );
});

test.each([
  ["nothing ordered, nothing paid", {}, { says: "nothing", dueFen: 0, backFen: 0 }],
  ["¥80 cash, then cancelled", { cash: 8000 }, { says: "comes_back", backFen: 8000, backBy: "cash" }],
  [
    "¥50 found, changed to ¥100",
    { cost: 10_000, transfer: 5000 },
    { says: "to_pay", dueFen: 5000, backFen: 0, backBy: null },
  ],
  ["the same, cancelled", { transfer: 5000 }, { says: "comes_back", dueFen: 0, backFen: 5000, backBy: "transfer" }],
  ["¥50 said, changed to ¥100", { cost: 10_000, said: 5000 }, { says: "being_checked", dueFen: 5000, openFen: 10_000 }],
  ["said and cancelled", { said: 5000 }, { says: "being_checked", dueFen: 0, backFen: 0 }],
  ["¥30 in cash of ¥50", { cost: 5000, cash: 3000 }, { says: "to_pay", dueFen: 2000 }],
  ["¥30 in cash, ¥20 found, cancelled", { cash: 3000, transfer: 2000 }, { backFen: 5000, backBy: "transfer" }],
  ["paid back after a cancel", { cash: 8000, handedBack: 8000 }, { says: "paid_back", paidBackFen: 8000 }],
  ["short, and paid back", { cost: 5000, transfer: 10_000, sentBack: 5000 }, { says: "paid", backFen: 0 }],
  ["¥9 of ¥50 by credit", { cost: 5000, credit: 900 }, { says: "to_pay", creditFen: 900, dueFen: 4100 }],
  ["all of it by credit", { cost: 5000, credit: 5000 }, { says: "paid", dueFen: 0, backFen: 0 }],
  ["short once more", { cost: 2000, transfer: 10_000, sentBack: 5000 }, { says: "comes_back", backFen: 3000 }],
] as const)("money: %s", (_, some, tells) => {
  expect(orderMoney(sums(some))).toMatchObject(tells);
});
