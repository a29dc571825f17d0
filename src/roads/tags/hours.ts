/** Hours that come again each week: `Mo-Fr 07:00-09:00,16:00-18:00; Sa 07:00-12:00; Su off`. */
export type Hours = readonly Span[];
type Span = {
  /** Bits: day 0 is Sunday, month 0 is January. */
  readonly days: number;
  readonly months: number;
  /** Minutes of the day; an end that is not after the start lies on the day after. */
  readonly from: number;
  readonly to: number;
  /** A later line takes back what an earlier one says. */
  readonly off: boolean;
};

const DAYS = ["su", "mo", "tu", "we", "th", "fr", "sa"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NAMES = "[a-z]{2,3}(?:\\s*-\\s*[a-z]{2,3})?";
const LIST = new RegExp(`^(${NAMES}(?:\\s*,\\s*${NAMES})*)(?:\\s+|$)`);
const TIME = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/;
const DAY_MINUTES = 24 * 60;
/** All of China keeps one hour, and none in summer. */
const LOCAL_MS = 8 * 3_600_000;

/**
 * Reads the part of https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification that has no holidays, sun or weeks
 * in it. Undefined where there is more: nobody guesses when that is.
 */
export function parseHours(text: string): Hours | undefined {
  const spans: Span[] = [];
  for (const line of text.toLowerCase().split(";")) {
    let rest = line.trim();
    if (rest === "") continue;
    const off = /\s*\b(?:off|closed)$/.test(rest);
    rest = rest.replace(/\s*\b(?:off|closed)$/, "");
    let [days, months]: [number | undefined, number | undefined] = [undefined, undefined];
    for (let list = LIST.exec(rest); list; list = LIST.exec(rest)) {
      const [asDays, asMonths] = [bitsOf(list[1]!, DAYS), bitsOf(list[1]!, MONTHS)];
      if (asDays !== undefined && days === undefined) days = asDays;
      else if (asMonths !== undefined && months === undefined && days === undefined) months = asMonths;
      else return undefined;
      rest = rest.slice(list[0].length).trim();
    }
    const rule = { days: days ?? 0x7f, months: months ?? 0xfff, off };
    if (rest === "") {
      if (days === undefined && months === undefined) return undefined;
      spans.push({ ...rule, from: 0, to: DAY_MINUTES });
    } else
      for (const part of rest.split(",")) {
        const time = TIME.exec(part.trim());
        if (!time) return undefined;
        const [from, to] = [Number(time[1]) * 60 + Number(time[2]), Number(time[3]) * 60 + Number(time[4])];
        if (from >= DAY_MINUTES || to > DAY_MINUTES || Number(time[2]) > 59 || Number(time[4]) > 59) return undefined;
        spans.push({ ...rule, from, to });
      }
  }
  return spans.length > 0 ? spans : undefined;
}

/** @param atMs UTC milliseconds */
export function holdsAt(hours: Hours, atMs: number): boolean {
  const local = new Date(atMs + LOCAL_MS);
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  const eve = new Date(atMs + LOCAL_MS - 86_400_000);
  let holds = false;
  for (const span of hours) {
    const late = span.to > span.from ? span.to : span.to + DAY_MINUTES;
    const today = isOn(span, local) && minute >= span.from && minute < late;
    const since = isOn(span, eve) && minute + DAY_MINUTES < late;
    if (today || since) holds = !span.off;
  }
  return holds;
}

function isOn({ days, months }: Span, day: Date): boolean {
  return ((days >> day.getUTCDay()) & 1) === 1 && ((months >> day.getUTCMonth()) & 1) === 1;
}

/** `mo-fr,su` as bits; the end of a range may come before its start. Holidays beside all days of the week add nothing. */
function bitsOf(list: string, names: readonly string[]): number | undefined {
  let bits = 0;
  const parts = list.split(",").map((part) => part.trim());
  for (const part of parts) {
    if (part === "ph" && names === DAYS) continue;
    const [first, last] = part.split("-").map((name) => names.indexOf(name.trim()));
    if (first === undefined || first < 0 || last === -1) return undefined;
    for (let i = first; ; i = (i + 1) % names.length) {
      bits |= 1 << i;
      if (i === (last ?? first)) break;
    }
  }
  return parts.includes("ph") && bits !== 0x7f ? undefined : bits;
}
