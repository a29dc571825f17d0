/** A text is prepared once it was asked this often: most that come once never come again. */
const OFTEN = 3;
/** The most texts that are prepared: each connection keeps each with its plan. */
const MOST_PREPARED = 200;
/** The most texts that are counted before counting starts over. */
const MOST_COUNTED = 2_000;
/** Lists are written out as parameters, so that a text with many of them hardly comes twice. */
const MOST_PARAMS = 40;

/**
 * Which statements are worth preparing. One that carries the policies of its tables takes PostgreSQL about a millisecond
 * to plan, and the driver a second round trip to have described; prepared, a connection does both once. The number of
 * texts is bounded, as neither the driver nor the server ever lets go of one.
 * @returns a question for each statement asked, true for those to prepare
 */
export function oftenAsked(): (text: string, params: readonly unknown[]) => boolean {
  const prepared = new Set<string>();
  const counts = new Map<string, number>();
  return (text, params) => {
    if (params.length === 0 || params.length > MOST_PARAMS) return false;
    if (prepared.has(text)) return true;
    if (prepared.size === MOST_PREPARED) return false;
    const count = (counts.get(text) ?? 0) + 1;
    if (count === OFTEN) {
      counts.delete(text);
      prepared.add(text);
      return true;
    }
    if (counts.size === MOST_COUNTED) counts.clear();
    counts.set(text, count);
    return false;
  };
}
