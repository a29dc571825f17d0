import fc from "fast-check";
import { expect, test } from "vitest";
import type { Instant } from "../../../../src/domain/kernel/time.ts";
import {
  type Answer,
  EMPTY_OUTBOX,
  type Entry,
  type Fact,
  learn,
  notYetIn,
  type Outbox,
  overIn,
  troublesIn,
  waitingIn,
} from "../../../../src/domain/offline/outbox.ts";

const at = (n: number) => n as Instant;
const entry = (id: string, turn: number): Entry<string> => ({
  id,
  turn,
  about: `home ${turn % 3}`,
  madeAt: at(turn),
  load: id,
});
const answer = (id: string, more: Partial<Answer> = {}): Answer => ({ id, at: at(100_000), trouble: null, ...more });
const made = (e: Entry<string>): Fact<string> => ({ kind: "made", entry: e });
const answered = (a: Answer): Fact<string> => ({ kind: "answered", answer: a });
const learnAll = (facts: readonly Fact<string>[]): Outbox<string> =>
  facts.reduce(learn, EMPTY_OUTBOX as Outbox<string>);
/** The same whatever came first. */
const sorted = (box: Outbox<string>) => ({
  entries: [...box.entries].sort(),
  answers: [...box.answers].sort(([a], [b]) => (a < b ? -1 : 1)),
  away: [...box.away].sort(),
});

const IDS = ["a", "b", "c", "d", "e", "f"];
/** What happens on one phone: an entry is one thing under its id, a server may even contradict itself. */
const anyFact: fc.Arbitrary<Fact<string>> = fc.oneof(
  fc.nat(IDS.length - 1).map((i) => made(entry(IDS[i] ?? "", i))),
  fc
    .record({ id: fc.constantFrom(...IDS), at: fc.nat(3).map(at), trouble: fc.constantFrom(null, "gone", "again") })
    .map((a) => answered(a)),
  fc.constantFrom(...IDS).map((id): Fact<string> => ({ kind: "put_away", id })),
);

test("facts learnt in any order, any number of times, make the same outbox", () => {
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 20 }), fc.func(fc.nat()), fc.array(fc.nat()), (facts, order, again) => {
      const doubled = [...facts, ...again.flatMap((i) => facts[i % Math.max(1, facts.length)] ?? [])];
      const turned = doubled
        .map((fact, i) => ({ fact, key: order(i) }))
        .sort((a, b) => a.key - b.key)
        .map((x) => x.fact);
      expect(sorted(learnAll(turned))).toEqual(sorted(learnAll(facts)));
    }),
  );
});

test("an entry waits until just its id is answered, or somebody puts it away; until then nothing ends it", () => {
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
      const ended = new Set(
        facts.flatMap((f) => (f.kind === "answered" ? [f.answer.id] : f.kind === "put_away" ? [f.id] : [])),
      );
      const toldOf = new Set(facts.flatMap((f) => (f.kind === "made" ? [f.entry.id] : [])));
      const box = learnAll(facts);
      expect(waitingIn(box).map((e) => e.id)).toEqual(IDS.filter((id) => toldOf.has(id) && !ended.has(id)));
      for (const id of overIn(box, at(0))) expect(ended.has(id)).toBe(true);
    }),
  );
});

test("what waits comes in the order in which it was done, also when the phone's clock was set back", () => {
  const later = { ...entry("later", 7), madeAt: at(1) };
  expect(waitingIn(learnAll([made(later), made(entry("first", 3))])).map((e) => e.id)).toEqual(["first", "later"]);
});

test("a trouble stays until it is put away, and its entry is not sent any more", () => {
  const box = learnAll([made(entry("a", 1)), answered(answer("a", { trouble: "wrong_bag" }))]);
  expect(troublesIn(box).map((x) => x.answer.trouble)).toEqual(["wrong_bag"]);
  expect(waitingIn(box)).toEqual([]);
  expect(overIn(box, at(10 ** 12))).toEqual([]);
  expect(troublesIn(learn(box, { kind: "put_away", id: "a" }))).toEqual([]);
});

test("a page lacks what waits and what was taken in after it was read; a refused tap is in no page", () => {
  const box = learnAll([
    made(entry("waits", 1)),
    made(entry("before", 2)),
    made(entry("after", 3)),
    made(entry("refused", 4)),
    answered(answer("before", { at: at(100_000) })),
    answered(answer("after", { at: at(300_000) })),
    answered(answer("refused", { at: at(300_000), trouble: "wrong_bag" })),
  ]);
  expect(notYetIn(box, at(200_000)).map((e) => e.id)).toEqual(["waits", "after"]);
});

test("what is done leaves the phone after a day, when no kept page is older any more", () => {
  const box = learnAll([made(entry("a", 1)), made(entry("waits", 2)), answered(answer("a", { at: at(0) }))]);
  expect(overIn(box, at(23 * 3_600_000))).toEqual([]);
  expect(overIn(box, at(25 * 3_600_000))).toEqual(["a"]);
});
