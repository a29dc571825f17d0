import type { Brand } from "./ids.ts";

/** A moment: UTC milliseconds since 1970. Read once per act from the database, never from `Date` in the core. */
export type Instant = Brand<number, "Instant">;

/** A day as people in the city speak of it, `2030-04-06`, in Asia/Shanghai. */
export type ServiceDay = Brand<string, "ServiceDay">;

/** China has kept one zone without summer time since 1991, so the offset is a constant and needs no zone data. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** @throws RangeError when `ms` is not a whole, finite number of milliseconds. */
export function instant(ms: number): Instant {
  if (!Number.isSafeInteger(ms)) throw new RangeError(`not an instant: ${ms}`);
  return ms as Instant;
}

/** Days since 1970-01-01 in the civil calendar, after Hinnant's days_from_civil. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468;
}

function civilFromDays(days: number): readonly [year: number, month: number, day: number] {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1];
}

const two = (n: number) => String(n).padStart(2, "0");

/** The service day on which `at` falls in Asia/Shanghai. */
export function toServiceDay(at: Instant): ServiceDay {
  const [y, m, d] = civilFromDays(Math.floor((at + SHANGHAI_OFFSET_MS) / DAY_MS));
  return `${y}-${two(m)}-${two(d)}` as ServiceDay;
}

/** @returns undefined when `text` is not a real calendar day written `YYYY-MM-DD`. */
export function parseServiceDay(text: string): ServiceDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const days = daysFromCivil(Number(match[1]), Number(match[2]), Number(match[3]));
  const [y, m, d] = civilFromDays(days);
  return `${y}-${two(m)}-${two(d)}` === text ? (text as ServiceDay) : undefined;
}

/**
 * The moment when clocks in Asia/Shanghai show `secondsIntoDay` on `day`; more than a day's seconds run into the next.
 * @throws RangeError when `day` is no calendar day.
 */
export function atServiceDay(day: ServiceDay, secondsIntoDay: number): Instant {
  if (!parseServiceDay(day)) throw new RangeError(`not a service day: ${day}`);
  const [y, m, d] = day.split("-").map(Number) as [number, number, number];
  return instant(daysFromCivil(y, m, d) * DAY_MS - SHANGHAI_OFFSET_MS + secondsIntoDay * 1000);
}

/** Seconds since midnight in Asia/Shanghai, 0 to 86399. */
export function secondsIntoServiceDay(at: Instant): number {
  const shifted = at + SHANGHAI_OFFSET_MS;
  return Math.floor((shifted - Math.floor(shifted / DAY_MS) * DAY_MS) / 1000);
}

export function plusSeconds(at: Instant, seconds: number): Instant {
  return instant(at + seconds * 1000);
}

export function plusDays(day: ServiceDay, days: number): ServiceDay {
  return toServiceDay(plusSeconds(atServiceDay(day, 12 * 3600), days * 86_400));
}
