import { atServiceDay, type Instant, plusDays, plusSeconds, toServiceDay } from "../kernel/time.ts";

const HOURS = [12, 18, 21] as const;
/** A home that was just knocked at needs at least so long to come back. */
const NOTICE_SECONDS = 3600;

/** The three times from which the grid worker picks how long bags wait for an absent home: noon, six, nine, at least an hour away. */
export function holdTimes(now: Instant): readonly Instant[] {
  const today = toServiceDay(now);
  return [0, 1]
    .flatMap((days) => HOURS.map((hour) => atServiceDay(plusDays(today, days), hour * 3600)))
    .filter((at) => at >= plusSeconds(now, NOTICE_SECONDS))
    .slice(0, 3);
}
