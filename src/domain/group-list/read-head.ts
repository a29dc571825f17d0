import type { ListContext } from "./context.ts";
import { coreName, type HeadWords } from "./item-lexicon.ts";
import { isDigit, readDigits, readNumeral } from "./numerals.ts";
import { whenEnd } from "./read-number.ts";
import { skipSpaces } from "./read-place.ts";

/** What the head of a list says beyond names: a limit, a cut-off, and whether a bare number may mean the default. */
export type Head = HeadWords & {
  readonly limit?: number;
  readonly cutOffMinute?: number;
  /** The head is about other packages than the default: then a bare number is nobody's. */
  readonly foreign: boolean;
};

const isHan = (c: string | undefined) => c !== undefined && /\p{Script=Han}/u.test(c);
const isLetter = (c: string | undefined) => c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z"));
const LONGEST = 8;
/** Where a name in a head ends although Chinese goes on. */
const NAME_ENDS = ["每", "限", "一份", "元", "今", "明", "共", "截", "送", "含", "内", "约"];
/** What a letter in a head names when it is no package: A区, A网格. */
const NOT_ITEMS = ["网格", "区", "栋", "座", "幢", "期", "楼", "群", "组", "号楼", "小区"];
const LEAD = [
  "今天",
  "明天",
  "后天",
  "明早",
  "明晚",
  "今晚",
  "本周",
  "周末",
  "预订",
  "预定",
  "接龙",
  "团购",
  "第一批",
  "第二批",
  "政府",
  "社区",
  "关于",
  "的",
  "订",
  "买",
  "购",
];
const TOPIC_ENDS = ["大礼包", "套餐", "礼包", "菜篮", "包", "箱", "餐"];

/** Reads the head of a list: what codes, emoji and topics mean here, limits and the cut-off. Lines are plain. */
export function readHead(lines: readonly string[], ctx: ListContext): Head {
  const names = new Map<string, string>();
  const priceYuan = new Map<string, number>();
  const emoji = new Map<string, string>();
  const offered = new Set<string>();
  const topics = new Set<string>();
  const prices: number[] = [];
  let limit: number | undefined;
  let cutOffMinute: number | undefined;
  const codes = new Map(ctx.items.map((i) => [i.code.toUpperCase(), i.code]));
  const known = (name: string): string | undefined =>
    names.get(name) ?? ctx.items.find((i) => i.names.some((n) => n === name || coreName(n) === coreName(name)))?.code;

  for (const line of lines.map((l) => l.slice(0, 2_000))) {
    limit ??= limitIn(line);
    cutOffMinute ??= cutOffIn(line);
    for (let i = 0; i < line.length; ) {
      const end = codeEnd(line, i);
      if (end !== undefined) {
        const code = codes.get(line.slice(i, end).toUpperCase()) ?? "";
        const at = skipJoint(line, end);
        const name = nameAt(line, at);
        if (name.length > 0 && !NOT_ITEMS.some((w) => name.startsWith(w))) {
          offered.add(code);
          if (coreName(name).length >= 2 && !["套餐", "一份", "每份"].includes(name)) names.set(name, code);
        } else if (name.length === 0 && readPrice(line, at) !== undefined) offered.add(code);
        i = at + name.length;
        const price = readPrice(line, skipJoint(line, i));
        if (price && offered.has(code)) {
          priceYuan.set(code, price.yuan);
          i = price.end;
        } else i = Math.max(i, end);
        continue;
      }
      const picture = line.codePointAt(i) ?? 0;
      if (picture > 0x1f2ff) {
        const sign = String.fromCodePoint(picture);
        const at = skipJoint(line, i + sign.length);
        const name = nameAt(line, at);
        const alias = ctx.emoji[sign];
        const code = alias ?? known(name) ?? codes.get((line[at] ?? "").toUpperCase());
        if (at > i + sign.length && code !== undefined && (name || alias === undefined)) {
          emoji.set(sign, code);
          offered.add(code);
          if (name.length >= 2) names.set(name, code);
        }
        i = name ? at + name.length : i + sign.length;
        continue;
      }
      if (isHan(line[i])) {
        const run = hanRun(line, i);
        const topic = withoutLead(run);
        const code = known(topic);
        if (code !== undefined) offered.add(code);
        else if (topic.length <= LONGEST && topic.length >= 2 && TOPIC_ENDS.some((e) => topic.endsWith(e)))
          topics.add(topic);
        i += run.length;
        continue;
      }
      const price = isDigit(line[i]) ? readPrice(line, i) : undefined;
      if (price?.yuanSaid) prices.push(price.yuan);
      i = isDigit(line[i]) ? (readDigits(line, i)?.end ?? i + 1) : i + 1;
    }
  }
  const own = ctx.defaultItem;
  const [topic] = topics;
  // One topic and no codes: the list is about it, and it is the default package.
  const unnamed = ctx.items.find((i) => i.code === own)?.names.length === 0;
  if (own !== undefined && unnamed && topics.size === 1 && topic !== undefined && offered.size === 0)
    names.set(topic, own);
  const yuan = (code: string | undefined) => {
    const fen = ctx.items.find((i) => i.code === code)?.priceFen;
    return fen === undefined ? undefined : fen / 100;
  };
  // 30元 is the price of something else; and 水果包 is not what the default is called.
  const price = yuan(own);
  const elsewhere = offered.size === 0 && price !== undefined && prices.length > 0 && !prices.includes(price);
  const otherwise = offered.size === 0 && topics.size > 0 && !unnamed;
  const single = prices.length === 1 && offered.size === 0 && own !== undefined && !elsewhere ? prices[0] : undefined;
  if (own !== undefined && single !== undefined) priceYuan.set(own, single);
  return {
    names,
    priceYuan,
    emoji,
    offered,
    ...(limit === undefined ? {} : { limit }),
    ...(cutOffMinute === undefined ? {} : { cutOffMinute }),
    foreign: elsewhere || otherwise || (own !== undefined && offered.size > 0 && !offered.has(own)),
  };

  function codeEnd(line: string, i: number): number | undefined {
    if (!isLetter(line[i]) || isLetter(line[i - 1])) return undefined;
    let end = i;
    while (isLetter(line[end])) end++;
    return codes.has(line.slice(i, end).toUpperCase()) ? end : undefined;
  }
}

