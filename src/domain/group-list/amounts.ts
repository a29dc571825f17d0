import type { Reason } from "./flags.ts";
import type { BadAmount } from "./marks.ts";

/** Items and amounts of one home in the order of the line. */
export type Step =
  | { readonly t: "item"; readonly code: string | undefined; readonly raw: string; readonly spaced: boolean }
  | {
      readonly t: "amount";
      readonly n: number;
      readonly form: "unit" | "times" | "plus" | "bare";
      readonly raw: string;
      readonly spaced: boolean;
      readonly loose: boolean;
    }
  | { readonly t: "bad"; readonly why: BadAmount; readonly raw: string }
  | { readonly t: "each" }
  | { readonly t: "sum" };

export type Wanted = {
  readonly items: Readonly<Record<string, number>>;
  /** No item was named: the amount is of the list's own package. */
  readonly bare: boolean;
  /** Bare figures that are no amount, perhaps money. */
  readonly figures: readonly number[];
  readonly reasons: readonly Reason[];
  readonly rawItem?: string;
  /** Something was said about amounts at all. */
  readonly any: boolean;
};

const FLAG_OF: Readonly<Record<BadAmount, Reason["flag"]>> = {
  fraction: "FRACTION_QTY",
  range: "FRACTION_QTY",
  negative: "SUSPECT_TYPO",
  zero: "SUSPECT_TYPO",
  huge: "SUSPECT_TYPO",
  figure: "SUSPECT_TYPO",
  measure: "UNKNOWN_ITEM",
};

/**
 * Puts amounts to items. Items come first (A2 B1, A B各1, 蔬菜包2份) or amounts do (2份A 1份B); a line that mixes the two
 * or has an amount too many is doubted. An item without an amount is one, and says so.
 * @param own the package of a bare number; undefined when the list leaves it open
 */
export function readAmounts(steps: readonly Step[], own: string | undefined): Wanted {
  const reasons: Reason[] = [];
  const items: Record<string, number> = {};
  const rawItems: string[] = [];
  const figures: number[] = [];
  const doubt = (flag: Reason["flag"], text: string) => reasons.push({ flag, values: { text } });
  const give = (item: Step & { t: "item" }, n: number, raw: string) => {
    if (item.code === undefined) {
      rawItems.push(`${item.raw}${raw}`);
      doubt("UNKNOWN_ITEM", `${item.raw}${raw}`);
    } else if (items[item.code] !== undefined) doubt("SUSPECT_TYPO", `${item.raw}${raw}`);
    else items[item.code] = n;
  };

  const named = steps.filter((s) => s.t === "item");
  const counted = steps.filter((s) => s.t === "amount" || s.t === "bad");
  if (named.length === 0 && counted.length === 0) return { items, bare: false, figures, reasons, any: false };
  if (isAmountFirst(steps)) {
    for (let i = 0; i + 1 < steps.length; i += 2) {
      const [amount, item] = [steps[i], steps[i + 1]];
      if (amount?.t === "amount" && item?.t === "item") give(item, amount.n, amount.raw);
    }
    return { items, bare: false, figures, reasons, ...raw(), any: true };
  }

  let pending: (Step & { t: "item" })[] = [];
  let loose: (Step & { t: "amount" }) | undefined;
  let each = false;
  let sum = false;
  let zeros = 0;
  let lastGiven = false;
  const settle = () => {
    for (const item of pending) {
      give(item, 1, "");
      if (item.code !== undefined) reasons.push({ flag: "DEFAULT_QTY_1", values: { item: item.code } });
    }
    pending = [];
  };
  for (const [i, step] of steps.entries()) {
    if (step.t === "each") each = true;
    else if (step.t === "sum") sum = true;
    else if (step.t === "item") {
      const before = steps[i - 1];
      // "A 2份B": the amount stands closer to what follows it.
      if (before?.t === "amount" && before.form === "unit" && before.spaced && !step.spaced && lastGiven)
        doubt("SUSPECT_TYPO", `${before.raw}${step.raw}`);
      if (before?.t === "amount" && loose === before) doubt("SUSPECT_TYPO", `${before.raw}${step.raw}`);
      pending.push(step);
      lastGiven = false;
    } else if (step.t === "bad") {
      const item = pending.pop();
      if (step.why === "zero" && item) zeros++;
      else {
        const text = `${item?.raw ?? ""}${step.raw}`;
        doubt(FLAG_OF[step.why], text);
        if (step.why === "huge") reasons.push({ flag: "OVER_LIMIT", values: { item: "", n: text, limit: "" } });
        if (step.why === "measure") rawItems.push(text);
      }
      settle();
      lastGiven = true;
    } else if (sum) {
      settle();
      const total = Object.values(items).reduce((a, b) => a + b, 0) + (loose?.n ?? 0);
      // 2份共100: what it costs, not how many.
      if (total > 0 && step.form === "bare" && step.n !== total) figures.push(step.n);
      else if (total === 0) loose = step;
      else if (total !== step.n) doubt("SUSPECT_TYPO", step.raw);
      sum = false;
    } else if (pending.length > 0) {
      if (step.form === "bare" && step.loose) {
        figures.push(step.n);
        continue;
      }
      const last = pending.pop();
      if (each) for (const item of pending.splice(0)) give(item, step.n, step.raw);
      // "A B2份": two of each, or one and two; without 各 nobody can tell.
      else if (pending.length > 0)
        doubt("SUSPECT_TYPO", `${pending.map((p) => p.raw).join(" ")} ${last?.raw}${step.raw}`);
      settle();
      if (last) give(last, step.n, step.raw);
      each = false;
      lastGiven = true;
    } else if (
      named.length === 0 &&
      loose === undefined &&
      !(step.form === "bare" && (step.loose || laterCounts(steps, i)))
    )
      loose = step;
    else if (step.form === "bare") figures.push(step.n);
    else doubt("SUSPECT_TYPO", step.raw);
  }
  settle();
  if (zeros > 0 && Object.keys(items).length === 0) doubt("SUSPECT_TYPO", "0");
  if (loose && named.length > 0) doubt("SUSPECT_TYPO", loose.raw);
  else if (loose && own === undefined) {
    rawItems.push(loose.raw);
    doubt("UNKNOWN_ITEM", loose.raw);
  } else if (loose && own !== undefined) items[own] = loose.n;
  return { items, bare: loose !== undefined && named.length === 0, figures, reasons, ...raw(), any: true };

  function raw() {
    return rawItems.length > 0 ? { rawItem: rawItems.join(" ") } : {};
  }
}

/** Whether a surer amount comes later: in `8 1份` the first figure is none. */
const laterCounts = (steps: readonly Step[], i: number): boolean =>
  steps.slice(i + 1, i + 6).some((s) => s.t === "bad" || (s.t === "amount" && s.form !== "bare"));

/** 2份A, 2份蔬菜包1份肉蛋菜, 2A1B: amounts and items take turns, and an amount begins. A bare figure sticks to its item. */
function isAmountFirst(steps: readonly Step[]): boolean {
  if (steps.length === 0 || steps.length % 2 === 1) return false;
  return steps.every((s, i) => {
    if (i % 2 === 1) return s.t === "item";
    const next = steps[i + 1];
    const sticks = next?.t === "item" && !next.spaced;
    return s.t === "amount" && !s.loose && (s.form !== "bare" || sticks || s.raw.endsWith("*"));
  });
}
