"use client";
import { useMemo, useState } from "react";
import type { PlaceServed } from "#contract/desk.ts";
import type { MapGround } from "#contract/map.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { ZoneSign } from "../kit/zone-sign.tsx";
import { MapCanvas } from "../map/map-canvas.tsx";
import type { MapPlace } from "../map/map-view.ts";
import { DataTable } from "../table/data-table.tsx";
import type { Column, Row } from "../table/table-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./served-map.module.css";

const SHOWN = ["yes", "underway", "no"] as const;
const ZONES = ["lockdown", "control", "prevention"] as const;

/** The city by community: served, on the way, not yet; and the same as a list, longest waiting first. One selection for both. */
export function ServedMap({
  places,
  labels,
  ground,
}: {
  places: readonly PlaceServed[];
  labels: readonly { lat: number; lng: number; text: string }[];
  ground: MapGround;
}) {
  const t = useT("desk");
  const common = useT("common");
  const locale = useLocale();
  const [chosen, setChosen] = useState<string | null>(null);
  const onMap = useMemo(
    () =>
      places.map((p): MapPlace => {
        // The number of days is for those whom nothing has reached; who is served today waits no longer.
        const waiting = p.served === "no" ? { waitingDays: p.waitingDays } : {};
        return {
          id: p.id,
          name: pickName(p.name, locale),
          lat: p.lat,
          lng: p.lng,
          served: p.served,
          ...(p.zone ? { zone: p.zone } : {}),
          ...waiting,
        };
      }),
    [places, locale],
  );
  const columns: Column[] = [
    { key: "place", label: t("col.place") },
    { key: "waiting", label: t("col.waiting"), number: true },
    { key: "state", label: t("col.state"), mark: true },
    { key: "bags", label: t("col.bags"), number: true },
    { key: "delivered", label: t("col.delivered"), number: true },
    { key: "elders", label: t("col.elders"), number: true },
    { key: "trip", label: t("col.trip"), number: true },
  ];
  /** Whether bags have come, and the zone in force: two signs in one narrow column. */
  const stateOf = (p: PlaceServed) =>
    [t(`served.${p.served}`), p.zone && common(`zone.${p.zone}.short`)].filter(Boolean).join(" · ");
  const rows = [...places]
    .sort((a, b) => waits(b) - waits(a) || b.elders - a.elders)
    .map(
      (p): Row => ({
        id: p.id,
        cells: {
          place: {
            value: pickName(p.name, locale),
            node: (
              <b className={s.place} title={pickName(p.subdistrict, locale)}>
                {pickPlace(p.name, locale)}
              </b>
            ),
          },
          waiting: waits(p),
          state: {
            value: stateOf(p),
            node: (
              <span title={stateOf(p)} className={s.signs}>
                {p.served !== "none" && <i className={`${s.dot} ${s[p.served]}`} />}
                {p.zone && <ZoneSign level={p.zone} size={14} small />}
                <span className="visually-hidden">{stateOf(p)}</span>
              </span>
            ),
          },
          bags: p.bags,
          delivered: p.delivered,
          elders: p.elders,
          trip: p.tripNumber,
        },
        tone: p.served === "none" ? "faded" : undefined,
      }),
    );
  const long = places.filter((p) => waits(p) >= 3).length;
  return (
    <div className={s.wrap}>
      <div className={s.map}>
        <MapCanvas
          label={t("served.title")}
          places={onMap}
          labels={labels}
          ground={ground}
          selected={chosen ? { kind: "place", id: chosen } : null}
          onSelect={(x) => setChosen(x?.kind === "place" ? x.id : null)}
        />
        <ul className={s.legend}>
          {SHOWN.map((k) => (
            <li key={k}>
              <i className={`${s.dot} ${s[k]}`} /> {t(`served.${k}`)}
              <b>{places.filter((p) => p.served === k).length}</b>
            </li>
          ))}
          <li>
            <i className={s.days}>3</i> {t("served.waiting")}
            <b>{long}</b>
          </li>
          {ZONES.map((level) => (
            <li key={level}>
              <ZoneSign level={level} size={14} small /> {common(`zone.${level}.short`)}
              <b>{places.filter((p) => p.zone === level).length}</b>
            </li>
          ))}
        </ul>
      </div>
      <div className={s.list}>
        <DataTable
          caption={t("served.list")}
          columns={columns}
          rows={rows}
          filter
          dense
          exportName="communities"
          selectedId={chosen ?? undefined}
          onSelect={setChosen}
          empty={t("served.empty")}
        />
      </div>
    </div>
  );
}

const waits = (p: PlaceServed) => (p.served === "no" ? p.waitingDays : 0);
