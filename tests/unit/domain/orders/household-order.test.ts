import fc from "fast-check";
import { expect, test } from "vitest";
import type { OrderId } from "../../../../src/domain/kernel/ids.ts";
import { tryMove } from "../../../../src/domain/kernel/machine.ts";
import { ROLES } from "../../../../src/domain/kernel/role.ts";
import { instant } from "../../../../src/domain/kernel/time.ts";
import {
  type MovableOrder,
  moveOrder,
  ORDER_BIRTH,
  orderFacts,
} from "../../../../src/domain/orders/household-order.ts";

const CUT_OFF = instant(1_900_000_000_000);
const GRACE_END = instant(CUT_OFF + 1_800_000);

function anOrder(named: Partial<MovableOrder> = {}): MovableOrder {
  return { id: "o1" as OrderId, state: "submitted", revision: 1, cutOffAt: CUT_OFF, graceEndsAt: GRACE_END, ...named };
}

test("an order is born as a draft of a known household in an open cycle, by its resident or a grid worker", () => {
  const facts = { household_known: true, cycle_takes_orders: true };
  for (const role of ROLES) {
    expect(tryMove(ORDER_BIRTH, "create", role, facts).ok).toBe(role === "RES" || role === "GW");
  }
  expect(tryMove(ORDER_BIRTH, "create", "RES", { cycle_takes_orders: true })).toMatchObject({
    error: { kind: "guard_failed", guard: "household_known" },
  });
});

test("cut-off: residents stop at it, grid workers at the end of the grace, the desk never", () => {
  fc.assert(
    fc.property(fc.integer({ min: -3_600_000, max: 3_600_000 }), (offset) => {
      const now = instant(CUT_OFF + offset);
      const may = (role: "RES" | "GW" | "DESK") =>
        moveOrder(anOrder(), "cancel", { role, now, reason: "resident_request" }).ok;
      expect([may("RES"), may("GW"), may("DESK")]).toEqual([now < CUT_OFF, now < GRACE_END, true]);
    }),
  );
});

test.each([
  ["RES", CUT_OFF - 1, true],
  ["RES", CUT_OFF, false],
  ["GW", CUT_OFF, true],
  ["GW", GRACE_END - 1, true],
  ["GW", GRACE_END, false],
  ["DESK", GRACE_END + 86_400_000, true],
] as const)("cut-off: for %s at %d ms the door is open: %s", (role, ms, open) => {
  expect(orderFacts(anOrder(), { role, now: instant(ms) }).before_cut_off_or_grace).toBe(open);
});

test("only a resident cancels without saying why", () => {
  const now = instant(CUT_OFF - 1);
  expect(moveOrder(anOrder(), "cancel", { role: "RES", now }).ok).toBe(true);
  for (const role of ["GW", "DESK"] as const) {
    expect(moveOrder(anOrder(), "cancel", { role, now, reason: "  " })).toMatchObject({
      error: { kind: "guard_failed", act: "cancel", guard: "reason_given" },
    });
    expect(moveOrder(anOrder(), "cancel", { role, now, reason: "duplicate" }).ok).toBe(true);
  }
});

test("the caller cannot talk the clock away: facts of time and reason come from the act itself", () => {
  const facts = { before_cut_off_or_grace: true, lines_valid: true };
  expect(moveOrder(anOrder(), "revise", { role: "RES", now: CUT_OFF, facts })).toMatchObject({
    error: { kind: "guard_failed", guard: "before_cut_off_or_grace" },
  });
});

test("a revision is submitted anew under the next number, and the event tells who, when and from where", () => {
  const order = { ...anOrder({ state: "confirmed", revision: 4 }), note: "no rice" };
  const now = instant(CUT_OFF - 5);
  const moved = moveOrder(order, "revise", { role: "RES", now, facts: { lines_valid: true } });
  expect(moved).toEqual({
    ok: true,
    value: [
      { ...order, state: "submitted", revision: 5 },
      {
        kind: "order.moved",
        id: "o1",
        from: "confirmed",
        to: "submitted",
        act: "revise",
        by: "RES",
        at: now,
        revision: 5,
        reason: undefined,
      },
    ],
  });
  expect(order.revision).toBe(4);
});
