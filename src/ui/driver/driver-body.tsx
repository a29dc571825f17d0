"use client";
import { OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import { LostOnTheWay } from "../movement/lost-on-the-way.tsx";
import { useT } from "../words/use-t.ts";
import { useDriven } from "./driven-trip.tsx";
import s from "./driver.module.css";
import { GoOn } from "./go-on.tsx";
import { LegSheet } from "./leg-sheet.tsx";
import { NextStop } from "./next-stop.tsx";
import { Papers } from "./papers.tsx";
import { StopLine } from "./stop-line.tsx";
import { StopList } from "./stop-list.tsx";
import { TellWhere } from "./tell-where.tsx";
import { TripWaits } from "./trip-waits.tsx";

/** The trip in hand: the next stop, large, what waits to be typed in, and all stops as a list. */
export function DriverBody() {
  const [t, driven] = [useT("driver"), useDriven()];
  if (!driven) return null;
  const { trip, stop, running } = driven;
  return (
    <>
      {running && <StopLine trip={trip} at={stop ? trip.list.indexOf(stop) : trip.list.length} />}
      {trip.state === "broken_down" && running && (
        <section className={s.next}>
          <h2 className={s.waits}>{t("trip.broken_down")}</h2>
          <GoOn tripId={trip.tripId} />
        </section>
      )}
      {stop && <NextStop trip={trip} stop={stop} />}
      {running && !stop && (
        <section className={s.next}>
          <h2 className={s.waits}>{t("all.done")}</h2>
          <p className={s.what}>{t("last.stop")}</p>
        </section>
      )}
      {!running && <TripWaits trip={trip} />}
      {OUT_TRIP_STATES.includes(trip.state) && <TellWhere tripId={trip.tripId} />}
      {trip.nextLeg && <LegSheet leg={trip.nextLeg} />}
      <Papers trip={trip} />
      <StopList trip={trip} />
      <LostOnTheWay lost={trip.lost} size={60} />
    </>
  );
}
