import type { ItemLexicon } from "./item-lexicon.ts";
import type { Mark } from "./marks.ts";
import { countsGoods, countsOtherwise, countsPackages } from "./measures.ts";
import { isAbout, isDigit, type Numeral, readDigits, readNumeral } from "./numerals.ts";
import { skipSpaces } from "./read-place.ts";

const MOST = 999;

/** A mobile number, plain, in groups or with stars in its middle, or a landline; where it ends. */
export function phoneEnd(s: string, at: number): number | undefined {
  const first = readDigits(s, at);
  if (!first) return undefined;
  const mobile = s[at] === "1" && (s[at + 1] ?? "") >= "3";
  if (first.signs === 11 && mobile) return first.end;
  if (first.signs === 3 && mobile) {
    let i = first.end;
    const stars = i;
    while ((s[i] === "*" || s[i] === "x" || s[i] === "X") && i - stars < 8) i++;
    if (i - stars >= 3) return readDigits(s, i)?.end ?? i;
    const joint = (j: number) => (s[j] === "-" || s[j] === " " ? j + 1 : j);
    const middle = readDigits(s, joint(i));
    const last = middle?.signs === 4 ? readDigits(s, joint(middle.end)) : undefined;
    return last?.signs === 4 ? last.end : undefined;
  }
  if (s[at] === "0" && (first.signs === 3 || first.signs === 4) && s[first.end] === "-") {
    const line = readDigits(s, first.end + 1);
    return line && (line.signs === 7 || line.signs === 8) ? line.end : undefined;
  }
  return undefined;
}

/** A time or a date, 18:02, 7点半, 3/26, 3月26日, 26号, 2022-3-26; where it ends. */
export function whenEnd(s: string, at: number): number | undefined {
  const n = readNumeral(s, at);
  if (!n || n.value > 9999) return undefined;
  const i = n.end;
  if (!n.han && n.signs <= 2 && s[i] === ":") {
    const minutes = readDigits(s, i + 1);
    if (minutes?.signs !== 2 || minutes.value > 59 || n.value > 24) return undefined;
    const seconds = s[minutes.end] === ":" ? readDigits(s, minutes.end + 1) : undefined;
    return seconds?.signs === 2 ? seconds.end : minutes.end;
  }
  if (s[i] === "点" && n.value <= 24) {
    if (s[i + 1] === "半") return i + 2;
    const minutes = readNumeral(s, i + 1);
    return minutes && s[minutes.end] === "分" ? minutes.end + 1 : s.startsWith("点钟", i) ? i + 2 : i + 1;
  }
  if (s[i] === "月" && n.value <= 12) {
    const day = readNumeral(s, i + 1);
    return day ? day.end + (s[day.end] === "日" || s[day.end] === "号" ? 1 : 0) : i + 1;
  }
  if ((s[i] === "号" || s[i] === "日") && n.value <= 31 && s[i + 1] !== "楼") return i + 1;
  if (s[i] === "年" && n.signs === 4) return i + 1;
  if (!n.han && "/-.".includes(s[i] ?? "x")) {
    const b = readDigits(s, i + 1);
    if (!b || b.signs > 2) return undefined;
    if (n.signs === 4 && s[b.end] === s[i]) return readDigits(s, b.end + 1)?.end;
    const plausible = n.value >= 1 && n.value <= 12 && b.value >= 1 && b.value <= 31 && s[b.end] !== s[i];
    if (s[i] === "/" && plausible && countsPackages(s, skipSpaces(s, b.end)) === undefined && b.value > 4) return b.end;
  }
  return undefined;
}

export type ReadMark = { readonly mark: DistributiveOmit<Mark, "at">; readonly end: number };
type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K | "end"> : never;

const bad = (
  why: "fraction" | "range" | "negative" | "zero" | "measure" | "figure" | "huge",
  end: number,
): ReadMark => ({
  mark: { k: "bad", why },
  end,
});

function amount(n: number, form: "unit" | "times" | "plus" | "bare", end: number): ReadMark {
  if (n === 0) return bad("zero", end);
  return n > MOST ? bad("huge", end) : { mark: { k: "amount", n, form }, end };
}

/** Where `份半` or the like ends: half a package more. */
const halfEnd = (s: string, at: number): number | undefined => (s[at] === "半" ? at + 1 : undefined);

/**
 * What a number says that is no phone, time or address: an amount, a price, money, a measure, or nothing that can be booked.
 * `glued` when Chinese text stands right before it.
 */
export function readAmount(s: string, at: number, items: ItemLexicon, glued: boolean): ReadMark | undefined {
  const whole = readNumeral(s, at);
  if (!whole) return undefined;
  // 50.00 is 50.
  const cents = !whole.han && s[whole.end] === "." ? readDigits(s, whole.end + 1) : undefined;
  const n = cents?.value === 0 && cents.signs <= 2 ? { ...whole, end: cents.end } : whole;
  const near = skipSpaces(s, n.end);
  const unit = countsPackages(s, near);
  if (n.han && n.row && unit !== undefined) {
    // 两三份 is two or three; in 王五一份 the 五 belongs to the name.
    return isAbout(s, at) && !glued ? bad("range", unit) : undefined;
  }
  if (n.han && isAbout(s, at) && !glued && n.signs === 1) {
    const second = readNumeral(s, n.end);
    const end = second && countsPackages(s, skipSpaces(s, second.end));
    if (end !== undefined) return bad("range", end);
  }
  const more = otherReading(s, n, near);
  if (more) return more;
  const price = priceName(s, n, items);
  if (price) return price;
  if (unit !== undefined) {
    const half = halfEnd(s, unit);
    return half ? bad("fraction", half) : amount(n.value, "unit", unit);
  }
  if (s[n.end] === "元" || s[n.end] === "块" || s[n.end] === "圆" || s.startsWith("rmb", n.end)) {
    const end = s.startsWith("块钱", n.end) ? n.end + 2 : n.end + (s.startsWith("rmb", n.end) ? 3 : 1);
    return { mark: { k: "money", yuan: n.value }, end };
  }
  const goods = countsGoods(s, near);
  if (goods !== undefined) return bad("measure", goods);
  const otherwise = countsOtherwise(s, n.end);
  if (otherwise !== undefined) return { mark: { k: "when" }, end: otherwise };
  if (n.han) return undefined;
  if (s[near] === "*" || ((s[near] === "x" || s[near] === "X") && !isDigit(s[near + 1]))) {
    const after = skipSpaces(s, near + 1);
    if (items.match(s, after)) return amount(n.value, "times", after);
  }
  return amount(n.value, "bare", n.end);
}

