import { readAmounts, type Step, type Wanted } from "./amounts.ts";
import type { Items } from "./context.ts";
import type { Reason } from "./flags.ts";
import type { Party } from "./parties.ts";

/** What an entry wants done with its home's order. */
export type Deed =
  | { readonly kind: "set"; readonly items: Items }
  /** `loose`: the amount of what comes was not said. */
  | {
      readonly kind: "edit";
      readonly from: Items;
      readonly items: Items;
      readonly bare: boolean;
      readonly loose: boolean;
    }
  | { readonly kind: "less"; readonly items: Items; readonly bare: boolean }
  /** `again` says that there was an order before: 再加1. */
  | { readonly kind: "add"; readonly items: Items; readonly bare: boolean; readonly again: boolean }
  /** An amount of `ALL` gives up all of an item; `exact` when the amount is what was ordered, 1份取消, and not what goes. */
  | { readonly kind: "cancel"; readonly of: Items; readonly bare: boolean; readonly exact: boolean }
  | { readonly kind: "same" }
  | { readonly kind: "above" };

export const ALL = Number.POSITIVE_INFINITY;

/** What makes a change a question: 能取消吗, 想改, 可否退. */
const QUESTION = /吗|嘛|能|可|想|行不|么/u;
const NO_ITEMS: Items = {};

/** Puts acts and amounts together: 改2份, 再加1, A不要了 换B, 取消. Combinations that nobody can follow are asked about. */
export function readDeed(party: Party, own: string | undefined, reasons: Reason[]): Deed {
  /** Items that were named without an amount. */
  const open = new Set<string>();
  const read = (steps: readonly Step[], gone = false): Wanted => {
    const wanted = readAmounts(steps, own);
    for (const r of wanted.reasons) {
      if (r.flag === "DEFAULT_QTY_1") open.add(String(r.values.item));
      // What is given up needs no amount.
      if (!gone || r.flag !== "DEFAULT_QTY_1") reasons.push(r);
    }
    party.statedYuan.push(...wanted.figures);
    return wanted;
  };
  const all = (items: Items): Items =>
    Object.fromEntries(Object.entries(items).map(([code, n]) => [code, open.has(code) ? ALL : n]));
  const doubt = (items: Items = NO_ITEMS): Deed => {
    reasons.push({ flag: "FREE_TEXT_REQUEST", values: { text: "" } });
    return { kind: "set", items };
  };
  const [one, two, ...more] = party.acts;
  if (party.said.has("same") || party.said.has("above")) {
    read(party.steps);
    return { kind: party.said.has("above") ? "above" : "same" };
  }
  if (!one) return { kind: "set", items: read(party.steps).items };
  const asks = party.said.has("ask") || party.leftovers.some((l) => QUESTION.test(l.text));
  // 退掉吧 不要了: the same said twice.
  const gone = party.acts.length > 1 && party.steps.length === 0 && party.acts.every((a) => a.kind === "cancel");
  if (gone && !asks) return { kind: "cancel", of: NO_ITEMS, bare: false, exact: false };
  if (more.length > 0 || (asks && one.kind !== "add" && one.kind !== "again")) return doubt();
  const before = party.steps.slice(0, one.at);
  const after = party.steps.slice(one.at, two?.at);
  const gives = one.kind === "cancel" || one.kind === "drop" || one.kind === "less";
  if (two) {
    // 不要A 换B, A不要了 换B: out with one, in with the other.
    const takes = two.kind === "edit" || two.kind === "add" || two.kind === "again";
    const from = read(before.length > 0 ? before : after, true);
    const to = read(party.steps.slice(two.at));
    const clear = gives && takes && (before.length === 0 || after.length === 0) && from.any && to.any && !from.bare;
    return clear ? { kind: "edit", from: from.items, items: to.items, bare: to.bare, loose: open.size > 1 } : doubt();
  }
  const from = read(before, gives || one.kind === "edit");
  const to = read(after, gives);
  switch (one.kind) {
    case "edit":
      if (!to.any) return doubt(from.items);
      if (to.bare && from.any && !from.bare) {
        // B2改1份 is one of B; of two packages nobody can tell which.
        const [only, ...others] = Object.keys(from.items);
        if (only === undefined || others.length > 0) return doubt(from.items);
        const items = { [only]: Object.values(to.items)[0] ?? 0 };
        return { kind: "edit", from: from.items, items, bare: false, loose: false };
      }
      return {
        kind: "edit",
        from: from.items,
        items: to.items,
        bare: to.bare,
        loose: Object.keys(to.items).some((c) => open.has(c)),
      };
    case "drop":
    case "cancel":
      if (from.any && to.any) return one.kind === "drop" ? { kind: "set", items: from.items } : doubt(from.items);
      return from.any
        ? { kind: "cancel", of: all(from.items), bare: from.bare, exact: true }
        : { kind: "cancel", of: all(to.items), bare: to.bare, exact: false };
    case "less":
      return from.any ? doubt(from.items) : { kind: "less", items: to.items, bare: to.bare };
    case "add":
    case "again": {
      if (!from.any) return { kind: "add", items: to.items, bare: to.bare, again: one.kind === "again" };
      // A1 加B1 names two packages; "1份再加1份" may be two or the one already meant.
      const twice = Object.keys(to.items).some((code) => from.items[code] !== undefined);
      // C加1: one of C more, or one of the list's own package?
      if (to.bare && !from.bare) return doubt(from.items);
      return twice ? doubt(from.items) : { kind: "set", items: { ...from.items, ...to.items } };
    }
  }
}
