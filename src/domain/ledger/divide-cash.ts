import { type Fen, fen } from "../kernel/money.ts";

/**
 * Divides cash that one person gave for several orders, as long as nobody says otherwise: in the order in which they were
 * chosen each gets what is due for it while there is some; what is beyond goes to the first, whose home hands it over.
 * @param givenFen what was given, in fen; at least 0
 * @param duesFen what is due for each, in fen; at least 0
 * @returns a part for each, in fen: together just what was given
 */
export function divideCash(givenFen: number, duesFen: readonly number[]): Fen[] {
  let left = givenFen;
  const parts = duesFen.map((due) => {
    const part = Math.min(due, left);
    left -= part;
    return part;
  });
  return parts.map((part, i) => fen(i === 0 ? part + left : part));
}
