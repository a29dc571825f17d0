import { countsPackages } from "./measures.ts";
import { isDigit, readDigits, readNumeral } from "./numerals.ts";
import { whenEnd } from "./read-number.ts";
import { readPlace, skipSpaces } from "./read-place.ts";

/** What a line of the text turned out to be. Every line is one of them. */
export type LineKind =
  | "blank"
  | "head"
  | "example"
  | "entry"
  | "continuation"
  | "copy"
  | "quote"
  | "table_head"
  | "total"
  | "cut_off"
  | "speaker"
  | "section"
  | "rule"
  | "chatter";

const never = () => false;

/** `#接龙`, `#Group Note`: here a copy of the list begins. */
export function startsList(s: string): boolean {
  const t = s.slice(0, 40).toLowerCase();
  return (
    ["#接龙", "# 接龙", "#group note", "# group note", "#群接龙", "#接力"].some((w) => t.startsWith(w)) ||
    t === "接龙" ||
    t.startsWith("接龙:") ||
    t.startsWith("【接龙】")
  );
}

/** A line that shows how to write an entry: 例 3栋2单元401 林女士 1份. */
export function isExample(s: string): boolean {
  const t = s.slice(0, 12).toLowerCase();
  const bare = t.startsWith("(") || t.startsWith("【") ? t.slice(1) : t;
  if (
    [
      "例如",
      "例:",
      "例子",
      "举例",
      "示例",
      "样例",
      "范例",
      "格式",
      "模板",
      "e.g",
      "eg:",
      "eg.",
      "example",
      "format",
    ].some((w) => bare.startsWith(w))
  )
    return true;
  return bare.startsWith("例") && (bare.length === 1 || " -.、,".includes(bare[1] ?? "x") || isDigit(bare[1]));
}

/** A line of dashes, stars or dots. */
export function isRule(s: string): boolean {
  for (const c of s) if (!"-=_*~. ·•#+<>|:\t".includes(c)) return false;
  return s.length > 0;
}

const CUT_OFF = [
  "截单",
  "截止",
  "截团",
  "截龙",
  "封单",
  "接龙结束",
  "停止接龙",
  "结束接龙",
  "到此为止",
  "以下无效",
  "不再接单",
  "list closed",
  "orders closed",
];
const NOT_YET = [
  "?",
  "吗",
  "几点",
  "什么时候",
  "何时",
  "抓紧",
  "还没",
  "没截",
  "记得",
  "请",
  "前",
  "即将",
  "马上",
  "快",
  "会",
  "要",
  "将",
  "准时",
  "明",
  "分钟",
  "开始",
  "别",
  "未截",
  "才截",
  "延",
];

/** A line that closes the list for what comes after it: ——以上20:00截单——. A reminder that it will close is none. */
export function isCutOff(s: string): boolean {
  if (s.length > 40 || !CUT_OFF.some((w) => s.toLowerCase().includes(w))) return false;
  return !NOT_YET.some((w) => s.includes(w)) && readPlace(s, 0, "full", never)?.place.room === undefined;
}

/** The number in front of an entry, `1.`, `1、`, `(1)`, `【1】`, `No.1`, 一、; and what follows it. */
export function readNumbering(
  s: string,
): { readonly no: number; readonly rest: string; readonly tight: boolean } | undefined {
  let i = s.slice(0, 3).toLowerCase() === "no." ? 3 : 0;
  const open = s[i] === "(" || s[i] === "【" ? s[i] : "";
  if (open) i++;
  const n = open || i > 0 ? readDigits(s, i) : (readDigits(s, i) ?? readNumeral(s, i));
  if (!n || n.value > 9999) return undefined;
  const after = skipSpaces(s, n.end);
  const joint = s[after] ?? "";
  const closes = open === "(" ? ")" : open === "【" ? "】" : n.han ? "、" : i > 0 ? " .:、" : ".、):,。】]";
  const spaced = i > 0 && after > n.end;
  if (!spaced && (joint === "" || !closes.includes(joint))) return undefined;
  // 20:00 is a time and 1.5份 an amount.
  if (joint === ":" && whenEnd(s, i) !== undefined) return undefined;
  if (joint === "." && isDigit(s[after + 1])) {
    const b = readDigits(s, after + 1);
    if (b && countsPackages(s, skipSpaces(s, b.end)) !== undefined) return undefined;
  }
  const end = spaced ? after : after + 1;
  return { no: n.value, rest: s.slice(skipSpaces(s, end)), tight: (joint === "." || joint === ",") && isDigit(s[end]) };
}

