"use client";
import type { DriverStopView, DriverTripView } from "#contract/driver.ts";
import { LATE_FROM_MS } from "#domain/movement/expected-times.ts";
import { formatGateHours } from "../format/gate-hours.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { formatClock, formatSpan } from "../format/time.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { ZoneBand } from "../kit/zone-band.tsx";
import { CallButton } from "../movement/call-button.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./driver.module.css";
import { Piles } from "./piles.tsx";

/** Opens the map of the phone, or its site, with the way to the gate. Points are WGS 84 and are passed on as such. */
const mapLink = (stop: DriverStopView, name: string) =>
  `https://uri.amap.com/navigation?to=${stop.lng},${stop.lat},${encodeURIComponent(name)}&mode=car&coordinate=wgs84`;

/** The stop in hand, to be read at arm's length: where, when, what zone, how many bags in which piles, who takes them. */
export function NextStop({ trip, stop }: { trip: DriverTripView; stop: DriverStopView }) {
  const [t, common, locale] = [useT("driver"), useT("common"), useLocale()];
  const name = pickName(stop.name, locale);
  const gatherer = common(`gatherer.${stop.aggregator}`);
  // The one who takes all of it is called from here; of several, each from his pile.
  const alone = stop.piles.length === 1 ? stop.piles[0] : undefined;
  const overdue = trip.state === "running" && stop.arrivedMs === null && stop.overdueMs >= LATE_FROM_MS;
  const receivers = stop.piles.filter((p) => p.receiver);
  return (
    <>
      <section className={s.next} aria-labelledby="stop">
        <p className={s.quiet}>{stop.state === "approaching" ? t("next.stop") : t("this.stop")}</p>
        <h2 id="stop" className={s.name}>
          {name}
        </h2>
        <dl className={s.times}>
          <div>
            <dt>{stop.arrivedMs ? t("arrived.at") : overdue ? t("due.passed") : t("due")}</dt>
            <dd className={s.due}>{formatClock(stop.arrivedMs ?? stop.dueMs, locale)}</dd>
          </div>
          <div>
            <dt>{t("gate.open")}</dt>
            <dd>{formatGateHours(stop, locale, common)}</dd>
          </div>
        </dl>
        {overdue && <StateTag tone="bad">{t("overdue", { span: formatSpan(stop.overdueMs, locale) })}</StateTag>}
        {stop.state === "waiting" && <StateTag tone="ink">{t("stop.waiting")}</StateTag>}
        {stop.lateMinutes !== null && <StateTag tone="ink">{t("late.said", { n: stop.lateMinutes })}</StateTag>}
        <div className={s.pair}>
          <LinkButton
            href={mapLink(stop, name)}
            size={60}
            wide
            icon="navigation"
            aria-label={t("navigate.to", { name })}
          >
            {t("navigate")}
          </LinkButton>
          {alone ? (
            <CallButton tripId={trip.tripId} whom="receiver" gridId={alone.gridId} size={60} wide>
              {t("call.receiver", { name: alone.receiver ?? t("receiver.grid", { n: alone.gridNumber }) })}
            </CallButton>
          ) : (
            <CallButton tripId={trip.tripId} whom="dispatch" size={60} wide>
              {t("call.dispatch")}
            </CallButton>
          )}
        </div>
      </section>
      {stop.zone && (
        <ZoneBand
          level={stop.zone.level}
          name={common(`zone.${stop.zone.level}`)}
          meaning={t(`mode.${stop.zone.mode}`)}
        />
      )}
      <section className={s.load}>
        <div className={s.bags}>
          <p>
            <b className={s.count}>{formatNumber(stop.bags)}</b> <span className={s.quiet}>{t("bags")}</span>
          </p>
          <p className={s.seal}>
            {stop.piles.length > 1 ? t("piles", { n: stop.piles.length }) : t("pile.one")}
            <br />
            {trip.sealNumber ? t("seal", { number: trip.sealNumber }) : t("seal.none")}
          </p>
        </div>
        <Piles stop={stop} />
        <p className={s.receivers}>
          <span className={s.quiet}>{t("receiver")}</span>
          {receivers.length === 0 && <span>{t("receiver.none")}</span>}
          {receivers.map((p) => (
            <span key={p.gridNumber}>
              <b>{p.receiver}</b> <span className={s.quiet}>{t("receiver.is", { gatherer, n: p.gridNumber })}</span>
            </span>
          ))}
        </p>
        {stop.piles.length > 1 && (
          <details className={s.calls}>
            <summary className={s.more}>{t("call.receivers", { gatherer })}</summary>
            {stop.piles.map((p) => (
              <CallButton key={p.gridNumber} tripId={trip.tripId} whom="receiver" gridId={p.gridId} size={60} wide>
                {t("call.receiver", { name: p.receiver ?? t("receiver.grid", { n: p.gridNumber }) })}
              </CallButton>
            ))}
          </details>
        )}
      </section>
    </>
  );
}
