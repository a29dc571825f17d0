import type { EntryRules } from "./read-entry.ts";
import { scan } from "./scan.ts";
import type { WordKind } from "./words.ts";

/** Words that change an order. 不要 alone is said of onions, 加 of friends. */
const CHANGES: ReadonlySet<WordKind> = new Set<WordKind>(["edit", "again", "less", "cancel", "same", "above"]);
const PACKAGES = /[0-9一二两三四五六七八九十半] ?[份包套]/u;
const ALONE = /^([0-9]{1,2} ?[份包套件个箱盒袋]?|[√✓✔☑✅])$/u;

/**
 * Whether a cell that should say nothing of an order may do so, 2份 or 再加一份 or 同上次: then the amounts in their own
 * columns are not the whole of it.
 */
export const mayOrder = (cell: string, rules: EntryRules): boolean =>
  ALONE.test(cell) ||
  PACKAGES.test(cell) ||
  scan(cell, rules).some((m) => (m.k === "item" && m.code !== undefined) || (m.k === "word" && CHANGES.has(m.kind)));

/** How many packages a cell names: of two with one amount nobody knows whose it is. */
export const packagesIn = (cell: string, rules: EntryRules): number =>
  scan(cell, rules).filter((m) => m.k === "item").length;
