import type { ListContext } from "./context.ts";
import type { MessageFlag } from "./flags.ts";
import { foldOrders } from "./fold-orders.ts";
import { itemLexicon } from "./item-lexicon.ts";
import type { LineKind } from "./line-kind.ts";
import { startsList } from "./line-kind.ts";
import { ListReader } from "./list-reader.ts";
import { mergeCopies } from "./merge-copies.ts";
import type { ListOrder } from "./order.ts";
import { homeFinder } from "./places.ts";
import type { EntryRules } from "./read-entry.ts";
import { readHead } from "./read-head.ts";
import { type Line, splitLines } from "./split-lines.ts";
import { checkTotals } from "./totals.ts";

export type ListLine = {
  readonly line: number;
  readonly kind: LineKind;
  /** Which orders speak of it, as positions in `orders`. */
  readonly orders: readonly number[];
};

export type GroupList = {
  readonly orders: readonly ListOrder[];
  readonly flags: readonly MessageFlag[];
  readonly lines: readonly ListLine[];
  /** Lines that are not blank: applied + flagged + ignored = all. */
  readonly counts: {
    readonly all: number;
    readonly applied: number;
    readonly flagged: number;
    readonly ignored: number;
  };
};

const MOST_HEAD_LINES = 200;

/**
 * Reads a pasted group list (接龙): any mix of entries, chat, forks and tables becomes candidate orders, each tied to its
 * lines. What is doubtful is flagged and never guessed. Pure, the same for the same text, linear in its length.
 */
export function parseGroupList(text: string, ctx: ListContext): GroupList {
  const lines = splitLines(text);
  const head = readHead(headLines(lines), ctx);
  const items = itemLexicon(ctx, head);
  const findHome = homeFinder(ctx);
  const rules: EntryRules = {
    items,
    findHome,
    fits: (place) => "household" in findHome(place),
    village: ctx.village,
    own: head.foreign ? undefined : ctx.defaultItem,
    otherGroups: ctx.otherGroups,
    ...(ctx.village?.group === undefined ? {} : { listGroup: ctx.village.group }),
  };
  const reader = new ListReader(rules, ctx.cutOffMinute ?? head.cutOffMinute);
  const kinds = lines.map((line) => reader.read(line));
  const merged = mergeCopies(reader.entries, reader.heads);
  const limits = new Map<string, number>();
  for (const item of ctx.items) {
    const limit = Math.min(item.limit ?? Number.POSITIVE_INFINITY, head.limit ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(limit)) limits.set(item.code, limit);
  }
  const orders = foldOrders(merged.wishes, ctx, { limits, priceYuan: items.priceYuan });
  const chatter = kinds.filter((k) => k === "chatter").length;
  const flags: MessageFlag[] = [
    ...(merged.forked ? [{ kind: "FORK_MERGED" as const }] : []),
    ...checkTotals(reader.totals, orders),
    ...(chatter > 0 ? [{ kind: "CHATTER_IGNORED" as const, lines: chatter }] : []),
  ];
  return { orders, flags, ...account(kinds, orders, merged.repeated) };
}

/** The announcements: lines after `#接龙`, or from the start, up to the first that is numbered. */
function headLines(lines: readonly Line[]): string[] {
  const out: string[] = [];
  let inside = true;
  for (const { plain } of lines) {
    if (startsList(plain)) inside = true;
    else if (/^[(【]?[0-9]{1,4}[.、):】]/.test(plain)) inside = false;
    if (inside && out.length < MOST_HEAD_LINES) out.push(plain);
  }
  return out;
}

function account(kinds: readonly LineKind[], orders: readonly ListOrder[], repeated: ReadonlySet<number>) {
  const of = new Map<number, number[]>();
  for (const [index, order] of orders.entries())
    for (const span of order.spans)
      for (let line = span.line; line <= span.endLine; line++) of.set(line, [...(of.get(line) ?? []), index]);
  const counts = { all: 0, applied: 0, flagged: 0, ignored: 0 };
  const lines = kinds.map((kind, i): ListLine => {
    const mine = of.get(i + 1) ?? [];
    if (kind !== "blank") {
      counts.all++;
      if (mine.length === 0) counts.ignored++;
      else if (mine.some((o) => orders[o]?.held)) counts.flagged++;
      else counts.applied++;
    }
    return { line: i + 1, kind: mine.length === 0 && repeated.has(i + 1) ? "copy" : kind, orders: mine };
  });
  return { lines, counts };
}
