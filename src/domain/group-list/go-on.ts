import type { Asked } from "./entry-doubts.ts";
import { isClear } from "./entry-doubts.ts";
import { type EntryRules, readEntry, type Standing, type Wish } from "./read-entry.ts";

/** The entry that a following line may go on with. */
export type Open = {
  readonly index: number;
  readonly text: string;
  readonly standing: Standing;
  readonly wishes: readonly Wish[];
};

/** A wrapped entry is a few lines long; what goes on and on is something else. */
const LONGEST_ENTRY = 400;

/** Whether the entry has said how many it wants. */
const isCounted = (open: Open): boolean => open.wishes.some((w) => !w.reasons.some((r) => r.flag === "DEFAULT_QTY_1"));

/**
 * Reads a line as the rest of the entry before it: a wrapped name or amount, a note, a further item; or the second half
 * of an address. Undefined when it is something of its own.
 */
export function goOn(
  open: Open,
  s: string,
  asked: Asked,
  rules: EntryRules,
): Pick<Open, "text" | "wishes"> | undefined {
  if (open.text.length + s.length > LONGEST_ENTRY) return undefined;
  const text = `${open.text} ${s}`;
  const spaced = readEntry(text, open.standing, rules);
  if (asked.startsWithHome) {
    // `1. 3栋` and `2-401 林女士 2份` below it: two halves that make one clear order.
    const half = !isClear(open.wishes) && open.wishes.every((w) => w.household === null);
    return half && spaced.length === 1 && isClear(spaced) ? { text, wishes: spaced } : undefined;
  }
  if (asked.freely || (asked.hasAmount && asked.hasName && isCounted(open))) return undefined;
  // 3栋2单 / 元401: the line broke inside a word. Two figures are never run together.
  const seam = /[0-9]$/.test(open.text) && /^[0-9]/.test(s);
  const tight = `${open.text}${s}`;
  const glued = seam || isClear(spaced) ? [] : readEntry(tight, open.standing, rules);
  if (isClear(glued)) return { text: tight, wishes: glued };
  return spaced.length > 0 ? { text, wishes: spaced } : undefined;
}
