import { readNumbering } from "./line-kind.ts";
import { isDigit, readDigits } from "./numerals.ts";
import { whenEnd } from "./read-number.ts";

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
  "时间",
  "电话",
  "价格",
  "通知",
  "公告",
  "截止",
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
  if (line.length > LONGEST_NAME + 30 || !line.includes(":")) return undefined;
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
  // 泉水居1群 林楼长: the group's name comes first.
  const own = names.length > 1 && names[0]?.includes("群") ? names.slice(1).join(" ") : names.join(" ");
  return { name: own.replace(/[:]$/, ""), minute, ...(day === undefined ? {} : { day }) };
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

const NOT_SPEAKERS = [
  "时间",
  "价格",
  "通知",
  "公告",
  "说明",
  "注意",
  "配送",
  "地点",
  "地址",
  "姓名",
  "电话",
  "数量",
  "备注",
  "房号",
  "楼号",
  "门牌",
  "合计",
  "共",
  "例",
  "联系",
  "手机",
  "注",
  "要",
  "订",
];

/** `19:03 王五: 3-1-103 1份`, `赵六: 3-1-104 1份`: who speaks, and what follows the colon. */
export function splitSpeaker(s: string): { readonly speaker: Speaker; readonly rest: string } | undefined {
  const MOST = 40;
  let colon = -1;
  for (let i = 1; i < Math.min(s.length, MOST) && colon < 0; i++)
    if (s[i] === ":" && !(isDigit(s[i - 1]) && isDigit(s[i + 1]))) colon = i;
  if (colon < 0) return undefined;
  const before = s.slice(0, colon).trim();
  const timed = readSpeaker(before);
  if (timed) return { speaker: timed, rest: s.slice(colon + 1).trim() };
  const name =
    before.length <= 8 &&
    before !== "" &&
    !/[0-9A-Za-z =-]/.test(before) &&
    !NOT_SPEAKERS.some((w) => before.includes(w));
  return name ? { speaker: { name: before }, rest: s.slice(colon + 1).trim() } : undefined;
}
