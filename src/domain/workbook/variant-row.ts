import { fen } from "../kernel/money.ts";
import { type CatalogueItem, designPackage } from "../offer/design-package.ts";
import { scaleTenths } from "../offer/scale-lines.ts";
import type { SheetRow } from "./column.ts";
import { linesOf } from "./package-sum.ts";

/** Homes of how many people, from and to. */
export type People = readonly [from: number, to: number];
/** The sizes that a package is offered another of. */
export const HOUSEHOLD_SIZES: readonly People[] = [
  [1, 2],
  [3, 4],
  [5, 6],
];

/** For homes of how many people a package's row says that it is; undefined where nobody has said. */
export function peopleOf(row: SheetRow): People | undefined {
  const { people_from: from, people_to: to } = row;
  return typeof from === "number" && typeof to === "number" ? [from, to] : undefined;
}

/**
 * The same package for homes of another size, as a row that somebody may still change: its contents in proportion to the
 * people, its price their sum, its name and code the base's with the size behind.
 */
export function variantRow(base: SheetRow, people: People, items: ReadonlyMap<string, CatalogueItem>): SheetRow {
  const [from, to] = peopleOf(base) ?? people;
  const lines = linesOf(base).flatMap(([code, tenths]) => {
    const item = items.get(code);
    if (!item) return [];
    return [{ item, tenths: scaleTenths(tenths, item.unitKind, from + to, people[0] + people[1]) }];
  });
  const feeFen = fen(Number(base.fee));
  const { sumFen } = designPackage({ lines, feeFen, priceFen: feeFen, cap: undefined });
  const size = people.join("-");
  return {
    ...base,
    code: `${base.code}-${size}`,
    name: `${base.name} ${size}人`,
    name_en: base.name_en ? `${base.name_en}, ${size} people` : null,
    contents: lines.map(({ item, tenths }) => [item.code, tenths] as const),
    price: sumFen,
    people_from: people[0],
    people_to: people[1],
    aliases: null,
    variant_of: base.code ?? null,
  };
}
