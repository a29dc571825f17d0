import type { SheetRow, Value } from "./column.ts";

/** One column of a row that is not as it was; null where it was, or is, empty. */
export type ColumnChange = { readonly column: string; readonly was: Value; readonly is: Value };

const same = (a: Value, b: Value) => JSON.stringify(a) === JSON.stringify(b);

/** What a row changes of the one before it, in the order of the columns; columns that it does not have stay. */
export function changesOf(before: SheetRow | undefined, row: SheetRow): readonly ColumnChange[] {
  return Object.entries(row)
    .map(([column, value]) => ({ column, was: before?.[column] ?? null, is: value ?? null }))
    .filter(({ was, is }) => !same(was, is));
}
