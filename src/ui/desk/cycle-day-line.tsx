import type { CycleRef } from "#contract/desk.ts";
import { formatClock } from "../format/time.ts";
import { DayLine } from "../frames/day-line.tsx";
import { Countdown } from "../kit/countdown.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";

const HOUR = 3_600_000;

/** The nine hours of a cycle; the one now lit follows its state and, on the day itself, the clock. */
export async function CycleDayLine({ cycle, nowMs }: { cycle: CycleRef; nowMs: number }) {
  const t = await getT("states");
  const desk = await getT("desk");
  const { locale } = await getPreferences();
  const noon = cycle.deliveryMs;
  const at = [
    ["open", cycle.opensMs],
    ["cut_off", cycle.cutOffMs],
    ["to_stores", cycle.graceEndsMs],
    ["routes", noon - 15.5 * HOUR],
    ["pick", noon - 7.5 * HOUR],
    ["load", noon - 5.25 * HOUR],
    ["gates", noon - 4.5 * HOUR],
    ["back", noon + 2 * HOUR],
    ["close", noon + 6 * HOUR],
  ] as const;
  const closeMs = noon + 6 * HOUR;
  const open = cycle.state === "open" || cycle.state === "published" || cycle.state === "draft";
  const until = open ? cycle.cutOffMs : closeMs;
  return (
    <DayLine
      hours={at.map(([key, ms]) => ({ key, name: t(`day.${key}`), time: formatClock(ms, locale) }))}
      now={hourOf(cycle, nowMs)}
      deadline={
        until > nowMs && until - nowMs < 48 * HOUR ? (
          <>
            {desk(open ? "deadline.cut_off" : "deadline.close")}{" "}
            <b>
              <Countdown untilMs={until} nowMs={nowMs} over={desk("deadline.over")} />
            </b>
          </>
        ) : undefined
      }
    />
  );
}

function hourOf(c: CycleRef, nowMs: number): number {
  if (c.state === "draft" || c.state === "published" || c.state === "open") return 0;
  if (c.state === "closing") return 1;
  if (c.state === "closed") return 2;
  if (c.state === "allocated") return 3;
  if (c.state === "settled" || c.state === "archived" || c.state === "cancelled") return 9;
  if (c.state === "reconciling") return 8;
  const hours = (nowMs - c.deliveryMs) / HOUR;
  if (c.stage === "delivered") return hours < 6 ? 7 : 8;
  return hours < -5.25 ? 4 : hours < -4.5 ? 5 : hours < 2 ? 6 : hours < 6 ? 7 : 8;
}
