import { amountsText } from "./amounts-text.ts";
import { applyDeed } from "./apply-deed.ts";
import type { Items, ListContext } from "./context.ts";
import { isHeld, type Reason, sortReasons } from "./flags.ts";
import type { ListOrder, Span } from "./order.ts";
import type { Wish } from "./read-entry.ts";

/** A wish with its place in the text. */
export type Placed = {
  readonly wish: Wish;
  readonly span: Span;
  /** Rows of a table that name further packages of the same home. */
  readonly further?: readonly Span[];
  /** After the cut-off. */
  readonly late: boolean;
  /** The copy of a forked list that alone has this home, counted from 1. */
  readonly onlyIn?: number;
};

type Draft = {
  household: string | null;
  items: Items;
  readonly reasons: Reasons;
  readonly spans: Span[];
  candidates: Items[] | undefined;
  cancelled: boolean;
  last: Wish;
  contact: string | undefined;
  note: string | undefined;
  paid: { readonly yuan?: number } | undefined;
  stated: number[];
};

export type FoldRules = {
  readonly limits: ReadonlyMap<string, number>;
  readonly priceYuan: (code: string) => number | undefined;
};

const NONE: Items = {};
const TYPO_FROM = 10;
const MOST_CANDIDATES = 12;
const LONGEST_NOTE = 500;
const flag = (name: Reason["flag"], values: Reason["values"] = {}): Reason => ({ flag: name, values });
/** Each flag once, with the first reason that gave it. */
type Reasons = Map<Reason["flag"], Reason>;
const say = (reasons: Reasons, ...more: readonly Reason[]): void => {
  for (const r of more) if (!reasons.has(r.flag)) reasons.set(r.flag, r);
};
const offer = (draft: Draft, ...more: readonly Items[]): void => {
  draft.candidates ??= [];
  if (draft.candidates.length < MOST_CANDIDATES) draft.candidates.push(...more);
};

/**
 * Goes through the wishes in the order of the text and makes one order of each home: a change changes what stood
 * before, a second entry without a word of change is a duplicate for a person to decide.
 */
export function foldOrders(wishes: readonly Placed[], ctx: ListContext, rules: FoldRules): ListOrder[] {
  const drafts: Draft[] = [];
  const byHome = new Map<string, Draft>();
  let above: Items = NONE;
  for (const placed of wishes) {
    const { wish } = placed;
    const known = wish.household === null ? undefined : byHome.get(wish.household);
    if (known) change(known, placed, above);
    else {
      const draft = begin(placed, ctx, above);
      drafts.push(draft);
      if (wish.household !== null) byHome.set(wish.household, draft);
    }
    const now = known ?? drafts.at(-1);
    if (now && Object.keys(now.items).length > 0) above = now.items;
  }
  return drafts.map((d) => finish(d, rules));
}

function begin({ wish, span, further = [], late, onlyIn }: Placed, ctx: ListContext, above: Items): Draft {
  const draft: Draft = {
    household: wish.household,
    items: NONE,
    reasons: new Map(),
    spans: [span, ...further],
    candidates: undefined,
    cancelled: false,
    last: wish,
    contact: wish.contact,
    note: wish.note,
    paid: wish.paid,
    stated: [...wish.statedYuan],
  };
  say(draft.reasons, ...wish.reasons);
  if (late) say(draft.reasons, flag("AFTER_CUTOFF"));
  if (onlyIn !== undefined)
    say(draft.reasons, flag(onlyIn === 1 ? "FORK_ONLY_IN_1" : "FORK_ONLY_IN_2", { copy: onlyIn }));
  const { deed } = wish;
  const standing = wish.household === null ? undefined : ctx.standing[wish.household];
  if (deed.kind === "same" || deed.kind === "above") {
    const last = deed.kind === "above" ? above : wish.household === null ? undefined : ctx.lastOrders[wish.household];
    say(draft.reasons, flag("SAME_AS_LAST_ORDER"));
    if (last && Object.keys(last).length > 0) draft.candidates = [last];
  } else if (standing) {
    const after = applyDeed(standing, deed);
    say(draft.reasons, flag("DUPLICATE_HOUSEHOLD", { entries: 2 }));
    draft.candidates =
      deed.kind === "set" ? [standing, deed.items] : after === undefined ? [standing] : [standing, after];
  } else if (deed.kind === "cancel" && wish.household === null) {
    // A cancel without an address takes back nothing by itself.
    say(draft.reasons, flag("FREE_TEXT_REQUEST"));
  } else if (deed.kind === "cancel") {
    say(draft.reasons, flag("CANCELLED"));
    draft.cancelled = true;
  } else if (deed.kind === "less") say(draft.reasons, flag("FREE_TEXT_REQUEST"));
  else {
    draft.items = deed.items;
    if (deed.kind === "edit") say(draft.reasons, flag("EDIT_APPLIED", { from: "" }));
    if (deed.kind === "add" && deed.again) say(draft.reasons, flag("FREE_TEXT_REQUEST"));
  }
  return draft;
}

