import fc from "fast-check";
import { expect, test } from "vitest";
import { compareLists } from "../../../../src/domain/group-list/compare-lists.ts";
import { parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import { hand, householdOf, trueOrders, writeList } from "../../../support/group-list-text.ts";
import { gist } from "./gist.ts";
import { grid } from "./grid.ts";

const read = (text: string) => parseGroupList(text, grid).orders;

test("says what is new, what changed and what is gone since the last paste", () => {
  const before = read("1. 3-1-101 1份\n2. 3-1-102 1份\n3. 3-1-103 1份\n4. 阿强 1份");
  const after = read("1. 3-1-101 1份\n2. 3-1-102 2份\n3. 3-1-104 1份\n4. 阿强 1份");
  const said = compareLists(before, after).map((c) => [
    c.kind,
    "before" in c ? gist(c.before) : "",
    "order" in c ? gist(c.order) : "",
  ]);
  expect(said).toEqual([
    ["changed", "3-1-102 A1", "3-1-102 A2"],
    ["new", "", "3-1-104 A1"],
    ["gone", "3-1-103 A1", ""],
  ]);
});

test("a list that only grew changes nothing that was there", () => {
  fc.assert(
    fc.property(trueOrders(8), fc.array(hand, { minLength: 8, maxLength: 8 }), fc.nat(7), (orders, by, cut) => {
      const was = orders.slice(0, cut % orders.length);
      const changes = compareLists(read(writeList(was, by)), read(writeList(orders, by)));
      expect(changes.map((c) => [c.kind, "order" in c ? c.order.household : null])).toEqual(
        orders.slice(was.length).map((o) => ["new", householdOf(o)]),
      );
    }),
    { numRuns: 100 },
  );
});
