import { buildingName } from "../places/building-name.ts";
import { type Choice, type Column, inAll, type MistakeKind, type Value } from "./column.ts";

export type ReadCell = { readonly value: Value } | { readonly kind: MistakeKind; readonly wanted?: string };

/** Control signs, marks that turn the writing round, halves of signs and those that no decoder knew: a database takes none. */
const HIDDEN = /[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFD\uFFFE\uFFFF]/u;
/** A cell of a spreadsheet that shows an error; a formula that came over as its text; a long number cut to its first digits. */
const ERROR = /^#(REF|N\/A|VALUE|NAME|DIV\/0|NULL|NUM)[!?]?$/;
const FORMULA = /^[=@]/;
const SCIENTIFIC = /^\d(\.\d+)?E\+\d+$/i;
const YES_WORDS = ["是", "有", "能", "yes", "y", "true", "1"];
const NO_WORDS = ["否", "无", "不能", "no", "n", "false", "0"];
const LONGEST = 200;

/** What a cell's text means in its column. An empty cell is null: nothing is put in its place. */
export function readCell(column: Column, text: string): ReadCell {
  const bad = unreadable(text);
  if (bad) return { kind: bad };
  if (text === "") return column.needed ? { kind: "needed" } : { value: null };
  const plain = text.normalize("NFKC").trim();
  switch (column.kind) {
    case "text":
      return short(column, text);
    case "code":
      return short(column, plain.replace(/\s+/g, ""));
    case "building":
      return short(column, buildingName(text));
    case "whole":
      return whole(plain, column);
    case "lat":
      return degrees(plain, 90, "lat_range");
    case "lng":
      return degrees(plain, 180, "lng_range");
    case "clock":
      return clock(plain);
    case "window":
      return window(plain);
    case "yuan":
      return yuan(plain);
    case "yes_no":
      if (YES_WORDS.includes(plain.toLowerCase())) return { value: true };
      return NO_WORDS.includes(plain.toLowerCase()) ? { value: false } : { kind: "yes_no" };
    case "date":
      return date(plain);
    case "choice":
      return choice(column.choices ?? [], plain);
    case "list":
      return list(column, plain);
    case "contents":
      return contents(plain);
  }
}

function unreadable(text: string): MistakeKind | undefined {
  if (HIDDEN.test(text)) return "hidden";
  if (ERROR.test(text)) return "error";
  if (FORMULA.test(text)) return "formula";
  return SCIENTIFIC.test(text) ? "scientific" : undefined;
}

function short(column: Column, text: string): ReadCell {
  const most = column.most ?? LONGEST;
  return [...text].length > most ? { kind: "too_long", wanted: String(most) } : { value: text };
}

function whole(text: string, { most, least = 0 }: Column): ReadCell {
  if (!/^\d{1,12}(\.0+)?$/.test(text)) return { kind: "whole" };
  const n = Number(text);
  if (n < least) return { kind: "too_small", wanted: String(least) };
  return most !== undefined && n > most ? { kind: "too_large", wanted: String(most) } : { value: n };
}

function degrees(text: string, most: number, beyond: MistakeKind): ReadCell {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return { kind: "degrees" };
  const d = Number(text);
  return Math.abs(d) > most ? { kind: beyond } : { value: Math.round(d * 1e7) / 1e7 };
}

const CLOCK = /^(\d{1,2}):([0-5]\d)$/;
function secondsOf(text: string): number | undefined {
  const [, hours, minutes] = CLOCK.exec(text) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return hours !== undefined && seconds <= 86_400 ? seconds : undefined;
}

function clock(text: string): ReadCell {
  const seconds = secondsOf(text);
  return seconds === undefined ? { kind: "clock" } : { value: seconds };
}

function window(text: string): ReadCell {
  const [from = "", to = "", more] = text.split(/\s*[-–—~至到]\s*/);
  const [opens, closes] = [secondsOf(from), secondsOf(to)];
  if (more !== undefined || opens === undefined || closes === undefined) return { kind: "window" };
  return opens < closes ? { value: [opens, closes] } : { kind: "window_order" };
}

function yuan(text: string): ReadCell {
  const [, whole, cents = ""] = /^[¥￥]?(\d{1,7})(?:\.(\d{1,2})0*)?元?$/.exec(text) ?? [];
  return whole === undefined ? { kind: "yuan" } : { value: Number(whole) * 100 + Number(cents.padEnd(2, "0")) };
}

function date(text: string): ReadCell {
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  const [m, d] = [Number(month), Number(day)];
  const days = [31, Number(year) % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];
  if (year === undefined || days === undefined || d < 1 || d > days) return { kind: "date_form" };
  return { value: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` };
}

const wordsOf = (choices: readonly Choice[]) => choices.map((c) => inAll(c.called)).join("、");
const chosen = (choices: readonly Choice[], word: string) =>
  choices.find((c) => [c.key, ...Object.values(c.called)].some((known) => known.toLowerCase() === word.toLowerCase()));

function choice(choices: readonly Choice[], text: string): ReadCell {
  const found = chosen(choices, text);
  return found ? { value: found.key } : { kind: "choice", wanted: wordsOf(choices) };
}

const partsOf = (text: string) => text.split(/[\s,;、，；]+/).filter((part) => part !== "");

function list({ choices, most = LONGEST }: Column, text: string): ReadCell {
  const parts = [...new Set(partsOf(text))];
  if (!choices)
    return parts.some((p) => [...p].length > most) ? { kind: "too_long", wanted: String(most) } : { value: parts };
  const found = parts.map((part) => chosen(choices, part)?.key);
  const known = found.filter((key) => key !== undefined);
  if (known.length < found.length) return { kind: "choice", wanted: wordsOf(choices) };
  return { value: choices.map((c) => c.key).filter((key) => known.includes(key)) };
}

function contents(text: string): ReadCell {
  const lines = partsOf(text).map((part) => /^(.+?)[×*xX](\d{1,4})(?:\.(\d))?$/.exec(part));
  const read = lines.flatMap((m) => (m?.[1] && m[2] ? [[m[1], Number(m[2]) * 10 + Number(m[3] ?? 0)] as const] : []));
  const good = read.length === lines.length && read.length > 0 && read.every(([, tenths]) => tenths > 0);
  const once = new Set(read.map(([code]) => code)).size === read.length;
  return good && once ? { value: read } : { kind: "contents" };
}
