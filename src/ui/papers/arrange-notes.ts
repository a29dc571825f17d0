import type { NoteLine, NoteOrder } from "#contract/papers.ts";

/** One home on a note, with what of it belongs to the note. */
export type NoteHome = Pick<NoteLine, "door" | "who"> & {
  readonly items: readonly Pick<NoteLine, "letter" | "bags" | "numbers">[];
};
/** A note that can be cut off and given away: of one building, of one package, or of both. */
export type Note = {
  readonly building: string;
  /** Null on a note of all packages. */
  readonly package: Pick<NoteLine, "letter" | "packageName"> | null;
  readonly bags: number;
  readonly homes: readonly NoteHome[];
};

/**
 * Sorts a grid's lines into notes: `door` has one note a building, its doors in walking order; `building` one a package
 * within each building; `package` the same with the packages outside. What stands on them together is what was given.
 * @param lines by door, as the view has them
 */
export function arrangeNotes(lines: readonly NoteLine[], order: Exclude<NoteOrder, "label">): Note[] {
  const buildings = [...Map.groupBy(lines, (l) => l.door.building)];
  if (order === "door") return buildings.map(([building, of]) => noteOf(building, null, of));
  const notes = buildings.flatMap(([building, of]) =>
    [...Map.groupBy(of, (l) => l.letter)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, ofPackage]) => noteOf(building, ofPackage[0] ?? null, ofPackage)),
  );
  if (order === "building") return notes;
  const byPackage = Map.groupBy(notes, (n) => n.package?.letter ?? "");
  return [...byPackage].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, of]) => of);
}

function noteOf(building: string, of: NoteLine | null, lines: readonly NoteLine[]): Note {
  const homes = [...Map.groupBy(lines, (l) => `${l.door.unit} ${l.door.room}`).values()];
  return {
    building,
    package: of && { letter: of.letter, packageName: of.packageName },
    bags: lines.reduce((n, l) => n + l.bags, 0),
    homes: homes.flatMap((items) => (items[0] ? [{ door: items[0].door, who: items[0].who, items }] : [])),
  };
}

export type Label = Pick<NoteLine, "door" | "who" | "letter" | "packageName"> & {
  /** Null before bags have numbers; then `turn` of `turns` tells a home's labels apart. */
  readonly number: number | null;
  readonly turn: number;
  readonly turns: number;
};

/** One label for each bag, in walking order. */
export function toLabels(lines: readonly NoteLine[]): Label[] {
  return lines.flatMap(({ door, who, letter, packageName, bags, numbers }) =>
    Array.from({ length: bags }, (_, i) => ({
      door,
      who,
      letter,
      packageName,
      number: numbers[i] ?? null,
      turn: i + 1,
      turns: bags,
    })),
  );
}

/** How many homes get how many bags. */
export const sumsOf = (lines: readonly NoteLine[]) => ({
  homes: new Set(lines.map((l) => `${l.door.building} ${l.door.unit} ${l.door.room}`)).size,
  bags: lines.reduce((n, l) => n + l.bags, 0),
});
