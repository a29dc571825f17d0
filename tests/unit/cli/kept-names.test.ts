import fc from "fast-check";
import { expect, test } from "vitest";
import { isNeededFrom, logToPrune, nameOf, toPrune } from "../../../src/cli/backup/kept-names.ts";
import type { Instant } from "../../../src/domain/kernel/time.ts";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-11-30T12:00:00Z") as Instant;
const kind = fc.constantFrom("dump" as const, "base" as const, "cold" as const);
const piece = (n: number) => n.toString(16).toUpperCase().padStart(24, "0");
const kept = fc.record({ kind, age: fc.integer({ min: 0, max: 90 * 86_400 }) });
const at = (age: number) => (NOW - age * 1000) as Instant;

test("a backup's name tells its kind and second, and a base backup's the first piece of log that it needs", () => {
  expect(nameOf("dump", NOW)).toBe("baogong-dump-20261130T120000Z.age");
  expect(nameOf("base", NOW, piece(66))).toBe("baogong-base-20261130T120000Z-000000000000000000000042.age");
});

test("pruning takes what is older than was said, and leaves the newest of each kind and every name that is not ours", () => {
  fc.assert(
    fc.property(fc.array(kept), fc.integer({ min: 1, max: 60 }), fc.array(fc.string()), (all, days, others) => {
      const names = all.map((k) => nameOf(k.kind, at(k.age)));
      const gone = new Set(toPrune([...names, ...others], NOW, days));
      for (const [i, { kind, age }] of all.entries()) {
        const newest = Math.min(...all.filter((k) => k.kind === kind).map((k) => k.age)) === age;
        expect(gone.has(names[i]!)).toBe(age * 1000 > days * DAY_MS && !newest);
      }
      expect(others.filter((name) => gone.has(name))).toEqual([]);
    }),
  );
});

test("what a killed backup left behind goes after a day, and is no newest of its kind", () => {
  const [old, part] = [nameOf("dump", at(40 * 86_400)), `${nameOf("dump", at(2 * 86_400))}.0123abcd.part`];
  expect(toPrune([old, part, `${nameOf("dump", at(60))}.0123abcd.part`], NOW, 30)).toEqual([part]);
});

test("log goes that is older than what the oldest base backup needs, on whatever timeline; none goes without a base backup", () => {
  const [one, five, nine] = [1, 5, 9].map((n) => `${piece(n)}-0123456789abcdef.gz.age`) as [string, string, string];
  const other = `00000002${piece(4).slice(8)}.00000028.backup-0123456789abcdef.gz.age`;
  const told = "00000002.history-0123456789abcdef.gz.age";
  const all = [one, five, nine, other, told, "notes.txt"];
  expect(logToPrune(all, [nameOf("base", at(60), piece(9)), nameOf("base", at(600), piece(5))])).toEqual([one, other]);
  expect(logToPrune(all, [nameOf("dump", at(60))])).toEqual([]);
  expect(all.filter((name) => isNeededFrom(name, piece(5)))).toEqual([five, nine, told]);
});
