import type { ItemLexicon } from "./item-lexicon.ts";
import type { Mark } from "./marks.ts";
import { countsPackages } from "./measures.ts";
import { isDigit, isHanNumeral, readDigits, readNumeral } from "./numerals.ts";
import type { Place } from "./places.ts";
import { readFamily } from "./read-family.ts";
import { readNamedPlace } from "./read-named-place.ts";
import {
  phoneEnd,
  type ReadMark,
  readAmount,
  readEnglishAmount,
  readHalf,
  readNegative,
  readSigned,
  whenEnd,
} from "./read-number.ts";
import { readPlace, skipSpaces, type Trust } from "./read-place.ts";
import { readWord } from "./read-word.ts";
import { findWord } from "./words.ts";

export type ScanRules = {
  readonly items: ItemLexicon;
  readonly fits: (place: Place) => boolean;
  /** In a village the address is a group and a family's name. */
  readonly village: { readonly families?: Readonly<Record<string, readonly string[]>> } | undefined;
};

type Draft = Mark extends infer M ? (M extends unknown ? Omit<M, "at" | "end"> : never) : never;

const STRONG = new Set([..."()【】「」『』<>《》,;。、!?|&{}\"'“”‘’…^`"]);
const LETTER = (c: string | undefined) => c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z"));

const NEARBY = [
  "隔壁",
  "对面",
  "对门",
  "楼上",
  "楼下",
  "旁边",
  "附近",
  "的亲戚",
  "的朋友",
  "的邻居",
  "邻居",
  "亲戚",
  "朋友",
];
/** Signs that set things apart and mean nothing by themselves outside an address. */
const JOINTS = "-:=/._#~·\\+*";

