import type { LetterCount } from "#contract/grid.ts";

/** `A1 B2`, as on the board and in group lists. */
export function lettersOf(letters: readonly LetterCount[]): string {
  return letters.map((l) => `${l.letter}${l.bags}`).join(" ");
}
