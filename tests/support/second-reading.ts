/**
 * A second, slow and simple reading of a line, to hold the parser's against: every number that stands in it, whatever it
 * means. It shares no code with the parser. An order that rests on a number which is not even there was made up.
 */
const HAN: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  双: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  幺: 1,
  兩: 2,
};
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 廿: 20, 卅: 30 };

export function numbersIn(line: string): ReadonlySet<number> {
  const plain = line.normalize("NFKC").toLowerCase();
  const found = new Set<number>();
  // Every run of digits, and every part of a run: 4012 also holds 401 and 2.
  for (const run of plain.match(/[0-9]+/g) ?? [])
    for (let i = 0; i < run.length; i++)
      for (let j = i + 1; j <= Math.min(run.length, i + 6); j++) found.add(Number(run.slice(i, j)));
  for (const run of plain.match(/[零〇一二两俩双三仨四五六七八九壹贰叁幺兩十百千廿卅]+/g) ?? [])
    for (let i = 0; i < run.length; i++)
      for (let j = i + 1; j <= Math.min(run.length, i + 8); j++)
        for (const n of hanNumbers(run.slice(i, j))) found.add(n);
  ["one", "two", "three", "four", "five", "six"].forEach((word, i) => {
    if (plain.includes(word)) found.add(i + 1);
  });
  return found;
}

/** A run read as digits in a row and as a spoken number. */
function hanNumbers(run: string): number[] {
  const row = [...run].every((c) => HAN[c] !== undefined) ? [Number([...run].map((c) => HAN[c]).join(""))] : [];
  let sum = 0;
  let digit: number | undefined;
  let last = 1;
  for (const c of run) {
    const ten = TENS[c];
    if (ten === undefined) digit = HAN[c];
    else if (ten === 20 || ten === 30) sum += ten;
    else {
      sum += (digit ?? 1) * ten;
      digit = undefined;
      last = ten;
    }
  }
  const short = digit !== undefined && last === 100 ? [sum + digit * 10] : [];
  return [...row, sum + (digit ?? 0), ...short];
}
