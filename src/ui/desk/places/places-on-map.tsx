"use client";
import { useMemo, useState } from "react";
import type { CityImportView, ImportedPlace } from "#contract/city-imports.ts";
import type { MapGround } from "#contract/map.ts";
import { FilterChip } from "../../kit/filter-chip.tsx";
import { MapCanvas } from "../../map/map-canvas.tsx";
import type { MapPlace } from "../../map/map-view.ts";
import { DataTable } from "../../table/data-table.tsx";
import type { Cell, Column } from "../../table/table-view.ts";
import { useT } from "../../words/use-t.ts";
import m from "../served-map.module.css";
import s from "./places.module.css";

/** The places of a list beside those of the city, so that a wrong datum is seen; and as a table, those to look at first. */
export function PlacesOnMap({ view, ground }: { view: CityImportView; ground: MapGround }) {
  const t = useT("places");
  const [chosen, setChosen] = useState<string | null>(null);
  const { places, others, report } = view;
  const far = useMemo(() => new Map(report?.far.map((x) => [x.code, x.metres])), [report]);
  const moved = useMemo(() => new Map(report?.moved.map((x) => [x.code, x.metres])), [report]);
  const onMap = useMemo(
    (): MapPlace[] => [
      ...others.map((p) => ({ ...p, id: p.code, name: p.name, faded: true })),
      ...places.map((p) => ({
        id: p.code,
        name: p.name,
        lat: p.lat,
        lng: p.lng,
        served: p.change === "new" ? ("yes" as const) : ("underway" as const),
        ...(far.has(p.code) ? { leftOut: true } : {}),
      })),
    ],
    [places, others, far],
  );
  const toLookAt = (p: ImportedPlace) =>
    [
      far.has(p.code) && (far.get(p.code) === null ? t("far.none") : t("far", { n: far.get(p.code) ?? 0 })),
      moved.has(p.code) && t("moved", { n: moved.get(p.code) ?? 0 }),
    ]
      .filter(Boolean)
      .join(" · ");
  const change = (p: ImportedPlace) => (p.change ? t(`is.${p.change}`) : "");
  const weight = (p: ImportedPlace) => (far.has(p.code) ? 3 : moved.has(p.code) ? 2 : p.change === "changed" ? 1 : 0);
  const columns: Column[] = [
    { key: "name", label: t("col.name") },
    { key: "code", label: t("col.code") },
    { key: "change", label: t("col.change") },
    { key: "look", label: t("col.look") },
  ];
  const listed = places.toSorted((a, b) => weight(b) - weight(a));
  return (
    <div className={m.wrap}>
      <div className={m.map}>
        <MapCanvas
          label={t("map")}
          places={onMap}
          ground={ground}
          selected={chosen ? { kind: "place", id: chosen } : null}
          onSelect={(x) => setChosen(x?.kind === "place" ? x.id : null)}
        />
        <div className={m.legend}>
          <FilterChip
            sign={<i className={`${m.dot} ${m.yes}`} />}
            label={t("is.new")}
            count={places.filter((p) => p.change === "new").length}
          />
          <FilterChip
            sign={<i className={`${m.dot} ${m.underway}`} />}
            label={`${t("is.changed")} / ${t("is.untouched")}`}
            count={places.filter((p) => p.change !== "new").length}
          />
          <FilterChip sign={<i className={m.dot} />} label={t("is.other")} count={others.length} />
          {far.size > 0 && <FilterChip sign={<b aria-hidden>×</b>} label={t("is.far")} count={far.size} />}
        </div>
      </div>
      <div className={m.list}>
        <DataTable
          caption={t("list")}
          columns={columns}
          rows={listed.map((p) => ({
            id: p.code,
            cells: {
              name: p.name,
              code: p.code,
              change: oneLine(change(p)),
              look: oneLine(toLookAt(p)),
            },
          }))}
          filter
          dense
          selectedId={chosen ?? undefined}
          onSelect={setChosen}
        />
      </div>
    </div>
  );
}

const oneLine = (text: string): Cell => ({ value: text, node: <span className={s.nowrap}>{text}</span> });
