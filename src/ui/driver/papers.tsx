"use client";
import type { DriverStopView, DriverTripView, PileView } from "#contract/driver.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { Section } from "../kit/section.tsx";
import { PaperNamesForm } from "../movement/paper-names.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./driver.module.css";
import { usePress } from "./use-press.ts";

/** What was handed over on paper and has no names yet: they are typed in when there is time. */
export function Papers({ trip }: { trip: DriverTripView }) {
  const t = useT("driver");
  const papers = trip.list.flatMap((stop) =>
    stop.piles.flatMap((pile) => (pile.state === "on_paper" ? [{ stop, pile }] : [])),
  );
  if (papers.length === 0) return null;
  return (
    <Section title={t("papers", { n: papers.length })}>
      <ul className={s.choices}>
        {papers.map(({ stop, pile }) => (
          <Paper key={`${stop.stopId} ${pile.gridId}`} tripId={trip.tripId} stop={stop} pile={pile} />
        ))}
      </ul>
    </Section>
  );
}

function Paper({ tripId, stop, pile }: { tripId: TripId; stop: DriverStopView; pile: PileView }) {
  const [t, locale, press] = [useT("driver"), useLocale(), usePress(tripId, stop)];
  const { stopId } = stop;
  const { gridId } = pile;
  return (
    <li className={s.choices}>
      <b>
        {pickName(stop.name, locale)} · {t("alone.pile", { grid: pile.gridNumber, n: pile.bags })}
      </b>
      <PaperNamesForm size={60} onNames={(names) => press({ act: "names", stopId, gridId, ...names })} />
    </li>
  );
}
