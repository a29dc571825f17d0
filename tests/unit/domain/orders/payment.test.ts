import { expect, test } from "vitest";
import { canPay } from "../../../../src/domain/orders/payment.ts";

test("a home says that it has paid what is due or was turned down, and nobody pays for an order that was taken back", () => {
  const order = { state: "delivered", payment: "due" } as const;
  expect(canPay("claim", order, "RES")).toBe(true);
  expect(canPay("claim", { ...order, payment: "rejected" }, "RES")).toBe(true);
  expect(canPay("claim", { ...order, payment: "claimed" }, "RES")).toBe(false);
  expect(canPay("claim", { ...order, state: "cancelled" }, "RES")).toBe(false);
});

test("cash is the grid worker's to take, never the home's own word", () => {
  const order = { state: "at_gate", payment: "rejected" } as const;
  expect(canPay("receive_cash", order, "GW")).toBe(true);
  expect(canPay("receive_cash", order, "RES")).toBe(false);
});