export type Speaker = { readonly name: string; readonly minute?: number; readonly day?: string };

const DAY_WORDS = [
  "昨天",
  "今天",
  "前天",
  "星期一",
  "星期二",
  "星期三",
  "星期四",
  "星期五",
  "星期六",
  "星期日",
  "周一",
  "周二",
  "周三",
  "周四",
  "周五",
  "周六",
  "周日",
  "上午",
  "下午",
  "晚上",
  "早上",
  "中午",
  "凌晨",
  "am",
  "pm",
];
const NOT_NAMES = [
  "截",
  "份",
  "送",
  "开团",
  "配送",
  "取货",
  "到货",
  "发货",
  "前",
  "后",
  "http",
  "=",
  "#",
  "停",
  "开始",
  "结束",
];
const LONGEST_NAME = 40;

/** Who speaks and when: `阿彬 3/26 18:05`, `泉水居1群 林楼长 3/26 18:02`, `2022-03-26 19:02:11 张三`. */
export function readSpeaker(line: string): Speaker | undefined {
  if (line.length > LONGEST_NAME + 30) return undefined;
  const s = line.trim();
  const parts = s
    .split(" ")
    .flatMap((p) => p.split("\t"))
    .filter((p) => p !== "");
  let minute: number | undefined;
  let day: string | undefined;
  const names: string[] = [];
  for (const [i, part] of parts.entries()) {
    const bare = part.replace(/^[(]|[)]$/g, "");
    const time = timeIn(bare);
    if (time !== undefined) {
      // The time stands at one end of the line; in the middle of words it is part of what is said.
      if (minute !== undefined || (i !== parts.length - 1 && names.length > 0)) return undefined;
      minute = time;
    } else if (isDay(bare)) day = bare;
    else names.push(part);
  }
  const name = names.join(" ").replace(/[:]$/, "");
  if (minute === undefined || name === "" || name.length > LONGEST_NAME || NOT_NAMES.some((w) => name.includes(w)))
    return undefined;
  if (readNumbering(s) !== undefined && timeIn(parts[0] ?? "") === undefined) return undefined;
  return { name: names.at(-1)?.replace(/[:]$/, "") ?? name, minute, ...(day === undefined ? {} : { day }) };
}

function timeIn(part: string): number | undefined {
  const lead = DAY_WORDS.find((w) => part.toLowerCase().startsWith(w)) ?? "";
  const at = lead.length;
  const hour = readDigits(part, at);
  if (!hour || part[hour.end] !== ":" || whenEnd(part, at) !== part.length) return undefined;
  const minutes = readDigits(part, hour.end + 1);
  const late = (lead === "下午" || lead === "晚上" || lead === "pm") && hour.value < 12 ? 12 : 0;
  return (hour.value + late) * 60 + (minutes?.value ?? 0);
}

function isDay(part: string): boolean {
  return (
    DAY_WORDS.includes(part.toLowerCase()) ||
    (part.length >= 3 && part.length <= 11 && whenEnd(part, 0) === part.length && !part.includes(":")) ||
    /^[0-9]{1,2}[/-][0-9]{1,2}$/.test(part)
  );
}

const CHAT = [
  "收到",
  "谢谢",
  "感谢",
  "辛苦",
  "好的",
  "好滴",
  "ok",
  "👍",
  "🙏",
  "👌",
  "❤",
  "🌹",
  "@",
  "哈哈",
  "嗯",
  "加油",
  "晚安",
  "早上好",
  "大家好",
  "请大家",
  "各位",
  "温馨提示",
  "通知",
  "抓紧",
  "接龙",
  "群公告",
  "[图片]",
  "(图片)",
  "(语音)",
  "(表情)",
  "撤回了一条消息",
  "加入了群聊",
  "拍了拍",
  "以上是",
];

/** Politeness, calls to the group and the chat app's own lines. */
export const isChat = (s: string): boolean => CHAT.some((w) => s.slice(0, 80).toLowerCase().includes(w));
