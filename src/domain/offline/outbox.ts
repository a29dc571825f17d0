import type { Instant } from "../kernel/time.ts";

/** What a person did on his phone, whether or not there was a network. */
export type Entry<Load> = {
  /** Made by the phone, once: the same id is the same entry, however often it is sent. */
  readonly id: string;
  /** Rises with each entry of this phone: its clock may be set back, its turns are not. */
  readonly turn: number;
  /** Whose order must be kept: a home's order, a pile at the gate. */
  readonly about: string;
  /** By the phone's clock: a claim, which the server writes down beside its own time. */
  readonly madeAt: Instant;
  readonly load: Load;
};

/** What the server said to an entry; without a trouble it is done. */
export type Answer = {
  readonly id: string;
  /** By the server's clock. */
  readonly at: Instant;
  readonly trouble: string | null;
  /** What else the server said of it, for the words on the screen. */
  readonly detail?: Readonly<Record<string, unknown>>;
};

export type Fact<Load> =
  | { readonly kind: "made"; readonly entry: Entry<Load> }
  | { readonly kind: "answered"; readonly answer: Answer }
  /** Taken back before it was sent, or its trouble was read and decided on. */
  | { readonly kind: "put_away"; readonly id: string };

/**
 * All that a phone knows of what was done on it. What always holds:
 *
 * 1. An entry waits until the server has answered just its id, or the person himself has put it away. Nothing else ends it.
 * 2. Of what is about one thing, a later entry is never sent before an earlier one is answered, but in one set with it,
 *    behind it (`nextBatch`).
 * 3. Facts may be learnt in any order and any number of times: the outbox is the same (two tabs, a doubled answer, a
 *    phone that was killed between sending and hearing).
 * 4. A screen is what the server said, with all played over it that the server did not know when it said so (`notYetIn`).
 */
export type Outbox<Load> = {
  readonly entries: ReadonlyMap<string, Entry<Load>>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly away: ReadonlySet<string>;
};

export const EMPTY_OUTBOX: Outbox<never> = { entries: new Map(), answers: new Map(), away: new Set() };

/** The outbox after one more fact; the same one when it was known. */
export function learn<Load>(box: Outbox<Load>, fact: Fact<Load>): Outbox<Load> {
  if (fact.kind === "put_away") return box.away.has(fact.id) ? box : { ...box, away: new Set(box.away).add(fact.id) };
  if (fact.kind === "made") {
    const { entry } = fact;
    return box.entries.has(entry.id) ? box : { ...box, entries: new Map(box.entries).set(entry.id, entry) };
  }
  const { answer } = fact;
  const known = box.answers.get(answer.id);
  // The server answers one id always the same; should it not, what it said first counts, whichever was heard first.
  if (known && !isBefore(answer, known)) return box;
  return { ...box, answers: new Map(box.answers).set(answer.id, answer) };
}

const isBefore = (a: Answer, b: Answer) => a.at < b.at || (a.at === b.at && (a.trouble ?? "") < (b.trouble ?? ""));
const byTurn = <Load>(a: Entry<Load>, b: Entry<Load>) => a.turn - b.turn || (a.id < b.id ? -1 : 1);

const entriesWhere = <Load>(box: Outbox<Load>, which: (entry: Entry<Load>) => boolean): Entry<Load>[] =>
  [...box.entries.values()].filter((e) => !box.away.has(e.id) && which(e)).sort(byTurn);

/** What the server has not answered yet, in the order in which it was done. */
export const waitingIn = <Load>(box: Outbox<Load>): Entry<Load>[] => entriesWhere(box, (e) => !box.answers.has(e.id));

/** What the server could not take in, until a person has decided on it; in the order in which it was done. */
export const troublesIn = <Load>(box: Outbox<Load>): { entry: Entry<Load>; answer: Answer & { trouble: string } }[] =>
  entriesWhere(box, (e) => typeof box.answers.get(e.id)?.trouble === "string").map((entry) => ({
    entry,
    answer: box.answers.get(entry.id) as Answer & { trouble: string },
  }));

/** An answer carries the time at which its transaction began; a page that was read before that one ended lacks it. */
const UNTIL_ALL_KNOW_MS = 5_000;

/**
 * What a page that was read at `readAt`, by the server's clock, cannot have in it: what waits, and what was taken in
 * about then or later (a page that was kept for a dead spot may be hours old). In the order in which it was done.
 */
export const notYetIn = <Load>(box: Outbox<Load>, readAt: Instant): Entry<Load>[] =>
  entriesWhere(box, ({ id }) => {
    const answer = box.answers.get(id);
    return !answer || (answer.trouble === null && answer.at + UNTIL_ALL_KNOW_MS > readAt);
  });

/** Kept pages are thrown away within this time, so nobody asks any more what they lack. */
const OVER_AFTER_MS = 24 * 3_600_000;

/** What need not be on the phone any longer: put away, or done a day ago. @param now by the server's clock, as nearly as the phone knows it */
export const overIn = <Load>(box: Outbox<Load>, now: Instant): string[] =>
  [...box.entries.keys()].filter((id) => {
    const answer = box.answers.get(id);
    return box.away.has(id) || (answer?.trouble === null && answer.at + OVER_AFTER_MS < now);
  });
