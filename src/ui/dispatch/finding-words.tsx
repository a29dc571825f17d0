"use client";
import type { PlanPlace, PublishRow } from "#contract/dispatch.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { CHECK_OF } from "./check-columns.ts";
import s from "./publish-screen.module.css";

/** What forbids a trip, in sentences: the check, where, and by how much. */
export function FindingWords({ findings, places }: { findings: PublishRow["findings"]; places: readonly PlanPlace[] }) {
  const t = useT("dispatch");
  const say = t as (key: string, values?: Record<string, string | number>) => string;
  const locale = useLocale();
  return (
    <ul className={s.findings}>
      {findings.map((f) => {
        const place = places.find((p) => p.id === f.placeId);
        return (
          <li key={f.kind + (f.stopId ?? "")}>
            <b className={s.bad}>{t(`check.${CHECK_OF[f.kind]}`)}</b> {place && `${pickName(place.name, locale)} `}
            {say(`finding.${f.kind}`, { value: formatNumber(f.value ?? 0), limit: formatNumber(f.limit ?? 0) })}
          </li>
        );
      })}
    </ul>
  );
}
