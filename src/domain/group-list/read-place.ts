import { countsPackages } from "./measures.ts";
import { isDigit, isHanNumeral, type Numeral, readDigits, readNumeral } from "./numerals.ts";
import type { Place } from "./places.ts";

export type ReadPlace = { readonly place: Place; readonly end: number };

/** How much may be taken for an address here: any three parts, two parts or a room alone too, or also loose spaces. */
export type Trust = "full" | "weak" | "first";

const BUILDING_WORDS = ["号楼", "栋楼", "#楼", "#栋", "栋", "幢", "座", "#"];
const UNIT_WORDS = ["单元", "门洞", "梯位", "梯", "门", "#", "座"];
const ROOM_WORDS = ["室", "号房", "房间", "房号", "房", "户"];
const SEPARATORS = "-/._\\·";

const wordAt = (s: string, at: number, words: readonly string[]) => words.find((w) => s.startsWith(w, at));

export function skipSpaces(s: string, at: number): number {
  let i = at;
  while (s[i] === " " || s[i] === "\t") i++;
  return i;
}

/** After a word such as 栋 or 单元 a comma parts nothing either: 3栋2单元,401. */
function skipSeparators(s: string, at: number, comma = ""): number {
  let i = at;
  while (s[i] === " " || s[i] === "\t" || `${SEPARATORS}${comma}`.includes(s[i] ?? "x")) i++;
  return i;
}

/** A dash or the like between two numbers, with spaces around it or not. */
function separator(s: string, at: number): { readonly sign: string; readonly end: number } | undefined {
  const i = skipSpaces(s, at);
  const sign = s[i] ?? "";
  if (sign === "" || !SEPARATORS.includes(sign)) return undefined;
  // A spaced dash and a figure after a room is how amounts are set apart too: only tight or evenly spaced signs bind.
  const end = skipSpaces(s, i + 1);
  return i > at !== end > i + 1 ? undefined : { sign, end };
}

const isLetter = (c: string | undefined) => c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z"));
const isRoom = (n: Numeral): boolean =>
  n.han ? n.value >= 100 || (n.row && n.signs >= 3) : n.signs >= 3 && n.signs <= 5;
const isShort = (n: Numeral): boolean => n.value < 100 && (n.han || n.signs <= 2);
const text = (n: Numeral): string => String(n.value);

/** Whether the number that ends at `end` is an amount or a price rather than part of an address. */
function isAmount(s: string, end: number): boolean {
  const i = skipSpaces(s, end);
  return (
    countsPackages(s, i) !== undefined || s.startsWith("元", i) || s.startsWith("块", i) || s.startsWith("的", end)
  );
}

/**
 * Reads an address whose first number starts at `at`: `3-2-401`, `3栋2单元401室`, `2#1#602`, `6#1-701`, 六栋一单元八零二,
 * `3栋 302`, `12-803`, `2单元302`, `11栋`, `302室`; from `first` on also `3 2 401` and `302`.
 * @param fits whether building, unit and room are a door; asked only when a room and an amount are run together.
 */
