import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GroupList, parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import {
  type Hand,
  HEAD,
  hand,
  householdOf,
  type TrueOrder,
  trueOrders,
  writeEntry,
  writeList,
} from "../../../support/group-list-text.ts";
import { gist } from "./gist.ts";
import { grid } from "./grid.ts";

const hands = fc.array(hand, { minLength: 8, maxLength: 8 });
const truth = (orders: readonly TrueOrder[]) => orders.map((o) => [householdOf(o), o.items, false]);
const read = (list: GroupList) => list.orders.map((o) => [o.household, o.items, o.held]);
const wrap = (entries: readonly string[]) => `${HEAD}\n${entries.map((e, i) => `${i + 1}. ${e}`).join("\n")}\n`;

describe("a list written from true orders", () => {
  test("reads back to them in any mix of notations, and nothing of it is doubted", () => {
    fc.assert(
      fc.property(trueOrders(8), hands, fc.nat(), (orders, by, numbering) => {
        expect(read(parseGroupList(writeList(orders, by, numbering), grid))).toEqual(truth(orders));
      }),
      { numRuns: 400 },
    );
  });

  test("reads the same when an older copy of it is pasted before or after", () => {
    fc.assert(
      fc.property(trueOrders(8), hands, fc.nat(7), fc.boolean(), (orders, by, cut, first) => {
        const longer = writeList(orders, by);
        const older = writeList(orders.slice(0, 1 + (cut % orders.length)), by);
        const both = first ? `${older}\n${longer}` : `${longer}\n${older}`;
        expect(parseGroupList(both, grid).orders.map(gist)).toEqual(parseGroupList(longer, grid).orders.map(gist));
      }),
      { numRuns: 150 },
    );
  });

  test("forked by two people loses nothing and doubles nothing", () => {
    fc.assert(
      fc.property(trueOrders(8), hands, fc.nat(7), fc.nat(7), (orders, by, a, b) => {
        const [shared, one, two] = threeParts(orders, a, b);
        const of = (part: readonly TrueOrder[]) =>
          part.map((o) => writeEntry(o, by[orders.indexOf(o) % by.length] as Hand));
        const text = `${wrap(of([...shared, ...one]))}\n${wrap(of([...shared, ...two]))}`;
        const list = parseGroupList(text, grid);
        const byHome = (rows: readonly unknown[]) => rows.map((r) => JSON.stringify(r)).sort();
        expect(byHome(read(list))).toEqual(byHome(truth(orders)));
        const forked = shared.length > 0 || (one.length > 0 && two.length > 0);
        const alone = list.orders.filter((o) => o.reasons.some((r) => r.flag.startsWith("FORK_ONLY_IN")));
        if (forked && one.length > 0 && two.length > 0) expect(alone).toHaveLength(one.length + two.length);
      }),
      { numRuns: 150 },
    );
  });

  test("may be pasted without line ends between entries that carry whole addresses", () => {
    fc.assert(
      fc.property(trueOrders(5), (orders) => {
        const text = `#接龙\n\n1. ${orders
          .map(
            (o) =>
              `${householdOf(o)} ${Object.entries(o.items)
                .map(([c, n]) => `${c}${n}`)
                .join("")}`,
          )
          .join("; ")}`;
        expect(read(parseGroupList(text, grid))).toEqual(truth(orders));
      }),
      { numRuns: 100 },
    );
  });
});

describe("the count of lines", () => {
  const piece = fc.constantFrom(
    "1. ",
    "3-1-101",
    "2份",
    "收到🙏",
    "取消",
    "\n",
    "\n\n",
    "#接龙",
    "合计 A2",
    "----",
    "例 ",
    "张三 19:02",
    "「",
    "」",
    "A1",
    "帮",
    "截单了",
    "楼号\t房号\tA",
    "3\t1-101\t1",
    " ",
    "林女士",
    "改",
  );

  test("adds up for any text: applied, flagged and ignored are all lines that are not blank", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "grapheme", maxLength: 200 }),
          fc.array(piece, { maxLength: 60 }).map((p) => p.join("")),
        ),
        (text) => {
          const { counts, lines, orders } = parseGroupList(text, grid);
          expect(counts.applied + counts.flagged + counts.ignored).toBe(counts.all);
          expect(counts.all).toBe(lines.filter((l) => l.kind !== "blank").length);
          // An entry is never without an order, and no order is without a line of the text.
          for (const l of lines)
            if (l.kind === "entry" || l.kind === "continuation") expect([l, l.orders.length > 0]).toEqual([l, true]);
          for (const o of orders)
            for (const s of o.spans)
              expect(
                s.start >= 0 && s.start <= s.end && s.end <= text.length && s.line >= 1 && s.endLine <= lines.length,
              ).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("and the reading are the same every time", () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((p) => p.join("")),
        (text) => {
          expect(parseGroupList(text, grid)).toEqual(parseGroupList(text, grid));
        },
      ),
      { numRuns: 50 },
    );
  });
});

function threeParts(orders: readonly TrueOrder[], a: number, b: number): [TrueOrder[], TrueOrder[], TrueOrder[]] {
  const [i, j] = [a % (orders.length + 1), b % (orders.length + 1)].sort((x, y) => x - y) as [number, number];
  return [orders.slice(0, i), orders.slice(i, j), orders.slice(j)];
}
