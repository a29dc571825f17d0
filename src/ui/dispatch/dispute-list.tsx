"use client";
import type { OpenHandover } from "#contract/dispatch.ts";
import { busName } from "../format/bus.ts";
import { pickName } from "../format/name.ts";
import { formatSpan } from "../format/time.ts";
import { TripName } from "../kit/trip-name.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";
import { Ruling } from "./ruling.tsx";

/** Counts that do not agree, each with its ruling: received, lost and back on the bus come to what was offered. */
export function DisputeList({ disputes, nowMs }: { disputes: readonly OpenHandover[]; nowMs: number }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  return (
    <ul>
      {disputes.map((d) => (
        <li key={d.id} className={s.card}>
          <div className={s.actsHead}>
            <TripName name={busName({ number: d.tripNumber, bus: d.bus }, common)} colour={d.tripNumber} />
            <b>{pickName(d.place, locale)}</b> {t("dispute.grid", { n: d.grid })}
          </div>
          <p>
            {t("dispute.offered", { n: d.offered })} ·{" "}
            <b className={s.bad}>
              {t("dispute.counted", { gatherer: common(`gatherer.${d.aggregator}`), n: d.counted ?? 0 })}
            </b>{" "}
            · {t("dispute.since", { span: formatSpan(nowMs - d.offeredMs, locale) })}
          </p>
          <Ruling handover={d} />
        </li>
      ))}
    </ul>
  );
}
