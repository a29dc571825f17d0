"use client";
import type { DriverTripView } from "#contract/driver.ts";
import { pickName } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { Meter } from "../kit/meter.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./driver.module.css";
import { GoOn } from "./go-on.tsx";

/** The states that have words of their own here. */
const WORDED = {
  published: true,
  ready: true,
  loading: true,
  sealed: true,
  returned: true,
  diverted: true,
  broken_down: true,
} as const;
const isWorded = (state: string): state is keyof typeof WORDED => state in WORDED;

/** A trip that is not on the road: what it waits for, when it goes and comes back, what is on board. */
export function TripWaits({ trip }: { trip: DriverTripView }) {
  const [t, locale] = [useT("driver"), useLocale()];
  const key = isWorded(trip.state) ? trip.state : "done";
  const what =
    key === "ready"
      ? t("trip.ready.what", { store: pickName(trip.store, locale), time: formatClock(trip.dockMs, locale) })
      : t(`trip.${key}.what`);
  const times = [
    ["dock.at", trip.dockMs],
    ["depart.at", trip.departMs],
    ["back.at", trip.backMs],
  ] as const;
  return (
    <section className={s.next} aria-labelledby="trip">
      <h2 id="trip" className={s.waits}>
        {t(`trip.${key}`)}
      </h2>
      <p className={s.what}>{what}</p>
      {key !== "done" && key !== "returned" && (
        <dl className={s.times}>
          {times.map(([word, ms]) => (
            <div key={word}>
              <dt>{t(word)}</dt>
              <dd className={word === "depart.at" ? s.due : undefined}>{formatClock(ms, locale)}</dd>
            </div>
          ))}
        </dl>
      )}
      {key === "loading" && (
        <>
          <p className={s.what}>{t("loaded", { n: trip.loaded, all: trip.bags })}</p>
          <Meter thick value={trip.loaded} max={trip.bags} label={t("loaded", { n: trip.loaded, all: trip.bags })} />
        </>
      )}
      {key === "broken_down" && <GoOn tripId={trip.tripId} />}
      {trip.sealNumber && <p className={s.sealBig}>{t("seal", { number: trip.sealNumber })}</p>}
    </section>
  );
}
