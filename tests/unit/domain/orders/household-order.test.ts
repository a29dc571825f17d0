import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "../../../../src/domain/kernel/machine.ts";
import type { Role } from "../../../../src/domain/kernel/role.ts";
import { instant } from "../../../../src/domain/kernel/time.ts";
import {
  canStill,
  ORDER,
  ORDER_STATES,
  type OrderState,
  orderActOf,
} from "../../../../src/domain/orders/household-order.ts";
import { BAG_STATES, type BagState } from "../../../../src/domain/supply/bag.ts";

const CUT_OFF = instant(1_900_000_000_000);
const GRACE_END = instant(CUT_OFF + 1_800_000);
const times = (role: Role, ms: number) => ({ role, now: instant(ms), cutOffAt: CUT_OFF, graceEndsAt: GRACE_END });

test("cut-off: residents stop at it, grid workers at the end of the grace, the desk never", () => {
  fc.assert(
    fc.property(fc.integer({ min: -3_600_000, max: 3_600_000 }), (offset) => {
      const may = (role: Role) => canStill("cancel", "submitted", times(role, CUT_OFF + offset));
      const now = CUT_OFF + offset;
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
] as const)("cut-off: for %s at %d ms the door is open: %s", (role, ms, open) => {
  expect(canStill("revise", "confirmed", times(role, ms))).toBe(open);
});

test("nobody changes what is locked, nor the desk at any time", () => {
  expect(canStill("revise", "locked", times("GW", CUT_OFF))).toBe(false);
  expect(canStill("revise", "submitted", times("DESK", CUT_OFF - 1))).toBe(false);
});

test("only a resident cancels without saying why", () => {
  const cancel = (role: Role, reason?: string) =>
    decide(ORDER, "submitted", "cancel", role, { ...times(role, CUT_OFF - 1), reason });
  expect(cancel("RES").ok).toBe(true);
  for (const role of ["GW", "DESK"] as const) {
    expect(cancel(role, "  ")).toMatchObject({ error: { kind: "guard_failed", act: "cancel", guard: "reason_given" } });
    expect(cancel(role, "duplicate").ok).toBe(true);
  }
});

test.each<[OrderState, Partial<Record<BagState, number>>, OrderState]>([
  ["allocated", {}, "shorted_out"],
  ["allocated", { created: 1, packed: 1 }, "allocated"],
  ["allocated", { packed: 2 }, "packed"],
  ["packed", { staged: 1, created: 1 }, "allocated"],
  ["packed", { scrapped: 1, staged: 1 }, "packed"],
  ["packed", { in_transit: 1, staged: 1 }, "in_transit"],
  ["in_transit", { lost: 1, in_transit: 1 }, "in_transit"],
  ["in_transit", { lost: 1, with_grid: 1 }, "at_gate"],
  ["in_transit", { lost: 1, returned: 1 }, "failed"],
  ["at_gate", { with_grid: 2 }, "at_gate"],
  ["at_gate", { delivered: 1, with_grid: 1 }, "partly_delivered"],
  ["at_gate", { delivered: 2 }, "delivered"],
  ["at_gate", { delivered: 1, lost: 1 }, "partly_delivered"],
  ["at_gate", { returned: 1, damaged: 1 }, "returned"],
  ["at_gate", {}, "returned"],
  ["partly_delivered", { delivered: 2 }, "delivered"],
  ["partly_delivered", { delivered: 1, lost: 1 }, "partly_delivered"],
  ["held", { with_grid: 1 }, "held"],
  ["held", { delivered: 1, damaged: 1 }, "delivered"],
  ["held", { returned: 1 }, "returned"],
  ["failed", { lost: 1 }, "failed"],
  ["failed", { with_grid: 1, lost: 1 }, "at_gate"],
  ["shorted_out", { reassigned: 1 }, "at_gate"],
  ["delivered", { delivered: 1, reassigned: 1 }, "partly_delivered"],
])("an order that is %s, with bags %j, is %s", (from, bags, to) => {
  expect(follow(from, bags)).toBe(to);
});

test("whatever its bags are, an order comes to rest, and only along its table", () => {
  const someBags = fc.dictionary(fc.constantFrom(...BAG_STATES), fc.integer({ min: 1, max: 3 }), { maxKeys: 5 });
  fc.assert(
    fc.property(fc.constantFrom(...ORDER_STATES), someBags, (from, bags) => {
      const to = follow(from, bags as Partial<Record<BagState, number>>);
      expect(orderActOf(to, bags as Partial<Record<BagState, number>>)).toBeUndefined();
    }),
  );
});

/** Plays what follows, act by act, as whoever may. */
function follow(from: OrderState, bags: Partial<Record<BagState, number>>): OrderState {
  let state = from;
  for (let steps = 0; steps < 10; steps++) {
    const act = orderActOf(state, bags);
    if (!act) return state;
    const to = (["GW", "SYS"] as const).map((role) => decide(ORDER, state, act, role, { bags })).find((r) => r.ok);
    if (!to?.ok) throw new Error(`${state} ${act} is not legal`);
    state = to.value;
  }
  throw new Error(`an order that was ${from} never comes to rest`);
}
