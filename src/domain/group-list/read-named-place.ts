import { readNumeral } from "./numerals.ts";
import type { Place } from "./places.ts";
import { type ReadPlace, readPlace, skipSpaces } from "./read-place.ts";

const FIELDS: readonly (readonly [keyof Pick<Place, "building" | "unit" | "room">, readonly string[]])[] = [
  ["building", ["building", "bldg", "block", "blk", "tower"]],
  ["unit", ["unit"]],
  ["room", ["room", "rm", "apartment", "apt", "flat"]],
];
const isLetter = (c: string | undefined) => c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z"));

/** An address in English words, `Bldg 2 Unit 1 Rm 1502`, in any order of its parts; or a building with a letter, A栋302, `A-1-302`. */
export function readNamedPlace(s: string, at: number, fits: (p: Place) => boolean): ReadPlace | undefined {
  return readLettered(s, at, fits) ?? readEnglish(s, at);
}

function readEnglish(s: string, at: number): ReadPlace | undefined {
  const parts: { building?: string; unit?: string; room?: string } = {};
  let end = at;
  for (let i = at; ; i = skipCommas(s, end)) {
    const field = fieldAt(s, i);
    if (!field || parts[field.name] !== undefined) {
      // Bldg 2 Unit 1 1502: a figure after the unit is the room.
      const bare =
        parts.unit !== undefined && parts.room === undefined ? readNumeral(s, s[i] === "#" ? i + 1 : i) : undefined;
      if (bare && !bare.han && bare.signs >= 3 && bare.signs <= 4) {
        parts.room = String(bare.value);
        end = bare.end;
      }
      break;
    }
    parts[field.name] = String(field.value);
    end = field.end;
  }
  return end === at ? undefined : { place: { ...parts, raw: s.slice(at, end) }, end };
}

function fieldAt(s: string, at: number) {
  for (const [name, words] of FIELDS) {
    const word = words.find((w) => s.slice(at, at + w.length).toLowerCase() === w);
    if (!word || isLetter(s[at + word.length])) continue;
    let i = at + word.length;
    if (s[i] === ".") i++;
    i = skipSpaces(s, i);
    if (s[i] === "#") i++;
    const n = readNumeral(s, i);
    if (n && !n.han && n.value < 100_000) return { name, value: n.value, end: n.end };
  }
  return undefined;
}

function skipCommas(s: string, at: number): number {
  let i = at;
  while (s[i] === " " || s[i] === ",") i++;
  return i;
}

/** A building with a letter for its number is read as the digits would be, then the letter is put back. */
function readLettered(s: string, at: number, fits: (p: Place) => boolean): ReadPlace | undefined {
  const letter = (s[at] ?? "").toUpperCase();
  const next = s[at + 1] ?? "";
  const words = ["栋", "幢", "座", "号楼"].some((w) => s.startsWith(w, at + 1));
  const dashed = (next === "-" || next === "#") && readNumeral(s, at + 2) !== undefined;
  if (!words && !dashed) return undefined;
  const window = `9${s.slice(at + 1, at + 40)}`;
  const back = (p: Place): Place => ({ ...p, building: letter, raw: `${s[at]}${p.raw.slice(1)}` });
  const read = readPlace(window, 0, "full", (p) => fits(back(p)));
  if (!read || (dashed && read.place.room === undefined)) return undefined;
  return { place: back(read.place), end: at + read.end };
}
