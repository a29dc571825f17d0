import type { ListContext } from "./context.ts";

/** What the head of a list teaches: names and prices of codes, emoji, and what the list is about. */
export type HeadWords = {
  readonly names: ReadonlyMap<string, string>;
  readonly priceYuan: ReadonlyMap<string, number>;
  readonly emoji: ReadonlyMap<string, string>;
  /** Codes that the head offers. */
  readonly offered: ReadonlySet<string>;
};

export type ItemMatch = {
  /** Undefined for something that looks like an item and is none of the list. */
  readonly code: string | undefined;
  readonly end: number;
};

export type ItemLexicon = {
  /** An item's name, code or emoji that starts at `at`. */
  readonly match: (s: string, at: number) => ItemMatch | undefined;
  /** The code of a price used as a name, `50的`: undefined when none or several have it. */
  readonly byPrice: (yuan: number) => string | undefined;
  readonly priceYuan: (code: string) => number | undefined;
  readonly has: (code: string) => boolean;
};

const GENERIC = [
  "号套餐",
  "大礼包",
  "组合包",
  "套餐",
  "套装",
  "礼包",
  "组合",
  "大包",
  "包",
  "款",
  "餐",
  "类",
  "装",
  "篮",
  "种",
  "套",
];
const PERSON_AFTER = [
  "女士",
  "先生",
  "小姐",
  "阿姨",
  "姐",
  "哥",
  "妈",
  "爸",
  "叔",
  "姨",
  "太",
  "总",
  "老师",
  "师傅",
  "同学",
  "家",
  "栋",
  "座",
  "幢",
  "区",
  "号楼",
  "单元",
  "网格",
];
const isLetter = (c: string | undefined) => c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z"));
const isDigit = (c: string | undefined) => c !== undefined && c >= "0" && c <= "9";

const wordAt = (s: string, at: number, words: readonly string[]) => words.find((w) => s.startsWith(w, at));

/** A name without the word for packages at its end: 蔬菜包 and 蔬菜套餐 share 蔬菜. */
export function coreName(name: string): string {
  const suffix = GENERIC.find((g) => name.endsWith(g) && name.length - g.length >= 2);
  return suffix ? name.slice(0, -suffix.length) : name;
}

const FOOD_RANGES: readonly (readonly [number, number])[] = [
  [0x1f32d, 0x1f37f],
  [0x1f950, 0x1f96f],
  [0x1f9c0, 0x1f9cb],
  [0x1fad0, 0x1fadf],
  [0x1f404, 0x1f41f],
  [0x1f980, 0x1f991],
];

