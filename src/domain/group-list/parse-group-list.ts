import { accountLines, type LineCounts, type ListLine } from "./account-lines.ts";
import type { ListContext } from "./context.ts";
import type { MessageFlag } from "./flags.ts";
import { foldOrders } from "./fold-orders.ts";
import { startsList } from "./line-kind.ts";
import { ListReader } from "./list-reader.ts";
import { limitsOf, listRules } from "./list-rules.ts";
import { mergeCopies } from "./merge-copies.ts";
import type { ListOrder } from "./order.ts";
import { readHead } from "./read-head.ts";
import { type Line, splitLines } from "./split-lines.ts";
import { checkTotals } from "./totals.ts";

export type GroupList = {
  readonly orders: readonly ListOrder[];
  readonly flags: readonly MessageFlag[];
  readonly lines: readonly ListLine[];
  readonly counts: LineCounts;
};

const MOST_HEAD_LINES = 200;

/**
 * Reads a pasted group list (接龙): any mix of entries, chat, forks and tables becomes candidate orders, each tied to its
 * lines. What is doubtful is flagged and never guessed. Pure, the same for the same text, linear in its length.
 */
export function parseGroupList(text: string, ctx: ListContext): GroupList {
  const lines = splitLines(text);
  const head = readHead(headLines(lines), ctx);
  const rules = listRules(ctx, head);
  const reader = new ListReader(rules, ctx.cutOffMinute ?? head.cutOffMinute);
  const kinds = lines.map((line) => reader.read(line));
  const merged = mergeCopies(reader.entries, reader.heads);
  const orders = foldOrders(merged.wishes, ctx, {
    limits: limitsOf(ctx, head),
    priceYuan: rules.items.priceYuan,
  });
  const chatter = kinds.filter((k) => k === "chatter").length;
  const flags: MessageFlag[] = [
    ...(merged.forked ? [{ kind: "FORK_MERGED" as const }] : []),
    ...checkTotals(reader.totals, orders),
    ...(chatter > 0 ? [{ kind: "CHATTER_IGNORED" as const, lines: chatter }] : []),
  ];
  return { orders, flags, ...accountLines(kinds, orders, merged.repeated) };
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
