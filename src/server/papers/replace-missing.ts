/** Stands for a character that the typeface has no picture of. */
export const MISSING = "〓";

/**
 * A document whose texts hold only what the typeface can draw: what it lacks, a rare character of a name say, becomes 〓
 * instead of an empty box that nobody sees.
 * @param has whether the typeface draws a code point
 * @returns the document, and whether anything was replaced
 */
export function replaceMissing<T>(document: T, has: (codePoint: number) => boolean): { document: T; missing: boolean } {
  let missing = false;
  const plain = (text: string) =>
    Array.from(text, (char) => {
      if (has(char.codePointAt(0) ?? 0) || /\s/.test(char)) return char;
      missing = true;
      return MISSING;
    }).join("");
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return plain(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return { document: walk(document) as T, missing };
}
