import type { Items } from "./context.ts";

/** `A1 B2`, as people write it in the group. */
export function amountsText(items: Items): string {
  return Object.entries(items)
    .map(([code, n]) => `${code}${n}`)
    .join(" ");
}
