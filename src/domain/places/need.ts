/** Points of need by what a home has said of itself; the published rule of `need_first`. */
const POINTS: Readonly<Record<string, number>> = { dialysis: 4, elder_alone: 3, infant: 3, no_phone: 1 };

/** The need of a home for the `need_first` policy: whole, ≥ 0, higher goes first. Unknown tags count nothing. */
export function needWeight(tags: readonly string[]): number {
  return tags.reduce((sum, tag) => sum + (POINTS[tag] ?? 0), 0);
}