function skipJoint(line: string, at: number): number {
  let i = at;
  while (i - at < 4 && (line[i] ?? "") !== "" && " :=.、-(·".includes(line[i] ?? "")) i++;
  return line.startsWith("套餐", i) && " :=(".includes(line[i + 2] ?? "x") ? skipJoint(line, i + 2) : i;
}

function hanRun(line: string, at: number): string {
  let end = at;
  while (isHan(line[end])) end++;
  return line.slice(at, end);
}

function nameAt(line: string, at: number): string {
  const run = hanRun(line, at).slice(0, LONGEST);
  const cut = NAME_ENDS.map((w) => run.indexOf(w)).filter((i) => i > 0);
  return cut.length > 0 ? run.slice(0, Math.min(...cut)) : run;
}

function withoutLead(run: string): string {
  let s = run.slice(0, 40);
  for (let lead = LEAD.find((l) => s.startsWith(l)); lead; lead = LEAD.find((l) => s.startsWith(l)))
    s = s.slice(lead.length);
  return s;
}

function readPrice(
  line: string,
  at: number,
): { readonly yuan: number; readonly end: number; readonly yuanSaid: boolean } | undefined {
  const sign = line[at] === "¥" || line[at] === "￥";
  const rmb = line.slice(at, at + 3).toLowerCase() === "rmb";
  const before = /rmb\s?$/i.test(line.slice(Math.max(0, at - 4), at)) || line[at - 1] === "¥" || line[at - 1] === "￥";
  const n = readDigits(line, skipSpaces(line, at + (sign ? 1 : rmb ? 3 : 0)));
  if (!n || n.value > 99_999 || n.value < 1 || whenEnd(line, at) !== undefined || line[n.end] === ":") return undefined;
  if (line[n.end] === "." || /[份枚斤袋个板点日号月楼栋户]/u.test(line[n.end] ?? "")) return undefined;
  const said = sign || rmb || before || line[n.end] === "元" || line[n.end] === "块";
  return { yuan: n.value, end: n.end, yuanSaid: said };
}

/** 每户限2份, 每家最多2, 限购2份. */
function limitIn(line: string): number | undefined {
  for (const word of ["每户限购", "每户限", "每家限", "每户最多", "每家最多", "限购", "限订", "每户不超过"]) {
    const at = line.indexOf(word);
    const n = at < 0 ? undefined : readNumeral(line, skipSpaces(line, at + word.length));
    if (n && n.value > 0 && n.value < 100) return n.value;
  }
  return undefined;
}

/** The minute of the day of 今晚20:00截单; undefined when the head speaks of another day. */
function cutOffIn(line: string): number | undefined {
  const at = Math.max(line.indexOf("截单"), line.indexOf("截止"));
  if (at < 0 || /明|后天|次日/u.test(line.slice(Math.max(0, at - 8), at))) return undefined;
  const colon = line.lastIndexOf(":", at);
  if (colon < 0 || at - colon > 8) return undefined;
  let from = colon;
  while (isDigit(line[from - 1])) from--;
  const [hour, minute] = [readDigits(line, from), readDigits(line, colon + 1)];
  if (!hour || minute?.signs !== 2 || hour.value > 24 || minute.value > 59) return undefined;
  const evening = /[晚下]/u.test(line.slice(Math.max(0, from - 3), from)) && hour.value < 12;
  return (hour.value + (evening ? 12 : 0)) * 60 + minute.value;
}
