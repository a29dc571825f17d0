import type { ListLine } from "./account-lines.ts";
import type { Items } from "./context.ts";
import type { ListOrder } from "./order.ts";

/** What a person made of one order of a list: not counted, or this for that home. No items: what stands is taken back. */
export type RowDecision =
  | { readonly kind: "ignore" }
  | { readonly kind: "take"; readonly household: string; readonly items: Items };

export type SettledRow =
  | { readonly stands: "open" /** Another row of the list is taken for the same home. */; readonly clash?: true }
  | { readonly stands: "ignored" }
  | { readonly stands: "taken"; readonly household: string; readonly items: Items };

const OPEN: SettledRow = { stands: "open" };

/**
 * What becomes of each order of a list: the person's word where there is one, what was read where nothing is doubtful.
 * A home is taken once; a second row for it waits again, whoever decided it.
 * @param decisions by the position of the order in the list
 */
export function settleList(
  orders: readonly ListOrder[],
  decisions: Readonly<Record<string, RowDecision>>,
): SettledRow[] {
  const sure = orders.map((order, i) => settle(order, decisions[i]));
  const taken = new Map<string, number>();
  // What the list says without a doubt goes first: a decision that meets it is the one to look at again.
  const byDoubt = [...orders.keys()].sort(
    (a, b) => Number(decisions[a] !== undefined) - Number(decisions[b] !== undefined) || a - b,
  );
  for (const i of byDoubt) {
    const row = sure[i];
    if (row?.stands !== "taken") continue;
    if (taken.has(row.household)) sure[i] = { stands: "open", clash: true };
    else taken.set(row.household, i);
  }
  return sure;
}

function settle(order: ListOrder, decision: RowDecision | undefined): SettledRow {
  if (decision?.kind === "ignore") return { stands: "ignored" };
  if (decision) return { stands: "taken", household: decision.household, items: decision.items };
  const says = Object.keys(order.items).length > 0 || order.reasons.some((r) => r.flag === "CANCELLED");
  if (order.held || order.household === null || !says) return OPEN;
  return { stands: "taken", household: order.household, items: order.items };
}

/** Lines of the text that are not blank: open + taken + ignored = all. A line of several orders counts by the most doubtful. */
export function countLines(
  lines: readonly ListLine[],
  rows: readonly SettledRow[],
): { open: number; taken: number; ignored: number; all: number } {
  const counts = { open: 0, taken: 0, ignored: 0, all: 0 };
  for (const line of lines) {
    if (line.kind === "blank") continue;
    counts.all++;
    const stands = line.orders.map((o) => rows[o]?.stands);
    if (stands.includes("open")) counts.open++;
    else if (stands.includes("taken")) counts.taken++;
    else counts.ignored++;
  }
  return counts;
}
