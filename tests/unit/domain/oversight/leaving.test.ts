import fc from "fast-check";
import { expect, test } from "vitest";
import type { UserId } from "#domain/kernel/ids.ts";
import { asksTaker, judgeLeaving, LEFT_KINDS, type Left, type TakeOver } from "#domain/oversight/leaving.ts";

const PEOPLE = ["陈", "林", "吴"] as unknown as UserId[];
const some = () => fc.subarray(PEOPLE);
const aLeft = (key: string): fc.Arbitrary<Left> =>
  fc.record({
    key: fc.constant(key),
    kind: fc.constantFrom(...LEFT_KINDS),
    others: some(),
    takers: some(),
    with: fc.constantFrom(null, "a", "b"),
    mayWait: fc.boolean(),
    asksHealth: fc.boolean(),
  });
const things = () => fc.tuple(aLeft("a"), aLeft("b"), aLeft("c"));
const answers = (): fc.Arbitrary<TakeOver[]> =>
  fc.array(fc.record({ key: fc.constantFrom("a", "b", "c"), to: fc.constantFrom(null, ...PEOPLE) }), { maxLength: 4 });
const keysOf = (left: readonly Left[]) => left.map((l) => l.key);

test("whoever goes leaves nothing without an owner: others hold it, somebody who may takes it, or it was said that nobody does yet", () => {
  fc.assert(
    fc.property(things(), answers(), fc.boolean(), (left, given, well) => {
      const judged = judgeLeaving(left, keysOf(left), given, well);
      if (!judged.ok) return;
      const said = new Map(given.map((a) => [a.key, a.to]));
      for (const l of left) {
        const taker = judged.value.find((v) => v.left === l)?.to;
        expect(taker ?? null).toBe(said.get(l.key) ?? null);
        if (taker) expect(l.takers.includes(taker) || said.get(l.with ?? "") === taker).toBe(true);
        else expect(l.others.length > 0 || (l.mayWait && said.has(l.key))).toBe(true);
        if (taker && l.asksHealth) expect(well).toBe(true);
      }
    }),
  );
});

test("answers to what was open before are not answers to what is open now", () => {
  fc.assert(
    fc.property(things(), answers(), fc.subarray(["a", "b", "c", "d"]), (left, given, seen) => {
      fc.pre(seen.join() !== "a,b,c");
      expect(judgeLeaving(left, seen, given, true)).toEqual({ ok: false, error: { kind: "leaving_changed" } });
    }),
  );
});

test("it says how many things are without an owner still", () => {
  const post: Left = {
    key: "a",
    kind: "post",
    others: [],
    takers: PEOPLE,
    with: null,
    mayWait: true,
    asksHealth: false,
  };
  const out: Left = { ...post, key: "b", kind: "trip", mayWait: false };
  expect(asksTaker(post)).toBe(true);
  expect(judgeLeaving([post, out], ["a", "b"], [], true)).toMatchObject({ error: { left: 2 } });
  const nobodyYet = [
    { key: "a", to: null },
    { key: "b", to: null },
  ];
  expect(judgeLeaving([post, out], ["a", "b"], nobodyYet, true)).toMatchObject({ error: { left: 1 } });
});
