import type { ListContext } from "./context.ts";
import { itemLexicon } from "./item-lexicon.ts";
import { homeFinder } from "./places.ts";
import type { EntryRules } from "./read-entry.ts";
import type { Head } from "./read-head.ts";

/** What the entries of a list are read by, given what its head says. */
export function listRules(ctx: ListContext, head: Head): EntryRules {
  const findHome = homeFinder(ctx);
  return {
    items: itemLexicon(ctx, head),
    findHome,
    fits: (place) => "household" in findHome(place),
    village: ctx.village,
    own: head.foreign ? undefined : ctx.defaultItem,
    otherGroups: ctx.otherGroups,
    ...(ctx.village?.group === undefined ? {} : { listGroup: ctx.village.group }),
  };
}

/** Most of each package that one home may have: the card's limit, or the head's where that is lower. */
export function limitsOf(ctx: ListContext, head: Head): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const item of ctx.items) {
    const limit = Math.min(item.limit ?? Number.POSITIVE_INFINITY, head.limit ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(limit)) limits.set(item.code, limit);
  }
  return limits;
}
