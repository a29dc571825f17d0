import fc from "fast-check";
import { expect, test } from "vitest";
import type { CycleId, HouseholdId, OrderId, PackageId } from "../../../../src/domain/kernel/ids.ts";
import { ORDER_STATES } from "../../../../src/domain/orders/household-order.ts";
import { isActive, type OrderedPackage, orderedTwice } from "../../../../src/domain/orders/one-active.ts";

const aLine = fc.record<OrderedPackage>({
  orderId: fc.constantFrom("1", "2", "3", "4").map((id) => id as OrderId),
  state: fc.constantFrom(...ORDER_STATES),
  cycleId: fc.constantFrom("c", "d").map((id) => id as CycleId),
  householdId: fc.constantFrom("h", "i").map((id) => id as HouseholdId),
  packageId: fc.constantFrom("p", "q").map((id) => id as PackageId),
});

test("without the lines that are named, no home has two active orders of one package in a cycle", () => {
  fc.assert(
    fc.property(fc.array(aLine, { maxLength: 20 }), (lines) => {
      const twice = new Set(orderedTwice(lines));
      const kept = lines.filter((l) => isActive(l.state) && !twice.has(l));
      for (const a of kept) {
        const same = kept.filter(
          (b) => b.cycleId === a.cycleId && b.householdId === a.householdId && b.packageId === a.packageId,
        );
        expect(new Set(same.map((b) => b.orderId)).size).toBe(1);
      }
      expect([...twice].every((l) => isActive(l.state))).toBe(true);
    }),
  );
});

test("a proxy order beside one from the app is the second, and a cancelled one is none", () => {
  const line = (orderId: string, state: OrderedPackage["state"]) => ({
    orderId: orderId as OrderId,
    state,
    cycleId: "c" as CycleId,
    householdId: "h" as HouseholdId,
    packageId: "p" as PackageId,
  });
  const lines = [line("old", "cancelled"), line("app", "submitted"), line("wish", "draft"), line("proxy", "confirmed")];
  expect(orderedTwice(lines).map((l) => l.orderId)).toEqual(["proxy"]);
});
