"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { ZoneEffect, ZoneEffectInput } from "#contract/zones.ts";
import { api } from "../../api.ts";
import { busName } from "../../format/bus.ts";
import { formatNumber } from "../../format/number.ts";
import { ErrorNote, InfoNote } from "../../kit/notes.tsx";
import { StateTag } from "../../kit/state-tag.tsx";
import { TripName } from "../../kit/trip-name.tsx";
import { ZoneSign } from "../../kit/zone-sign.tsx";
import { useErrorWords } from "../../use-error-words.ts";
import { useT } from "../../words/use-t.ts";
import s from "./zones.module.css";

/** Whoever is still choosing is not asked about at each tap. */
const SETTLED_MS = 400;
const MOST_TRIPS = 8;

/** What an order would do, by the orders and trips of this moment: read anew whenever the wish changes. */
export function ZoneEffectView({ wish }: { wish: ZoneEffectInput }) {
  const [t, common, dispatch] = [useT("desk"), useT("common"), useT("dispatch")];
  const words = useErrorWords();
  const [effect, setEffect] = useState<ZoneEffect>();
  const [error, setError] = useState<string>();
  const key = JSON.stringify(wish);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the wish is told by its content, and words by the language
  useEffect(() => {
    let over = false;
    setEffect(undefined);
    const timer = setTimeout(async () => {
      try {
        const found = await (await api()).zones.effect.query(JSON.parse(key) as ZoneEffectInput);
        if (over) return;
        setEffect(found);
        setError(undefined);
      } catch (e) {
        if (!over) setError(words(e));
      }
    }, SETTLED_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [key]);
  if (error) return <ErrorNote>{error}</ErrorNote>;
  if (!effect) return <p aria-busy>{t("effect.busy")}</p>;
  const level = (of: ZoneEffect["changes"][number]["before"]) => (
    <span className={s.level}>
      {of && <ZoneSign level={of} size={14} small />}
      {of ? common(`zone.${of}.short`) : t("effect.normal")}
    </span>
  );
  const broken = effect.trips.filter((trip) => trip.breaks);
  return (
    <section className={s.effect} aria-label={t("effect.title")}>
      <h3>{t("effect.title")}</h3>
      <dl className={s.figures}>
        {(
          [
            ["effect.homes", effect.homes],
            ["effect.orders", effect.orders],
            ["effect.trips", effect.trips.length],
            ["effect.workers", effect.gridWorkers],
            ["effect.elders", effect.eldersAlone],
          ] as const
        ).map(([name, n]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{formatNumber(n)}</dd>
          </div>
        ))}
      </dl>
      <ul className={s.changes}>
        {effect.changes.map((c) => (
          <li key={`${c.before} ${c.after}`}>
            <span>
              {level(c.before)} → {level(c.after)}
            </span>
            <span>
              {[
                t("effect.n.homes", { n: c.homes }),
                t("effect.n.orders", { n: c.orders }),
                c.before !== c.after && t(`effect.mode.${c.mode}`),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      {effect.trips.length > 0 && (
        <ul className={s.trips}>
          {[...broken, ...effect.trips.filter((trip) => !trip.breaks)].slice(0, MOST_TRIPS).map((trip) => (
            <li key={trip.tripId}>
              <TripName name={busName(trip, common)} colour={trip.number} />
              <span>
                {dispatch(`state.${trip.state}`)} · {t("effect.trip", { n: trip.stops, bags: trip.bags })}
              </span>
              {trip.breaks && <StateTag tone="bad">{t("effect.breaks")}</StateTag>}
            </li>
          ))}
          {effect.trips.length > MOST_TRIPS && <li>{t("effect.more", { n: effect.trips.length - MOST_TRIPS })}</li>}
        </ul>
      )}
      {broken.length > 0 && (
        <InfoNote tone="bad" icon="triangle-alert">
          {t("effect.broken", { n: broken.length })} <Link href="/d">{t("effect.plan")}</Link>
        </InfoNote>
      )}
    </section>
  );
}
