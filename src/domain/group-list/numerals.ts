const DIGITS = new Map([..."〇零一二三四五六七八九"].map((c, i): [string, number] => [c, Math.max(0, i - 1)]));
for (const [i, c] of [..."壹贰叁肆伍陆柒捌玖"].entries()) DIGITS.set(c, i + 1);
DIGITS.set("幺", 1);
const PAIRS = new Map([
  ["两", 2],
  ["俩", 2],
  ["仨", 3],
  ["双", 2],
]);
const TENS = new Map([
  ["十", 10],
  ["拾", 10],
  ["百", 100],
  ["佰", 100],
  ["千", 1000],
]);
const SCORES = new Map([
  ["廿", 20],
  ["卅", 30],
]);

export type Numeral = {
  readonly value: number;
  readonly end: number;
  /** How many signs it is written with. */
  readonly signs: number;
  readonly han: boolean;
  /** Chinese digits in a row as in a room number, 八零二: two of them are hardly ever an amount. */
  readonly row: boolean;
};

export const isDigit = (c: string | undefined): boolean => c !== undefined && c >= "0" && c <= "9";
export const isHanNumeral = (c: string | undefined): boolean =>
  c !== undefined && (DIGITS.has(c) || TENS.has(c) || SCORES.has(c) || PAIRS.has(c));

/** The digits that start at `at`. A number of more than nine digits is read as infinite: nobody means it. */
export function readDigits(s: string, at: number): Numeral | undefined {
  let end = at;
  while (isDigit(s[end])) end++;
  if (end === at) return undefined;
  let from = at;
  while (from < end - 1 && s[from] === "0") from++;
  const value = end - from > 9 ? Number.POSITIVE_INFINITY : Number(s.slice(from, end));
  return { value, end, signs: end - at, han: false, row: false };
}

/**
 * The Chinese number that starts at `at`: 十二, 廿一, 一百零二, 两, or digits in a row, 八零二, 幺零二.
 * 两, 俩 and 仨 stand alone, before 百 or before 千. Undefined when none starts there or its parts do not fit.
 */
export function readHan(s: string, at: number): Numeral | undefined {
  const first = s[at] ?? "";
  const pair = PAIRS.get(first);
  if (pair !== undefined && !(TENS.get(s[at + 1] ?? "") ?? 0))
    return { value: pair, end: at + 1, signs: 1, han: true, row: false };
  let end = at;
  let sum = 0;
  let digit: number | undefined = pair;
  let scale = Number.POSITIVE_INFINITY;
  let row = 0;
  if (pair !== undefined) end++;
  for (; end < s.length; end++) {
    const c = s[end] ?? "";
    const d = DIGITS.get(c);
    const ten = TENS.get(c);
    const score = SCORES.get(c);
    if (d !== undefined) {
      // A digit after a digit: digits in a row, as long as no 十 or 百 was said.
      if (digit !== undefined && digit !== 0 && scale !== Number.POSITIVE_INFINITY) break;
      row = (digit !== undefined && scale === Number.POSITIVE_INFINITY ? row : 0) * 10 + d;
      if (row > 99_999_999) return undefined;
      digit = scale === Number.POSITIVE_INFINITY ? row : d;
    } else if (ten !== undefined && ten < scale) {
      if (digit !== undefined && digit > 9) break;
      sum += (digit ?? 1) * ten;
      scale = ten;
      digit = undefined;
    } else if (score !== undefined && sum === 0 && digit === undefined) {
      sum = score;
      scale = 10;
    } else break;
  }
  if (end === at) return undefined;
  // 一百二 is 120, not 102: the digit after 百 counts tens when no 零 stands before it.
  const afterHundred = scale === 100 && digit !== undefined && digit > 0 && !DIGITS.has(s[end - 2] ?? "");
  const value = sum + (digit ?? 0) * (afterHundred ? 10 : 1);
  return { value, end, signs: end - at, han: true, row: scale === Number.POSITIVE_INFINITY && end - at > 1 };
}

export const readNumeral = (s: string, at: number): Numeral | undefined => readDigits(s, at) ?? readHan(s, at);

/** Whether 两三, 一两, 三四: two neighbouring digits in a row, "two or three". */
export function isAbout(s: string, at: number): boolean {
  const value = (c: string | undefined) => (c === undefined ? undefined : (DIGITS.get(c) ?? PAIRS.get(c)));
  const [a, b] = [value(s[at]), value(s[at + 1])];
  return a !== undefined && b !== undefined && a > 0 && b === a + 1;
}
