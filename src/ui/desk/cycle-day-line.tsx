import type { CycleRef } from "#contract/desk.ts";
import { BEFORE_CUT_OFF_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { CYCLE_STATIONS, type CycleStation } from "#domain/offer/cycle-station.ts";
import { formatClock } from "../format/time.ts";
import { DayLine } from "../frames/day-line.tsx";
import { Countdown } from "../kit/countdown.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";

const HOUR = 3_600_000;

/** The nine hours of a cycle; the one now lit is where it stands, whatever hour it is. */
export async function CycleDayLine({ cycle, nowMs }: { cycle: CycleRef; nowMs: number }) {
  const t = await getT("states");
  const desk = await getT("desk");
  const { locale } = await getPreferences();
  const noon = cycle.deliveryMs;
  const at: Readonly<Record<CycleStation, number>> = {
    open: cycle.opensMs,
    cut_off: cycle.cutOffMs,
    to_stores: cycle.graceEndsMs,
    routes: noon - 15.5 * HOUR,
    pick: noon - 7.5 * HOUR,
    load: noon - 5.25 * HOUR,
    gates: noon - 4.5 * HOUR,
    back: noon + 2 * HOUR,
    close: noon + 6 * HOUR,
  };
  // A round that was written late, or cut off early, has stations whose usual hour is before the one that they follow.
  let last = 0;
  const hours = CYCLE_STATIONS.map((key) => {
    last = Math.max(last, at[key]);
    return { key, name: t(`day.${key}`), time: formatClock(last, locale) };
  });
  const closeMs = noon + 6 * HOUR;
  const open = BEFORE_CUT_OFF_CYCLE_STATES.includes(cycle.state);
  const until = open ? cycle.cutOffMs : closeMs;
  return (
    <DayLine
      hours={hours}
      now={cycle.station ? CYCLE_STATIONS.indexOf(cycle.station) : CYCLE_STATIONS.length}
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
