import type { CycleDraft } from "#contract/desk.ts";

/** Shares each package among the stores by what they pack in a day; whole packages, together exactly what is offered. Keys are `store package`. */
export function proposeCommits(
  stores: CycleDraft["stores"],
  card: readonly { readonly id: string; readonly offered: number }[],
): Record<string, number> {
  const capacity = stores.reduce((n, x) => n + x.capacity, 0);
  const shares: Record<string, number> = {};
  for (const line of card) {
    let before = 0;
    let given = 0;
    for (const store of stores) {
      before += store.capacity;
      const until = capacity > 0 ? Math.round((line.offered * before) / capacity) : 0;
      shares[`${store.id} ${line.id}`] = until - given;
      given = until;
    }
  }
  return shares;
}
