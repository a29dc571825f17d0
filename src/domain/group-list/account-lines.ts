import type { LineKind } from "./line-kind.ts";
import type { ListOrder } from "./order.ts";

export type ListLine = {
  readonly line: number;
  readonly kind: LineKind;
  /** Which orders speak of it, as positions in `orders`. */
  readonly orders: readonly number[];
};

/** Lines that are not blank: applied + flagged + ignored = all. */
export type LineCounts = {
  readonly all: number;
  readonly applied: number;
  readonly flagged: number;
  readonly ignored: number;
};

/** Says of every line which orders speak of it, and counts them. `repeated` lines only say again what another says. */
export function accountLines(
  kinds: readonly LineKind[],
  orders: readonly ListOrder[],
  repeated: ReadonlySet<number>,
): { readonly lines: readonly ListLine[]; readonly counts: LineCounts } {
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