/** Takes a plain line apart into marks, from left to right, each sign looked at a bounded number of times. */
export function scan(s: string, rules: ScanRules): Mark[] {
  const marks: Mark[] = [];
  let textFrom = -1;
  let i = 0;
  let homes = 0;
  /** Whether the next number may be a room alone: nothing but words so far, or a neighbour is being named. */
  let trust: Trust = "first";
  const closeText = () => {
    if (textFrom >= 0 && textFrom < i) marks.push({ k: "text", at: textFrom, end: i });
    textFrom = -1;
  };
  const put = (mark: Draft, end: number) => {
    closeText();
    marks.push({ ...mark, at: i, end } as Mark);
    i = end;
  };
  const take = (read: ReadMark | undefined): boolean => {
    if (!read) return false;
    put(read.mark as Draft, read.end);
    return true;
  };

  while (i < s.length) {
    const c = s[i] ?? "";
    const glued = textFrom >= 0;
    if (c === " " || c === "\t" || STRONG.has(c)) {
      let end = i;
      let strong = false;
      while (end < s.length && (s[end] === " " || s[end] === "\t" || STRONG.has(s[end] ?? ""))) {
        if (s[end] !== " " && s[end] !== "\t") strong = true;
        end++;
      }
      put({ k: "gap", strong }, end);
      continue;
    }
    if (c === "¥" || c === "￥" || c === "$") {
      const n = readDigits(s, skipSpaces(s, i + 1));
      if (n) put({ k: "money", yuan: n.value }, n.end);
      else put({ k: "gap", strong: true }, i + 1);
      continue;
    }
    const counted = enumeratorEnd();
    if (counted !== undefined) {
      put({ k: "gap", strong: true }, counted);
      continue;
    }
    const named = homeAt();
    if (named) {
      homes++;
      // 二期3-2-401, 东区3-2-401: there may be another 3-2-401 in another part of the estate.
      const part = "期区".includes(s[i - 1] ?? "x") && !"小社".includes(s[i - 2] ?? "x");
      // 3-1-804隔壁, 3-1-801的亲戚: somebody near that door, not it.
      const near = NEARBY.some((w) => s.startsWith(w, named.end));
      put({ k: "home", place: part || near ? { ...named.place, unclear: true } : named.place }, named.end);
      trust = "full";
      if (listFollows()) trust = "weak";
      continue;
    }
    if (numberAt(glued)) continue;
    if (isSign(c) && take(readSigned(s, i, joins()))) {
      if (marks.at(-1)?.k === "amount") trust = "full";
      continue;
    }
    if (take(readHalf(s, i, glued))) continue;
    if (JOINTS.includes(c)) {
      // 3-2-401-1份 and " - 1份" set the amount apart.
      const free = !glued && (marks.at(-1)?.k === "gap" || marks.length === 0);
      if (free && take(readNegative(s, i))) continue;
      let end = i + 1;
      while (end < s.length && s[end] === c) end++;
      put({ k: "gap", strong: true }, end);
      continue;
    }
    const word = readWord(s, i, glued, rules);
    if (word) {
      put({ k: "word", kind: word.kind }, word.end);
      if (word.kind === "behalf" || word.kind === "split") trust = "weak";
      continue;
    }
    const item = glued && LETTER(c) && "小大老阿".includes(s[i - 1] ?? "x") ? undefined : rules.items.match(s, i);
    if (item) {
      put({ k: "item", code: item.code }, item.end);
      if (homes > 0 || item.code !== undefined) trust = "full";
      continue;
    }
    if (LETTER(c)) {
      if (take(readEnglishAmount(s, i))) continue;
      if (textFrom < 0) textFrom = i;
      i++;
      while (i < s.length && (LETTER(s[i]) || isDigit(s[i])) && !(isDigit(s[i]) && i - textFrom < 2)) i++;
      continue;
    }
    if (textFrom < 0) textFrom = i;
    i += (s.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
  }
  closeText();
  return marks;

  /** A sign for an amount: + and × anywhere, x where no word is written around it. */
  function isSign(c: string): boolean {
    if (c === "+" || c === "*") return true;
    return (c === "x" || c === "X") && (!LETTER(s[i - 1]) || marks.at(-1)?.k === "item") && !LETTER(s[i + 1]);
  }

  /** Whether the sign at hand stands between two things and so needs no amount: A+B, 林*. */
  function joins(): boolean {
    const before = marks.at(-1)?.k;
    if (textFrom >= 0 || before === "bad") return true;
    const item = rules.items.match(s, skipSpaces(s, i + 1)) !== undefined;
    return s[i] === "+" && (item || isHanNumeral(s[i + 1]) || before === "amount");
  }

  /** `1份 2. 3-1-102 2份`: the number of a further entry whose line end was lost. */
  function enumeratorEnd(): number | undefined {
    if (homes === 0 || rules.village || textFrom >= 0 || marks.at(-1)?.k !== "gap") return undefined;
    const n = readDigits(s, i);
    if (!n || n.signs > 3 || !".、)".includes(s[n.end] ?? "x")) return undefined;
    const j = skipSpaces(s, n.end + 1);
    const place = readPlace(s, j, "full", rules.fits)?.place;
    return place?.building !== undefined && place.unit !== undefined && place.room !== undefined ? j : undefined;
  }

  function homeAt(): { place: Place; end: number } | undefined {
    const c = s[i] ?? "";
    if (rules.village) return readFamily(s, i, rules.village.families, rules.items);
    const named = LETTER(c) && !LETTER(s[i - 1]) ? readNamedPlace(s, i, rules.fits) : undefined;
    if (named) return named;
    if (!isDigit(c) && !isHanNumeral(c)) return undefined;
    if (c === "1" && phoneEnd(s, i) !== undefined) return undefined;
    const first =
      trust === "first" && marks.every((m) => m.k === "gap" || (m.k === "word" && m.kind === "label")) && textFrom < 0;
    const here: Trust = trust === "full" ? "full" : first ? "first" : "weak";
    if (isHanNumeral(c) && textFrom >= 0 && isHanNumeral(s[i - 1])) return undefined;
    if (LETTER(s[i - 1])) return undefined;
    return readPlace(s, i, here, rules.fits);
  }

  /** Whether a further room follows the home just read: `、402`, `/402`, `和402`. */
  function listFollows(): boolean {
    let j = skipSpaces(s, i);
    if (!"、,/和及与&+跟".includes(s[j] ?? "x")) return false;
    j = skipSpaces(s, j + 1);
    const n = readNumeral(s, j);
    return (
      n !== undefined &&
      !n.han &&
      n.signs >= 3 &&
      n.signs <= 4 &&
      countsPackages(s, skipSpaces(s, n.end)) === undefined &&
      !"元块的".includes(s[n.end] ?? "x")
    );
  }

  function numberAt(glued: boolean): boolean {
    const c = s[i] ?? "";
    if (!isDigit(c) && !isHanNumeral(c)) return false;
    const word = findWord(s, i)?.kind;
    if (word === "same" || word === "doubt") return false;
    if (c === "双" && countsPackages(s, i + 1) === undefined) return false;
    const phone = isDigit(c) ? phoneEnd(s, i) : undefined;
    if (phone !== undefined) {
      put({ k: "phone" }, phone);
      return true;
    }
    const when = whenEnd(s, i);
    if (when !== undefined) {
      put({ k: "when" }, when);
      return true;
    }
    const before = marks.at(-1);
    const label = before?.k === "word" && before.kind === "label";
    const run = readDigits(s, i);
    if (run && !glued && (label || afterLabel()) && (run.signs === 7 || run.signs === 8 || run.signs === 4)) {
      put({ k: "phone" }, run.end);
      return true;
    }
    if (take(readAmount(s, i, rules.items, glued))) {
      const last = marks.at(-1);
      if (last?.k === "amount" && last.form === "unit") trust = "full";
      return true;
    }
    // A lone Chinese digit between gaps is an amount; inside other words it is a letter of a name.
    const n = readNumeral(s, i);
    const verb = glued && textFrom === i - 1 && "来要订带买拿下".includes(s[i - 1] ?? "x");
    const free = n?.han && (!glued || verb) && (n.end >= s.length || " ,;。、)!\t".includes(s[n.end] ?? "x"));
    if (n && free && !n.row) {
      put({ k: "amount", n: n.value, form: "bare" }, n.end);
      return true;
    }
    return false;
  }

  function afterLabel(): boolean {
    const before = marks.at(-1);
    const label = before?.k === "gap" ? marks.at(-2) : undefined;
    return (
      label?.k === "word" &&
      label.kind === "label" &&
      !s.slice(label.at, label.end).includes("号楼") &&
      /电话|手机|tel/i.test(s.slice(label.at, label.end))
    );
  }
}