/** The words for items of a list: the card's, and what its head says they are called here. */
export function itemLexicon(ctx: ListContext, head: HeadWords): ItemLexicon {
  const codes = new Map(ctx.items.map((i) => [i.code.toUpperCase(), i.code]));
  const longestCode = Math.max(0, ...[...codes.keys()].map((c) => c.length));
  const names = new Map<string, { word: string; code: string | undefined }[]>();
  const addName = (name: string, code: string) => {
    for (const word of new Set([name, coreName(name)])) {
      const first = word.codePointAt(0) ?? 0;
      const key = String.fromCodePoint(first);
      const same = names.get(key) ?? [];
      const known = same.find((n) => n.word === word);
      if (word.length < 2 && !emojiFood(first)) continue;
      if (!known) same.push({ word, code });
      // A name that two items share names neither.
      else if (known.code !== code) known.code = undefined;
      names.set(key, same);
    }
  };
  for (const item of ctx.items) for (const name of item.names) addName(name, item.code);
  for (const [name, code] of head.names) addName(name, code);
  for (const list of names.values()) list.sort((a, b) => b.word.length - a.word.length);
  const emoji = new Map([...Object.entries(ctx.emoji), ...head.emoji]);

  const prices = new Map<string, number>();
  for (const item of ctx.items) if (item.priceFen !== undefined) prices.set(item.code, item.priceFen / 100);
  for (const [code, yuan] of head.priceYuan) if (!prices.has(code)) prices.set(code, yuan);

  const afterName = (s: string, end: number): number => end + (wordAt(s, end, GENERIC)?.length ?? 0);

  function nameAt(s: string, at: number): ItemMatch | undefined {
    const cp = s.codePointAt(at) ?? 0;
    const sign = String.fromCodePoint(cp);
    const alias = emoji.get(sign);
    if (alias !== undefined) return { code: alias, end: at + sign.length };
    const hit = names.get(sign)?.find((n) => s.startsWith(n.word, at));
    if (hit) return { code: hit.code, end: afterName(s, at + hit.word.length) };
    return emojiFood(cp) ? { code: undefined, end: at + sign.length } : undefined;
  }

  function codeAt(s: string, at: number): ItemMatch | undefined {
    if (!isLetter(s[at])) return undefined;
    if (isLetter(s[at - 1])) return insideRun(s, at);
    for (let length = Math.min(longestCode, s.length - at); length > 0; length--) {
      const end = at + length;
      const code = codes.get(s.slice(at, end).toUpperCase());
      const times =
        (s[end] === "x" || s[end] === "X") && (isDigit(s[end + 1]) || (s[end + 1] === " " && isDigit(s[end + 2])));
      if (code === undefined || (isLetter(s[end]) && !times) || (isDigit(s[end - 1]) && isDigit(s[end]))) continue;
      if (wordAt(s, end, PERSON_AFTER)) return undefined;
      const named = nameAt(s, end);
      if (named) return { code: named.code === code ? code : undefined, end: named.end };
      return { code, end: afterName(s, end) };
    }
    return severalCodes(s, at) ?? unknownCode(s, at);
  }

  function insideRun(s: string, at: number): ItemMatch | undefined {
    let from = at;
    while (from > 0 && at - from < 4 && isLetter(s[from - 1])) from--;
    if (isLetter(s[from - 1]) || !severalCodes(s, from)) return undefined;
    return { code: codes.get(s[at] ?? ""), end: at + 1 };
  }

  /** `AB各1`, `AB 2份`: letters run together that are all codes. The first is taken, the scan goes on at the next. */
  function severalCodes(s: string, at: number): ItemMatch | undefined {
    let end = at;
    while (isLetter(s[end])) end++;
    const run = s.slice(at, end);
    const all =
      run.length <= 4 &&
      run === run.toUpperCase() &&
      [...run].every((c) => codes.has(c)) &&
      new Set(run).size === run.length;
    return all ? { code: codes.get(run[0] ?? ""), end: at + 1 } : undefined;
  }

  /** `E2`, `E套餐`, a lone capital: written like a code of the list, and not one. */
  function unknownCode(s: string, at: number): ItemMatch | undefined {
    const end = at + 1;
    if (isLetter(s[end]) || wordAt(s, end, PERSON_AFTER)) return undefined;
    const generic = wordAt(s, end, GENERIC);
    const lone = s[at] === s[at]?.toUpperCase() && !/[\p{Script=Han}.]/u.test(s[end] ?? "");
    return generic || isDigit(s[end]) || lone ? { code: undefined, end: end + (generic?.length ?? 0) } : undefined;
  }

  return {
    match: (s, at) => codeAt(s, at) ?? nameAt(s, at),
    byPrice: (yuan) => {
      const all = [...prices].filter(([, p]) => p === yuan).map(([code]) => code);
      const offered = all.filter((code) => head.offered.has(code));
      const few = all.length > 1 ? offered : all;
      return few.length === 1 ? few[0] : undefined;
    },
    priceYuan: (code) => prices.get(code),
    has: (code) => codes.has(code.toUpperCase()),
  };
}

const emojiFood = (cp: number): boolean => FOOD_RANGES.some(([from, to]) => cp >= from && cp <= to);
