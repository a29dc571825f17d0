type Offer<Id> = {
  readonly packageVersionId: Id;
  readonly letter: string;
  readonly householdLimit: number;
  readonly left: number;
};

/** What of a home's last order may be ordered again from today's card, and whether that is all of it. */
export function sameAgain<Id>(last: Readonly<Record<string, number>>, offers: readonly Offer<Id>[]) {
  const lines = offers.flatMap(({ packageVersionId, letter, householdLimit, left }) => {
    const wanted = Math.min(last[letter] ?? 0, householdLimit, left);
    return wanted > 0 ? [{ packageVersionId, wanted }] : [];
  });
  const sum = (ns: readonly number[]) => ns.reduce((a, b) => a + b, 0);
  return { lines, whole: sum(lines.map((l) => l.wanted)) === sum(Object.values(last)) };
}
