import fc from "fast-check";
import { expect, test } from "vitest";
import { type CreditedOrder, moveCredit } from "../../../../src/domain/ledger/home-credit.ts";
import { PAYMENT_STATES } from "../../../../src/domain/orders/payment.ts";

const anOrder = fc.record({
  charged: fc.boolean(),
  payment: fc.constantFrom(...PAYMENT_STATES),
  owedFen: fc.integer({ min: -9000, max: 9000 }),
  usedFen: fc.nat({ max: 9000 }),
});
const someOrders = fc.array(anOrder, { maxLength: 5 }).map((list) => list.map((o, id) => ({ id, ...o })));
/** How an order stands once it was moved. */
const after = (o: CreditedOrder<number>, moved: ReturnType<typeof moveCredit<number>>) => {
  const amount = moved.find((m) => m.id === o.id)?.amountFen ?? 0;
  return { ...o, owedFen: o.owedFen - amount, usedFen: o.usedFen + amount };
};

test("credit: nothing is lost or made up: what is left and what is used stay the same sum, and neither is below zero", () => {
  fc.assert(
    fc.property(fc.nat({ max: 20_000 }), someOrders, (leftFen, orders) => {
      const moved = moveCredit(leftFen, orders);
      const left = leftFen - moved.reduce((sum, m) => sum + m.amountFen, 0);
      expect(left).toBeGreaterThanOrEqual(0);
      for (const o of orders) expect(after(o, moved).usedFen).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("credit: an order never uses more than it owes, and money comes back only once its credit is back", () => {
  fc.assert(
    fc.property(fc.nat({ max: 20_000 }), someOrders, (leftFen, orders) => {
      const moved = moveCredit(leftFen, orders);
      for (const o of orders) {
        const now = after(o, moved);
        if (o.owedFen >= 0) expect(now.owedFen).toBeGreaterThanOrEqual(0);
        else if (now.owedFen < 0) expect(now.usedFen).toBe(0);
      }
    }),
  );
});

test("credit: asked once more it moves nothing", () => {
  fc.assert(
    fc.property(fc.nat({ max: 20_000 }), someOrders, (leftFen, orders) => {
      const moved = moveCredit(leftFen, orders);
      const left = leftFen - moved.reduce((sum, m) => sum + m.amountFen, 0);
      expect(
        moveCredit(
          left,
          orders.map((o) => after(o, moved)),
        ),
      ).toEqual([]);
    }),
  );
});

test.each([
  ["is not in the books yet", { charged: false }],
  ["is said to be paid", { payment: "claimed" }],
  ["is waived", { payment: "waived" }],
] as const)("credit: an order that %s uses none", (_, some) => {
  const order = { id: 1, charged: true, payment: "due", owedFen: 500, usedFen: 0 } as const;
  expect(moveCredit(900, [order])).toEqual([{ id: 1, amountFen: 500 }]);
  expect(moveCredit(900, [{ ...order, ...some }])).toEqual([]);
});
