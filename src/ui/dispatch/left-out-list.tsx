"use client";
import type { PlanLeftOut, PlanPlace } from "#contract/dispatch.ts";
import { formatGateHours } from "../format/gate-hours.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import type { MapSelection } from "../map/map-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./solve-panel.module.css";

type Props = {
  leftOut: readonly PlanLeftOut[];
  places: ReadonlyMap<string, PlanPlace>;
  selected: MapSelection | null;
  onSelect: (selection: MapSelection) => void;
  /** The plan can still be changed: who is pressed says who could take it. */
  movable: boolean;
};

/** Every stop that no trip takes: how many bags, why, and by how much it misses. The most bags first. */
export function LeftOutList({ leftOut, places, selected, onSelect, movable }: Props) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const say = t as (key: string, values?: Record<string, string | number>) => string;
  const locale = useLocale();
  const sorted = [...leftOut].sort((a, b) => b.bags - a.bags);
  return (
    <section className={s.list}>
      <div className={s.head}>
        <h2>{t("left.title", { n: leftOut.length })}</h2>
        <span className={s.sub}>
          {leftOut.length > 0 && t("left.bags", { n: leftOut.reduce((n, l) => n + l.bags, 0) })}
        </span>
      </div>
      {leftOut.length === 0 && <p className={s.quiet}>{t("left.none")}</p>}
      {sorted.map((l, i) => {
        const place = places.get(l.placeId);
        if (!place) return null;
        const minutes = ["window", "shift", "duration", "dock"].includes(l.reason);
        return (
          <button
            type="button"
            className={s.row}
            // biome-ignore lint/suspicious/noArrayIndexKey: two batches of one place may be left out
            key={l.placeId + i}
            aria-pressed={selected?.id === l.placeId}
            onClick={() => onSelect({ kind: "place", id: l.placeId })}
          >
            <i className={s.cross} aria-hidden>
              ×
            </i>
            <span className={s.words}>
              <span>
                <b>{pickName(place.name, locale)}</b>{" "}
                <span className={s.sub}>{pickName(place.subdistrict, locale)}</span>
              </span>
              <span>
                <span className={s.reason}>{say(`reason.${l.reason}`)}</span> ·{" "}
                {say(l.reason === "no_access" && l.missing > 0 ? "fact.no_access.near" : `fact.${l.reason}`, {
                  n: formatNumber(minutes ? Math.ceil(l.missing / 60) : l.missing),
                  hours: formatGateHours(place, locale, common),
                })}
              </span>
            </span>
            <span className={s.num}>
              {t("left.bags", { n: l.bags })}
              {movable && <span className={s.try}>{t("left.try")}</span>}
            </span>
          </button>
        );
      })}
    </section>
  );
}
