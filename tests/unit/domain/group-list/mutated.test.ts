import fc from "fast-check";
import { expect, test } from "vitest";
import { parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import { HEAD, hand, householdOf, trueOrder, writeEntry } from "../../../support/group-list-text.ts";
import { numbersIn } from "../../../support/second-reading.ts";
import { grid } from "./grid.ts";

const SIGNS = [..."12340 -份个栋单元室AB+x*、,。()改加不要或半两三各帮代林?~.:"];
const slip = fc.record({
  kind: fc.constantFrom("drop", "put", "swap", "turn"),
  at: fc.nat(999),
  sign: fc.constantFrom(...SIGNS),
});

/** One slip of the finger: a sign dropped, added, replaced, or two turned round. */
function mutate(entry: string, { kind, at, sign }: { kind: string; at: number; sign: string }): string {
  const signs = [...entry];
  const i = at % signs.length;
  if (kind === "drop") signs.splice(i, 1);
  else if (kind === "put") signs.splice(i, 0, sign);
  else if (kind === "swap") signs.splice(i, 1, sign);
  else signs.splice(i, 2, ...signs.slice(i, i + 2).reverse());
  return signs.join("");
}

const slipped = fc
  .tuple(trueOrder, hand, fc.array(slip, { minLength: 1, maxLength: 3 }))
  .map(([order, by, slips]) => ({ order, entry: slips.reduce(mutate, writeEntry(order, by)) }));

test("an order that stands after slips of the finger rests on numbers that are in its line", () => {
  fc.assert(
    fc.property(slipped, ({ entry }) => {
      const there = numbersIn(entry);
      for (const o of parseGroupList(`${HEAD}\n1. ${entry}`, grid).orders) {
        if (o.held) continue;
        for (const part of (o.household ?? "").split("-"))
          expect([entry, part, there.has(Number(part))]).toEqual([entry, part, true]);
        const one = o.reasons.some((r) => r.flag === "DEFAULT_QTY_1");
        for (const n of Object.values(o.items))
          expect([entry, n, there.has(n) || (one && n === 1)]).toEqual([entry, n, true]);
      }
    }),
    { numRuns: 3000 },
  );
});

test("a figure lost from an address or doubled in it is another door or a doubt, and never another amount", () => {
  fc.assert(
    fc.property(trueOrder, fc.nat(99), fc.boolean(), (order, at, twice) => {
      const address = householdOf(order);
      const digits = [...address].flatMap((c, i) => (c === "-" ? [] : [i]));
      const i = digits[at % digits.length] as number;
      const broken = address.slice(0, i) + (twice ? address[i]?.repeat(2) : "") + address.slice(i + 1);
      const wants = Object.entries(order.items)
        .map(([c, n]) => `${c}${n}`)
        .join(" ");
      for (const o of parseGroupList(`${HEAD}\n1. ${broken} ${wants}`, grid).orders)
        if (!o.held)
          expect([o.household, o.items]).toEqual([
            broken
              .split("-")
              .map((p) => String(Number(p)))
              .join("-"),
            order.items,
          ]);
    }),
    { numRuns: 1000 },
  );
});
