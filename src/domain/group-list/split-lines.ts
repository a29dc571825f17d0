import { plainLine } from "./plain-text.ts";

/** A line of the raw text: its number from 1, its offsets, and how it reads. */
export type Line = { readonly no: number; readonly start: number; readonly end: number; readonly plain: string };

/** Takes the text apart at every kind of line end. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = i === text.length ? "\n" : text[i];
    if (c !== "\n" && c !== "\r" && c !== "\u2028" && c !== "\u2029" && c !== "\u0085") continue;
    if (i < text.length || i > start || lines.length === 0)
      lines.push({
        no: lines.length + 1,
        start,
        end: i,
        plain: i === start ? "" : withoutOuterSpaces(plainLine(text.slice(start, i))),
      });
    if (c === "\r" && text[i + 1] === "\n") i++;
    start = i + 1;
  }
  return lines;
}

/** Tabs stay: an empty first cell of a table is a cell. */
function withoutOuterSpaces(s: string): string {
  let from = 0;
  let end = s.length;
  while (from < end && s[from] === " ") from++;
  while (end > from && s[end - 1] === " ") end--;
  return s.slice(from, end);
}
