import type { ItemLexicon } from "./item-lexicon.ts";
import { countsPackages } from "./measures.ts";
import { isDigit, isHanNumeral, readNumeral } from "./numerals.ts";
import type { ReadPlace } from "./read-place.ts";
import { skipSpaces } from "./read-place.ts";

const LONGEST_NAME = 4;
const isHan = (c: string | undefined) => c !== undefined && /\p{Script=Han}/u.test(c);

/**
 * Reads a village address: the group, 二组, 第2组, G2, and the name of the head of the household after it. A name ends
 * where an item or an amount begins; of known families the longest that fits.
 */
export function readFamily(
  s: string,
  at: number,
  families: Readonly<Record<string, readonly string[]>> | undefined,
  items: ItemLexicon,
): ReadPlace | undefined {
  const from = s[at] === "第" || ((s[at] === "G" || s[at] === "g") && isDigit(s[at + 1])) ? at + 1 : at;
  const latin = from > at && s[at] !== "第";
  const number = readNumeral(s, from);
  if (!number || number.value > 99) return undefined;
  let end = number.end;
  if (!latin) {
    const word = ["村民小组", "小组", "组", "队"].find((w) => s.startsWith(w, number.end));
    if (!word) return undefined;
    end += word.length;
  }
  const group = `G${number.value}`;
  let start = skipSpaces(s, end);
  if ("-:,、的".includes(s[start] ?? "x")) start = skipSpaces(s, start + 1);
  const known = families?.[group]?.filter((f) => s.startsWith(f, start)).sort((a, b) => b.length - a.length)[0];
  let stop = start;
  while (!known && stop - start < LONGEST_NAME && isHan(s[stop]) && !amountAt(stop) && !items.match(s, stop)) stop++;
  const longer = isHan(s[stop]) && stop - start === LONGEST_NAME && !amountAt(stop) && !items.match(s, stop);
  const name = known ?? s.slice(start, stop).replace(/[家户]$/u, "");
  if (longer && !known) return { place: { group, raw: s.slice(at, stop) }, end };
  return name
    ? { place: { group, name, raw: s.slice(at, start + name.length) }, end: known ? start + known.length : stop }
    : { place: { group, raw: s.slice(at, end) }, end };

  function amountAt(i: number): boolean {
    if (!isHanNumeral(s[i])) return false;
    const n = readNumeral(s, i);
    return n !== undefined && !n.row && countsPackages(s, n.end) !== undefined;
  }
}