export function readPlace(s: string, at: number, trust: Trust, fits: (p: Place) => boolean): ReadPlace | undefined {
  const n1 = readNumeral(s, at);
  if (!n1) return undefined;
  const done = (place: Omit<Place, "raw">, end: number): ReadPlace => ({
    place: { ...place, raw: s.slice(at, end).trim() },
    end,
  });
  const withRoom = (parts: Omit<Place, "raw">, room: Numeral, from: number): ReadPlace => {
    let end = room.end;
    const word = wordAt(s, end, ROOM_WORDS) ?? (s[end] === "号" && s[end + 1] !== "楼" ? "号" : undefined);
    if (word) return done({ ...parts, room: text(room) }, end + word.length);
    if (countsPackages(s, end) !== undefined) {
      // 4012份: a room and an amount without a space. Taken apart only where the whole cannot be a room.
      const shorter = readNumeral(s.slice(0, end - 1), from);
      const apart = shorter && room.signs > 3 && s[end - 1] !== "0" && shorter.end === end - 1;
      const whole = fits({ ...parts, room: text(room), raw: "" });
      if (!apart || whole || !fits({ ...parts, room: text(shorter), raw: "" }))
        return done({ ...parts, room: text(room), unclear: true }, end);
      return done({ ...parts, room: text(shorter) }, end - 1);
    }
    // 901A may be a flat of its own or an order of A.
    if (isLetter(s[end]) && (s[end + 1] === undefined || " -".includes(s[end + 1] ?? "x")))
      return done({ ...parts, room: text(room), unclear: true }, end);
    // 3-2-401-2: a fourth part is a phase in front, a part of a flat or an amount; nobody can tell.
    const fourth =
      s[end] !== undefined && `${SEPARATORS}#`.includes(s[end] ?? "") ? readNumeral(s, end + 1) : undefined;
    if (fourth && !(s[end] === "/" && isRoom(fourth)) && countsPackages(s, skipSpaces(s, fourth.end)) === undefined) {
      while (s[end] !== undefined && (`${SEPARATORS}#`.includes(s[end] ?? "") || isDigit(s[end]))) end++;
      return done({ ...parts, room: text(room), unclear: true }, end);
    }
    return done({ ...parts, room: text(room) }, end);
  };

  const afterUnit = (parts: { building?: string; unit: string }, from: number): ReadPlace => {
    let i = skipSeparators(s, from, ",");
    let room = readNumeral(s, i);
    if (room && isShort(room) && (s[room.end] === "楼" || s[room.end] === "层")) {
      i = skipSeparators(s, room.end + 1);
      room = readNumeral(s, i);
    }
    if (
      !room ||
      (isAmount(s, room.end) && !countsPackagesTight(s, room)) ||
      (!isRoom(room) && !wordAt(s, room.end, ROOM_WORDS))
    )
      return done(parts, from);
    return withRoom(parts, room, i);
  };

  const afterBuilding = (building: string, from: number): ReadPlace => {
    let i = skipSeparators(s, from, ",");
    let n2 = readNumeral(s, i);
    if (n2 && isShort(n2) && (s[n2.end] === "楼" || s[n2.end] === "层")) {
      i = skipSeparators(s, n2.end + 1);
      n2 = readNumeral(s, i);
      if (!n2 || !isRoom(n2)) return done({ building }, from);
    }
    if (!n2) return done({ building }, from);
    const unitWord = isShort(n2) ? wordAt(s, skipSpaces(s, n2.end), UNIT_WORDS) : undefined;
    if (unitWord) return afterUnit({ building, unit: text(n2) }, skipSpaces(s, n2.end) + unitWord.length);
    if (isRoom(n2))
      return isAmount(s, n2.end) && !countsPackagesTight(s, n2)
        ? done({ building }, from)
        : withRoom({ building, ...(n2.signs === 5 ? { unclear: true } : {}) }, n2, i);
    if (!isShort(n2) || isAmount(s, n2.end)) return done({ building }, from);
    const j = skipSeparators(s, n2.end);
    const n3 = j > n2.end ? readNumeral(s, j) : undefined;
    if (!n3 || !isRoom(n3) || (isAmount(s, n3.end) && !countsPackagesTight(s, n3))) return done({ building }, from);
    return withRoom({ building, unit: text(n2) }, n3, j);
  };

  const near = skipSpaces(s, n1.end);
  const building =
    n1.value < 1000
      ? (wordAt(s, n1.end, BUILDING_WORDS) ??
        (near - n1.end === 1 ? wordAt(s, near, BUILDING_WORDS.slice(0, -1)) : undefined))
      : undefined;
  if (building) return afterBuilding(text(n1), s.indexOf(building, n1.end) + building.length);
  if (n1.value < 1000 && (s[n1.end] === "楼" || s[n1.end] === "号") && s[n1.end + 1] !== "房") {
    // 3楼401 and 3号401 name a building; 3楼 alone is a floor, 26号 alone a day.
    const read = afterBuilding(text(n1), n1.end + 1);
    if (read.place.room === undefined) return undefined;
    const floor =
      s[n1.end] === "楼" && read.place.unit === undefined && Math.floor(Number(read.place.room) / 100) === n1.value;
    return floor ? { ...read, place: { room: read.place.room, raw: read.place.raw } } : read;
  }
  if (s.startsWith("单元", n1.end) && isShort(n1)) return afterUnit({ unit: text(n1) }, n1.end + 2);
  if (isRoom(n1) && wordAt(s, n1.end, ROOM_WORDS)) return withRoom({}, n1, at);
  return afterSign() ?? loose();

  function afterSign(): ReadPlace | undefined {
    const sep = n1 && n1.value < 1000 ? separator(s, n1.end) : undefined;
    const n2 = sep && readNumeral(s, sep.end);
    if (!n1 || !sep || !n2) return undefined;
    const b = text(n1);
    if (isShort(n2)) {
      const unitWord = wordAt(s, n2.end, UNIT_WORDS);
      if (unitWord) return afterUnit({ building: b, unit: text(n2) }, n2.end + unitWord.length);
      if (isAmount(s, n2.end)) return undefined;
      const sep2 = separator(s, n2.end);
      const n3 = sep2 && readNumeral(s, sep2.end);
      if (n3 && (isRoom(n3) || (sep.sign === "-" && sep2.sign === "-" && !isAmount(s, n3.end))))
        return withRoom({ building: b, unit: text(n2) }, n3, sep2.end);
      if (n3 && n3.signs > 5) return done({ building: b, unit: text(n2), unclear: true }, n3.end);
      const j = skipSpaces(s, n2.end);
      const spaced = j > n2.end ? readDigits(s, j) : undefined;
      if (spaced && isRoom(spaced) && !isAmount(s, spaced.end))
        return withRoom({ building: b, unit: text(n2) }, spaced, j);
      return trust === "first" && sep.sign === "-" ? done({ building: b, unit: text(n2) }, n2.end) : undefined;
    }
    if (!isRoom(n2) || (trust === "full" && sep.sign !== "-")) return undefined;
    return withRoom({ building: b, ...(n2.signs === 5 ? { unclear: true } : {}) }, n2, sep.end);
  }

  function loose(): ReadPlace | undefined {
    if (!n1 || trust === "full" || isAmount(s, n1.end)) return undefined;
    // 32401: building, unit and room without a sign between them.
    if (!n1.han && (n1.signs === 5 || n1.signs === 6) && trust === "first" && !countsPackages(s, n1.end))
      return done({ unclear: true }, n1.end);
    if (isRoom(n1) && n1.signs <= 4) {
      if (n1.han && isHanNumeral(s[at - 1])) return undefined;
      return withRoom({}, n1, at);
    }
    const i = skipSpaces(s, n1.end);
    const n2 = i > n1.end && trust === "first" && isShort(n1) ? readNumeral(s, i) : undefined;
    if (!n2 || isAmount(s, n2.end)) return undefined;
    if (isRoom(n2)) return withRoom({ building: text(n1) }, n2, i);
    const j = skipSeparators(s, n2.end);
    const n3 = j > n2.end && isShort(n2) ? readNumeral(s, j) : undefined;
    if (!n3 || !isRoom(n3) || isAmount(s, n3.end)) return undefined;
    const mixed = skipSpaces(s, n2.end) !== j;
    return withRoom({ building: text(n1), unit: text(n2), ...(mixed ? { unclear: true } : {}) }, n3, j);
  }
}

/** Whether an amount's word follows a room without a space: 4012份, which `withRoom` takes apart or doubts. */
const countsPackagesTight = (s: string, n: Numeral): boolean => countsPackages(s, n.end) !== undefined;
