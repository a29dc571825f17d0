import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAuditWish } from "#contract/audit.ts";
import { parseServiceDay, type ServiceDay } from "#domain/kernel/time.ts";

const TODAY = "2026-04-06" as ServiceDay;

test("without days the record shows the last seven; a day that is none is as good as missing", () => {
  expect(parseAuditWish({}, TODAY)).toMatchObject({ from: "2026-03-31", to: TODAY, who: "", about: "", page: 1 });
  expect(parseAuditWish({ to: "2026-02-30", from: "x" }, TODAY)).toMatchObject({ from: "2026-03-31", to: TODAY });
});

test("whatever stands in the address, the wish can be asked of the database", () => {
  const text = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
  const query = fc.record({ from: text, to: text, who: text, about: text, thing: text, of: text, page: text });
  fc.assert(
    fc.property(query, (asked) => {
      const wish = parseAuditWish(asked, TODAY);
      expect([parseServiceDay(wish.from), parseServiceDay(wish.to)]).toEqual([wish.from, wish.to]);
      expect(wish.page).toBeGreaterThan(0);
      expect(wish.thing === "" || wish.thing.length === 36).toBe(true);
    }),
  );
});
