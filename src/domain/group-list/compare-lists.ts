import type { Items } from "./context.ts";
import type { ListOrder } from "./order.ts";

/** How a list differs from what was pasted before. */
export type ListChange =
  | { readonly kind: "new"; readonly order: ListOrder }
  | { readonly kind: "changed"; readonly order: ListOrder; readonly before: ListOrder }
  | { readonly kind: "gone"; readonly before: ListOrder };

const amounts = (items: Items): string =>
  Object.entries(items)
    .filter(([, n]) => n > 0)
    .map(([code, n]) => `${code}${n}`)
    .sort()
    .join(" ");

/** What makes two readings of an order the same for the person who decides: amounts, doubt and the choices offered. */
const gist = (o: ListOrder): string => JSON.stringify([amounts(o.items), o.held, o.candidates?.map(amounts) ?? []]);

/** A home by its address; what has none by its words. */
const keyOf = (o: ListOrder): string =>
  o.household ?? JSON.stringify([o.rawAddress ?? "", o.contact ?? "", amounts(o.items)]);

/**
 * Compares two readings of one list: what is new, what changed and what is gone since the earlier one, in the order of
 * the later list, gone ones last. An order of the later list that is as before is not named.
 */
export function compareLists(before: readonly ListOrder[], after: readonly ListOrder[]): ListChange[] {
  const earlier = new Map<string, ListOrder[]>();
  for (const order of before) {
    const same = earlier.get(keyOf(order));
    if (same) same.push(order);
    else earlier.set(keyOf(order), [order]);
  }
  const changes: ListChange[] = [];
  for (const order of after) {
    const was = earlier.get(keyOf(order))?.shift();
    if (!was) changes.push({ kind: "new", order });
    else if (gist(was) !== gist(order)) changes.push({ kind: "changed", order, before: was });
  }
  for (const left of earlier.values()) for (const was of left) changes.push({ kind: "gone", before: was });
  return changes;
}
