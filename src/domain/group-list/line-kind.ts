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
  | "empty_row"
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

const CHAT = [
  "每户",
  "还差",
  "成团",
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

const CONFIRMED = ["已取消", "已退", "已改", "已加", "已登记", "已记", "帮你", "给你"];

/** A leader who says that it is done: 好的,已取消. */
export const isConfirmation = (s: string): boolean => s.length <= 30 && CONFIRMED.some((w) => s.includes(w));

const SYSTEM = [
  "撤回了一条消息",
  "拍了拍",
  "加入了群聊",
  "加入群聊",
  "修改群名",
  "(图片)",
  "(语音)",
  "(视频)",
  "(表情)",
  "(链接)",
  "(动画表情)",
];

/** What the chat app itself writes between the messages. */
export const isSystem = (s: string): boolean => SYSTEM.some((w) => s.slice(0, 80).includes(w));
