import fc from "fast-check";
import { expect, test } from "vitest";
import type { LotId } from "../../../../src/domain/kernel/ids.ts";
import type { ServiceDay } from "../../../../src/domain/kernel/time.ts";
import { bindToLot, chooseLot, type LotOnShelf } from "../../../../src/domain/supply/lot-choice.ts";
import { checkReceipt } from "../../../../src/domain/supply/receipt.ts";

const day = (n: number) => `2030-04-${String(n).padStart(2, "0")}` as ServiceDay;
const TODAY = day(10);
const shelves = fc
  .uniqueArray(fc.record({ expires: fc.integer({ min: 1, max: 28 }), left: fc.option(fc.nat(50)) }), {
    minLength: 1,
    maxLength: 6,
    selector: (l) => l.expires,
  })
  .map((lots) =>
    lots.map(
      ({ expires, left }, i): LotOnShelf => ({ id: `lot${i}` as LotId, expiresOn: day(expires), leftTenths: left }),
    ),
  );

test("an expired lot is never picked from, and a later one only with a reason while a sooner one has something left", () => {
  fc.assert(
    fc.property(shelves, fc.nat(), fc.constantFrom(undefined, " ", "压坏了"), (shelf, pick, reason) => {
      const chosen = shelf[pick % shelf.length]!;
      const answer = chooseLot(chosen.id, shelf, TODAY, reason);
      const kind = answer.ok ? "chosen" : answer.error.kind;
      const sooner = shelf.some(
        (l) => l.expiresOn >= TODAY && l.expiresOn < chosen.expiresOn && (l.leftTenths ?? 1) > 0,
      );
      if (chosen.expiresOn < TODAY) expect(kind).toBe("lot_expired");
      else expect(kind).toBe(sooner && !reason?.trim() ? "not_first_expiring" : "chosen");
    }),
  );
  expect(chooseLot("another" as LotId, [], TODAY, "x")).toMatchObject({ error: { kind: "unknown_lot" } });
});

test("lots give together what was picked in all, none more than it has, and the same said twice binds the same", () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(100), fc.nat(100), fc.option(fc.nat(100)), (total, others, before, left) => {
      const lot: LotOnShelf = { id: "lot" as LotId, expiresOn: day(12), leftTenths: left };
      const bound = bindToLot(lot, total, others, before);
      if (!bound.ok) {
        expect(bound.error.kind).toBe(total < others ? "less_than_lots" : "lot_short");
        return;
      }
      expect(bound.value + others).toBe(total);
      const after = { ...lot, leftTenths: left === null ? null : left - (bound.value - before) };
      if (after.leftTenths !== null) expect(after.leftTenths).toBeGreaterThanOrEqual(0);
      expect(bindToLot(after, total, others, bound.value)).toEqual(bound);
    }),
  );
});

test("what has expired is not taken in, and of what is counted no part of one", () => {
  const receipt = { unitKind: "weight", quantityTenths: 15, expiresOn: TODAY } as const;
  expect(checkReceipt(receipt, TODAY).ok).toBe(true);
  expect(checkReceipt({ ...receipt, expiresOn: day(9) }, TODAY)).toMatchObject({ error: { kind: "lot_expired" } });
  expect(checkReceipt({ ...receipt, unitKind: "piece" }, TODAY)).toMatchObject({ error: { kind: "part_of_a_piece" } });
});
