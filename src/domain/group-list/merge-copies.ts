import type { Placed } from "./fold-orders.ts";
import type { Entry } from "./list-reader.ts";
import type { Wish } from "./read-entry.ts";

export type Merged = {
  readonly wishes: readonly Placed[];
  /** Whether two people went on with the list at once, so that neither copy holds all of it. */
  readonly forked: boolean;
  /** Lines that only say again what another copy says. */
  readonly repeated: ReadonlySet<number>;
};

const keyOf = (entry: Entry): string =>
  JSON.stringify(
    entry.wishes.map((w) => [w.household ?? [w.rawAddress ?? "", w.contact ?? ""], w.deed, w.splitTo ?? ""]),
  );

type Copy = {
  readonly entries: readonly { readonly entry: Entry; readonly key: string }[];
  readonly counts: ReadonlyMap<string, number>;
};

function toCopy(entries: readonly Entry[]): Copy {
  const counts = new Map<string, number>();
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry) }));
  for (const { key } of keyed) counts.set(key, (counts.get(key) ?? 0) + 1);
  return { entries: keyed, counts };
}

const holdsAll = (big: Copy, small: Copy): boolean =>
  [...small.counts].every(([key, n]) => (big.counts.get(key) ?? 0) >= n);

/**
 * Every tap posts the whole list again. A copy that a later one contains is only older; copies that each have something of
 * their own are forks: what they share counts once, what one of them lost is kept.
 */
export function mergeCopies(entries: readonly Entry[], heads: readonly string[]): Merged {
  const all = [...Map.groupBy(entries, (e) => e.copy)].map(([n, of]) => ({ n, copy: toCopy(of) }));
  const copies = all.filter(({ n }) => isAlike(heads[all[0]?.n ?? 0], heads[n]));
  const repeated = new Set<number>();
  const kept = copies.filter(({ copy }, i) => {
    const contained = copies.some(
      (other, j) => j !== i && holdsAll(other.copy, copy) && !(holdsAll(copy, other.copy) && j > i),
    );
    if (contained) for (const { entry } of copy.entries) mark(entry);
    return !contained;
  });
  const shared = kept.some(({ copy, n }, i) =>
    kept.some(
      ({ copy: other, n: m }, j) =>
        j > i &&
        ([...copy.counts.keys()].some((k) => other.counts.has(k)) || (heads[n] !== "" && heads[n] === heads[m])),
    ),
  );
  const taken = new Map<string, number>();
  const homes = kept.map(
    ({ copy }) => new Set(copy.entries.flatMap(({ entry, key }) => entry.wishes.map((w) => w.household ?? key))),
  );
  const wishes: Placed[] = [];
  const onTime = new Set(
    copies.flatMap(({ copy }) => copy.entries.filter(({ entry }) => !entry.late).map(({ key }) => key)),
  );
  for (const [i, { copy }] of kept.entries()) {
    const seen = new Map<string, number>();
    for (const { entry, key } of copy.entries) {
      const nth = (seen.get(key) ?? 0) + 1;
      seen.set(key, nth);
      if (kept.length > 1 && shared && nth <= (taken.get(key) ?? 0)) {
        mark(entry);
        continue;
      }
      if (shared) taken.set(key, nth);
      for (const wish of entry.wishes) {
        const alone = shared && homes.every((h, j) => j === i || !h.has(wish.household ?? key));
        const late = entry.late && !(copies.length > 1 && onTime.has(key));
        wishes.push({ wish, span: entry.span, late, ...(alone ? { onlyIn: i + 1 } : {}) });
      }
    }
  }
  for (const { n, copy } of all.filter((c) => !copies.includes(c)))
    for (const { entry } of copy.entries)
      for (const wish of entry.wishes)
        wishes.push({ wish: ofAnotherList(wish, heads[n]), span: entry.span, late: entry.late });
  return { wishes: wishes.filter(notSaidTwice(entries)), forked: shared && kept.length > 1, repeated };

  function mark(entry: Entry): void {
    for (let line = entry.span.line; line <= entry.span.endLine; line++) repeated.add(line);
  }
}

/** Whether two announcements are of one list: the same words, whatever figures and signs, or one of them more of them. */
function isAlike(a = "", b = ""): boolean {
  const [x, y] = [a, b].map((h) => h.replace(/[^\p{L}]/gu, "")) as [string, string];
  return x === "" || y === "" || x.includes(y) || y.includes(x);
}

/** Two lists about different things were pasted together: whose list it is and what a bare number means, a person knows. */
const ofAnotherList = (wish: Wish, head = ""): Wish => ({
  ...wish,
  reasons: [...wish.reasons, { flag: "OTHER_GROUP", values: { group: head.slice(0, 20) } }],
});

/** A quoted message counts only where its home says nothing itself. */
function notSaidTwice(entries: readonly Entry[]): (placed: Placed) => boolean {
  const quoted = new Set(entries.filter((e) => e.quoted).map((e) => e.span));
  const own = new Set(entries.filter((e) => !e.quoted).flatMap((e) => e.wishes.map((w) => w.household)));
  return ({ wish, span }) => !(quoted.has(span) && wish.household !== null && own.has(wish.household));
}
