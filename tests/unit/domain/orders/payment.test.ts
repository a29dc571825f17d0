import { expect, test } from "vitest";
import { actsFor, decide } from "../../../../src/domain/kernel/machine.ts";
import type { Result } from "../../../../src/domain/kernel/result.ts";
import {
  canClaim,
  PAYMENT,
  PAYMENT_STATES,
  type PaymentState,
  paymentActOf,
} from "../../../../src/domain/orders/payment.ts";

test("a home says that it has paid what is due or was turned down, and nobody pays for an order that was taken back", () => {
  const order = { state: "delivered", payment: "due" } as const;
  expect(canClaim(order, "RES")).toBe(true);
  expect(canClaim({ ...order, payment: "rejected" }, "RES")).toBe(true);
  expect(canClaim({ ...order, payment: "claimed" }, "RES")).toBe(false);
  expect(canClaim({ ...order, state: "cancelled" }, "RES")).toBe(false);
});

test("cash may be written down in every state, by a grid worker and nobody else", () => {
  for (const state of PAYMENT_STATES) {
    expect(actsFor(PAYMENT, state, "GW"), state).toContain("receive_cash");
    expect(actsFor(PAYMENT, state, "RES"), state).not.toContain("receive_cash");
  }
});

test("a payment follows the books from every state: what is owed, either way, is never the end of it", () => {
  for (const state of PAYMENT_STATES) {
    if (state === "claimed" || state === "waived") continue;
    for (const owedFen of [-1, 0, 1]) {
      let now: PaymentState = state;
      for (let act = paymentActOf(now, owedFen); act; act = paymentActOf(now, owedFen)) {
        const next: Result<PaymentState, unknown> = decide(PAYMENT, now, act, "SYS", { owedFen });
        if (!next.ok) throw new Error(`${now} ${act}`);
        now = next.value;
      }
      if (owedFen < 0) expect(now, `${state} owed back`).toBe("refund_due");
      if (owedFen > 0) expect(["due", "rejected"], `${state} still owed`).toContain(now);
      if (owedFen === 0) expect(["due", "rejected", "refund_due"], `${state} even`).not.toContain(now);
    }
  }
});
