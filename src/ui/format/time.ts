import type { Locale } from "#messages/locale.ts";

const ZONE = "Asia/Shanghai";
const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = cache.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
  cache.set(key, known);
  return known;
}

/** `08:40`, or `08:40:11` with seconds; 24 hours in both languages. */
export function formatClock(ms: number, _locale: Locale, seconds = false): string {
  const second = seconds ? ({ second: "2-digit" } as const) : {};
  return formatter("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...second }).format(ms);
}

/** `10:30 – 12:00`. */
export function formatWindow(fromMs: number, toMs: number, locale: Locale): string {
  return `${formatClock(fromMs, locale)} – ${formatClock(toMs, locale)}`;
}

/** `3月30日`, `30 Mar`. */
export function formatDay(ms: number, locale: Locale): string {
  return locale === "zh-CN"
    ? formatter("zh-CN", { month: "long", day: "numeric" }).format(ms)
    : formatter("en-GB", { day: "numeric", month: "short" }).format(ms);
}

/** `3月26日 周二`, `Tue 26 Mar`. */
export function formatDayWithWeekday(ms: number, locale: Locale): string {
  const weekday = formatter(locale === "zh-CN" ? "zh-CN" : "en-GB", { weekday: "short" }).format(ms);
  return locale === "zh-CN" ? `${formatDay(ms, locale)} ${weekday}` : `${weekday} ${formatDay(ms, locale)}`;
}

/** `3月30日 09:00`, `30 Mar, 09:00`. */
export function formatDayTime(ms: number, locale: Locale): string {
  return `${formatDay(ms, locale)}${locale === "zh-CN" ? " " : ", "}${formatClock(ms, locale)}`;
}

/** Calendar days from `now` to `ms` in Shanghai: −1 yesterday, 0 today, 1 tomorrow. */
function daysApart(ms: number, nowMs: number): number {
  const day = (t: number) => Math.floor((t + 8 * 3_600_000) / 86_400_000);
  return day(ms) - day(nowMs);
}

/** 今天, 明天 or 昨天 (`today`, `tomorrow`, `yesterday`), else the date. */
export function formatNearDay(ms: number, nowMs: number, locale: Locale): string {
  const days = daysApart(ms, nowMs);
  return Math.abs(days) <= 1
    ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day")
    : formatDay(ms, locale);
}

/** `15:30` today, `昨天 15:02` / `yesterday 15:02`, `明天 09:00`, else `3月30日 09:00`; `sayToday` writes 今天 too. */
export function formatNear(ms: number, nowMs: number, locale: Locale, sayToday = false): string {
  const days = daysApart(ms, nowMs);
  if (Math.abs(days) > 1) return formatDayTime(ms, locale);
  const clock = formatClock(ms, locale);
  return days === 0 && !sayToday ? clock : `${formatNearDay(ms, nowMs, locale)} ${clock}`;
}

/** The hour by which something is there, in few letters: `14点前`, `14:30前`, `14:00`. */
export function formatByHour(ms: number, locale: Locale): string {
  const clock = formatClock(ms, locale);
  return locale === "zh-CN" ? `${clock.replace(/:00$/, "点")}前` : clock;
}

/** The hour as spoken, for large type: `上午 11 点`, `下午 3 点半`, `about 11 am` without the "about". */
export function formatSpokenHour(ms: number, locale: Locale): string {
  const [h = 0, m = 0] = formatClock(ms, locale).split(":").map(Number);
  const twelve = h % 12 === 0 ? 12 : h % 12;
  if (locale !== "zh-CN") return `${twelve}${m ? `:${String(m).padStart(2, "0")}` : ""} ${h < 12 ? "am" : "pm"}`;
  const part = h < 6 ? "凌晨" : h < 12 ? "上午" : h < 13 ? "中午" : h < 18 ? "下午" : "晚上";
  return `${part} ${twelve} 点${m === 30 ? "半" : m ? ` ${m} 分` : ""}`;
}

/** A span in words: `2 小时 18 分` / `2 h 18 min`, `18 分`, `40 秒`. */
export function formatSpan(ms: number, locale: Locale): string {
  const zh = locale === "zh-CN";
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes === 0) return `${Math.round(Math.abs(ms) / 1000)} ${zh ? "秒" : "s"}`;
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  const [hour, minute] = zh ? ["小时", "分"] : ["h", "min"];
  return [h && `${h} ${hour}`, (m || !h) && `${m} ${minute}`].filter(Boolean).join(" ");
}
