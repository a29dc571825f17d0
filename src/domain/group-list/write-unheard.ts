import { maskName } from "../places/masking.ts";
import { type ListWords, splitMessages } from "./write-list.ts";

/** A home that said nothing so far, by its door `3-2-401`; the name of who lives there where it is known. */
export type UnheardHome = { readonly building: string; readonly door: string; readonly name: string | null };

const HOMES_IN_A_LINE = 6;

/**
 * Asks the group for the homes that were not heard from, building by building in the order given: doors as everybody in
 * the house reads them on the doors, names masked, nothing else about anybody. Cut into messages of at most `most` signs,
 * never inside a home.
 */
export function writeUnheard(
  homes: readonly UnheardHome[],
  until: string,
  words: Pick<ListWords, "unheard" | "building">,
  most: number,
): string[] {
  if (homes.length === 0) return [];
  const lines = [words.unheard({ homes: homes.length, until })];
  for (const [building, of] of Map.groupBy(homes, (h) => h.building)) {
    lines.push(words.building({ building, homes: of.length }));
    for (let at = 0; at < of.length; at += HOMES_IN_A_LINE)
      lines.push(
        of
          .slice(at, at + HOMES_IN_A_LINE)
          .map((h) => (h.name === null ? h.door : `${h.door} ${maskName(h.name)}`))
          .join("、"),
      );
  }
  return splitMessages(lines, most);
}
