import type { Items } from "#domain/group-list/context.ts";

/** `A1 B2`, as people write it in the group. */
export function amountsOf(items: Items): string {
  return Object.entries(items)
    .map(([letter, n]) => `${letter}${n}`)
    .join(" ");
}
