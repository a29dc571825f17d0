import fc from "fast-check";
import { expect, test } from "vitest";
import type { NoteLine } from "../../../src/contract/papers.ts";
import { arrangeNotes, toLabels } from "../../../src/ui/papers/arrange-notes.ts";

const names = { "zh-CN": "蔬菜包", en: "Vegetables" };
const line = fc.record({
  building: fc.constantFrom("1", "2", "二组"),
  unit: fc.integer({ min: 0, max: 2 }),
  room: fc.constantFrom("101", "102", "201"),
  letter: fc.constantFrom("A", "B", "C"),
  bags: fc.integer({ min: 1, max: 3 }),
});
/** A grid's lines as the view has them: each home's package once, by door. */
const lines = fc
  .uniqueArray(line, { selector: (l) => `${l.building} ${l.unit} ${l.room} ${l.letter}`, maxLength: 40 })
  .map((all) =>
    all
      .toSorted((a, b) =>
        `${a.building} ${a.unit} ${a.room} ${a.letter}` < `${b.building} ${b.unit} ${b.room} ${b.letter}` ? -1 : 1,
      )
      .map(
        ({ building, unit, room, letter, bags }, i): NoteLine => ({
          door: { building, unit, room },
          who: null,
          letter,
          packageName: names,
          bags,
          numbers: i % 2 === 0 ? Array.from({ length: bags }, (_, n) => i * 10 + n) : [],
        }),
      ),
  );
const sum = (of: readonly { bags: number }[]) => of.reduce((n, x) => n + x.bags, 0);

test("whatever way notes are sorted, each home's bags stand on them once and the notes' sums are the grid's", () => {
  fc.assert(
    fc.property(lines, fc.constantFrom("door", "building", "package" as const), (given, order) => {
      const notes = arrangeNotes(given, order as "door");
      expect(sum(notes)).toBe(sum(given));
      const written = notes.flatMap((n) =>
        n.homes.flatMap((h) =>
          h.items.map((i) => `${n.building} ${h.door.unit} ${h.door.room} ${i.letter} ${i.bags} ${i.numbers}`),
        ),
      );
      const wanted = given.map(
        (l) => `${l.door.building} ${l.door.unit} ${l.door.room} ${l.letter} ${l.bags} ${l.numbers}`,
      );
      expect(written.toSorted()).toEqual(wanted.toSorted());
      for (const n of notes) expect(sum(n.homes.flatMap((h) => h.items))).toBe(n.bags);
    }),
  );
});

test("by package, one package's notes stand together; by building, one building's do", () => {
  fc.assert(
    fc.property(lines, (given) => {
      const together = (of: readonly (string | undefined)[]) =>
        expect(of.filter((x, i) => x !== of[i - 1]).length).toBe(new Set(of).size);
      together(arrangeNotes(given, "package").map((n) => n.package?.letter));
      together(arrangeNotes(given, "building").map((n) => n.building));
    }),
  );
});

test("there is one label for each bag, with its number where it has one, and counted where it has none", () => {
  fc.assert(
    fc.property(lines, (given) => {
      const labels = toLabels(given);
      expect(labels).toHaveLength(sum(given));
      expect(labels.flatMap((l) => l.number ?? [])).toEqual(given.flatMap((l) => l.numbers));
      for (const l of labels) expect(l.turn).toBeLessThanOrEqual(l.turns);
    }),
  );
});