function change(draft: Draft, { wish, span, further = [], late }: Placed, above: Items): void {
  const { deed } = wish;
  const before = draft.items;
  draft.spans.push(span, ...further);
  say(draft.reasons, ...wish.reasons);
  draft.last = wish;
  draft.contact ??= wish.contact;
  if (wish.note !== undefined && (draft.note?.length ?? 0) < LONGEST_NOTE)
    draft.note = draft.note === undefined ? wish.note : `${draft.note} ${wish.note}`;
  draft.paid = wish.paid ?? draft.paid;
  draft.stated.push(...wish.statedYuan);
  if (late) say(draft.reasons, flag("AFTER_CUTOFF"));
  if (deed.kind === "same" || deed.kind === "above") {
    say(draft.reasons, flag("SAME_AS_LAST_ORDER"), flag("DUPLICATE_HOUSEHOLD", { entries: draft.spans.length }));
    if (!draft.candidates) offer(draft, before);
    if (deed.kind === "above") offer(draft, above);
    draft.items = NONE;
    return;
  }
  // A home that was given up and orders anew has changed its mind.
  if (draft.cancelled && deed.kind !== "cancel") {
    draft.cancelled = false;
    draft.reasons.delete("CANCELLED");
    say(draft.reasons, flag("EDIT_APPLIED", { from: "" }));
    draft.items = "items" in deed && deed.kind !== "less" ? deed.items : NONE;
    return;
  }
  const undecided = draft.reasons.has("DUPLICATE_HOUSEHOLD") || draft.reasons.has("SAME_AS_LAST_ORDER");
  if (deed.kind === "set" || (undecided && deed.kind !== "cancel")) {
    say(draft.reasons, flag("DUPLICATE_HOUSEHOLD", { entries: draft.spans.length }));
    if (!draft.candidates) offer(draft, before);
    offer(draft, "items" in deed ? deed.items : NONE);
    draft.items = NONE;
    return;
  }
  const after = applyDeed(before, deed);
  if (after === undefined) {
    const whole = "items" in deed ? deed.items : NONE;
    say(draft.reasons, flag("DUPLICATE_HOUSEHOLD", { entries: draft.spans.length }));
    offer(draft, before, whole, ...("items" in deed ? [{ ...before, ...deed.items }] : []));
    draft.items = NONE;
    return;
  }
  if (late) draft.candidates = [before, after];
  draft.items = after;
  if (Object.keys(after).length === 0) {
    // What a withdrawn entry had wrong with it no longer matters; who ordered and how stays.
    draft.cancelled = true;
    for (const name of draft.reasons.keys()) if (!KEPT_BY_CANCEL.has(name)) draft.reasons.delete(name);
    draft.candidates = late ? draft.candidates : undefined;
    say(draft.reasons, flag("CANCELLED"));
  } else {
    if (!wish.reasons.some((r) => r.flag === "DEFAULT_QTY_1")) draft.reasons.delete("DEFAULT_QTY_1");
    say(draft.reasons, flag("EDIT_APPLIED", { from: amountsText(before) }));
  }
}

const KEPT_BY_CANCEL: ReadonlySet<Reason["flag"]> = new Set<Reason["flag"]>([
  "ON_BEHALF",
  "PHONE_FOUND",
  "AFTER_CUTOFF",
  "FORK_ONLY_IN_1",
  "FORK_ONLY_IN_2",
  "FREE_TEXT_REQUEST",
  "OTHER_GROUP",
  "PAYMENT_CLAIM",
]);

function finish(d: Draft, rules: FoldRules): ListOrder {
  const { items, reasons } = d;
  for (const [code, n] of Object.entries(items)) {
    const limit = rules.limits.get(code);
    const over = limit !== undefined && n > limit;
    if (over) say(reasons, flag("OVER_LIMIT", { item: code, n, limit: limit ?? 0 }));
    // Two figures where one is meant, 12 for "1 或 2", are likelier a slip than a wish.
    if (n >= TYPO_FROM) say(reasons, flag("SUSPECT_TYPO", { text: `${code}${n}` }));
  }
  const prices = Object.entries(items).map(([code, n]) => ({ n, yuan: rules.priceYuan(code) }));
  const due =
    prices.length > 0 && prices.every((p) => p.yuan !== undefined)
      ? prices.reduce((sum, p) => sum + p.n * (p.yuan ?? 0), 0)
      : undefined;
  const claimed = d.paid?.yuan;
  if (claimed !== undefined && due !== undefined && claimed !== due)
    say(reasons, flag("AMOUNT_MISMATCH", { claimed, due }));
  for (const yuan of d.stated)
    if (yuan !== due && !prices.some((p) => p.yuan === yuan && p.n > 0))
      say(
        reasons,
        flag(due === undefined ? "SUSPECT_TYPO" : "AMOUNT_MISMATCH", {
          claimed: yuan,
          due: due ?? "",
          text: String(yuan),
        }),
      );
  const money = d.paid !== undefined || reasons.has("UNPAID") || reasons.has("AMOUNT_MISMATCH");
  const sorted = sortReasons([...reasons.values()]);
  const { last } = d;
  return {
    household: d.household,
    items,
    reasons: sorted,
    held: isHeld(sorted),
    spans: d.spans,
    ...(d.contact === undefined ? {} : { contact: d.contact }),
    ...(d.note === undefined ? {} : { note: d.note }),
    ...(d.candidates === undefined ? {} : { candidates: d.candidates }),
    ...(last.rawAddress === undefined ? {} : { rawAddress: last.rawAddress }),
    ...(last.rawItem === undefined ? {} : { rawItem: last.rawItem }),
    ...(last.placedBy === undefined ? {} : { placedBy: last.placedBy }),
    ...(last.splitTo === undefined ? {} : { splitTo: last.splitTo }),
    ...(claimed === undefined ? {} : { claimedYuan: claimed }),
    ...(money && due !== undefined ? { dueYuan: due } : {}),
  };
}
