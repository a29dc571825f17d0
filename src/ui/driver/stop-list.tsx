"use client";
import type { DriverTripView } from "#contract/driver.ts";
import type { StopState } from "#domain/movement/stop.ts";
import { pickName } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { Facts } from "../kit/facts.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./driver.module.css";

const TONE: Readonly<Record<StopState, Tone>> = {
  planned: "todo",
  approaching: "doing",
  arrived: "doing",
  waiting: "ink",
  unloading: "doing",
  handed_over: "done",
  part_handed: "bad",
  refused: "bad",
  skipped: "bad",
  re_planned: "plain",
  given_up: "plain",
};

/** Every stop of the trip in driving order: what the line at the top shows, in words and numbers. */
export function StopList({ trip }: { trip: DriverTripView }) {
  const [t, locale] = [useT("driver"), useLocale()];
  return (
    <Section title={t("stops")} end={<span className={s.quiet}>{t("bus.stops", { n: trip.list.length })}</span>}>
      <ol className={s.stops}>
        {trip.list.map((stop) => (
          <li key={stop.stopId}>
            <span className={s.number}>{stop.sequence}</span>
            <span className={s.stopName}>
              <b>{pickName(stop.name, locale)}</b>
              <Facts of={[formatClock(stop.leftMs ?? stop.dueMs, locale), t("stop.bags", { n: stop.bags })]} />
            </span>
            <StateTag tone={TONE[stop.state]}>{t(`stop.${stop.state}`)}</StateTag>
          </li>
        ))}
      </ol>
    </Section>
  );
}