/** 1.5份, 1/2份, 1-2份, 2或3份, 2~3. */
function otherReading(s: string, n: Numeral, near: number): ReadMark | undefined {
  const sign = s[near] ?? "";
  const or =
    sign === "或" || sign === "至" || sign === "到" ? near + 1 : s.startsWith("或者", near) ? near + 2 : undefined;
  const from = or ?? (sign !== "" && "-~./、".includes(sign) ? near + 1 : undefined);
  const second = from === undefined ? undefined : readNumeral(s, skipSpaces(s, from));
  if (!second) return undefined;
  const unit = countsPackages(s, skipSpaces(s, second.end));
  const small = n.value < 100 && second.value < 100;
  if (sign === "." && near === n.end && small) return bad("fraction", unit ?? second.end);
  if (sign === "/" && near === n.end && small) return bad("fraction", unit ?? second.end);
  if (sign === "~" && small) return bad("range", unit ?? second.end);
  if (or !== undefined && small) return bad("range", unit ?? second.end);
  return (sign === "-" || sign === "、") && small && unit !== undefined && second.value > n.value
    ? bad("range", unit)
    : undefined;
}

/** A price that names its package: `50的2份`, `50元2份`, `80套餐1`. */
function priceName(s: string, n: Numeral, items: ItemLexicon): ReadMark | undefined {
  if (n.han && n.value < 10) return undefined;
  let end = n.end;
  const yuan = s.startsWith("块钱", end) ? 2 : s[end] === "元" || s[end] === "块" ? 1 : 0;
  end += yuan;
  const of = s[end] === "的" ? 1 : 0;
  end += of;
  const generic = ["套餐", "大礼包", "蔬菜包", "菜包", "档", "款"].find((w) => s.startsWith(w, end));
  if (generic) end += generic.length;
  if (of === 0 && !generic) {
    // 50元2份: money right before an amount names the package; money after one is what it costs.
    const i = skipSpaces(s, end);
    const next = yuan > 0 ? readNumeral(s, s[i] === "*" || s[i] === "x" ? skipSpaces(s, i + 1) : i) : undefined;
    const counted = next && (countsPackages(s, skipSpaces(s, next.end)) !== undefined || s[i] === "*" || s[i] === "x");
    if (!counted) return undefined;
  }
  return { mark: { k: "item", code: items.byPrice(n.value) }, end };
}

const SIGNS = "+*xX";

/** An amount behind a sign, `+1`, `×2`, `x 2份`, and a sign that has lost its amount: `A×`. Undefined when there is none. */
export function readSigned(s: string, at: number, joins: boolean): ReadMark | undefined {
  const c = s[at] ?? "";
  if (!SIGNS.includes(c || "?")) return undefined;
  const n = readNumeral(s, skipSpaces(s, at + 1));
  if (n && !(n.han && n.row)) {
    const unit = countsPackages(s, skipSpaces(s, n.end));
    if (s[n.end] === "." && isDigit(s[n.end + 1])) return bad("fraction", n.end + 2);
    if (unit !== undefined && s[unit] === "半") return bad("fraction", unit + 1);
    return amount(n.value, c === "+" ? "plus" : "times", unit ?? n.end);
  }
  // 林* is a name half hidden, ** a mark of the chat app.
  return joins || c === "x" || c === "X" || s[at + 1] === c ? undefined : bad("figure", at + 1);
}

/** -1份 with a space before and none after: less than nothing. */
export function readNegative(s: string, at: number): ReadMark | undefined {
  const n = s[at] === "-" ? readDigits(s, at + 1) : undefined;
  return n && bad("negative", countsPackages(s, skipSpaces(s, n.end)) ?? n.end);
}

/** 半, 半份: half of one. */
export function readHalf(s: string, at: number, glued: boolean): ReadMark | undefined {
  const unit = countsPackages(s, at + 1);
  const half = s[at] === "半" && (unit !== undefined || !glued) && !"天夜年月小".includes(s[at + 1] ?? "x");
  return half ? bad("fraction", unit ?? at + 1) : undefined;
}

const ENGLISH = ["one", "two", "three", "four", "five", "six"];

/** `two packs`: an amount in English words. */
export function readEnglishAmount(s: string, at: number): ReadMark | undefined {
  const isLetter = (c: string | undefined) => c !== undefined && /[A-Za-z]/.test(c);
  if (isLetter(s[at - 1])) return undefined;
  const n = ENGLISH.findIndex((w) => s.slice(at, at + w.length).toLowerCase() === w && !isLetter(s[at + w.length]));
  const end = at + (ENGLISH[n]?.length ?? 0);
  return n < 0 ? undefined : amount(n + 1, "unit", countsPackages(s, skipSpaces(s, end)) ?? end);
}
