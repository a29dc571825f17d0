"use client";
import { useMemo, useState } from "react";
import type { MapGround } from "#contract/map.ts";
import type { ImportedPlace, PlaceImportView } from "#contract/places.ts";
import { pickName, pickPlace } from "../../format/name.ts";
import { FilterChip } from "../../kit/filter-chip.tsx";
import { MapCanvas } from "../../map/map-canvas.tsx";
import type { MapPlace } from "../../map/map-view.ts";
import { DataTable } from "../../table/data-table.tsx";
import type { Cell, Column } from "../../table/table-view.ts";
import { useLocale, useT } from "../../words/use-t.ts";
import m from "../served-map.module.css";
import s from "./places.module.css";

/** The places of a list beside those of the city, so that a wrong datum is seen; and as a table, those to look at first. */
export function PlacesOnMap({ view, ground }: { view: PlaceImportView; ground: MapGround }) {
  const t = useT("places");
  const locale = useLocale();
  const [chosen, setChosen] = useState<string | null>(null);
  const { list, others, report } = view;
  const far = useMemo(() => new Map(report?.far.map((x) => [x.code, x.metres])), [report]);
  const moved = useMemo(() => new Map(report?.moved.map((x) => [x.code, x.metres])), [report]);
  const from = useMemo(() => new Map(report?.renamed.map((x) => [x.code, x.from])), [report]);
  const onMap = useMemo(
    (): MapPlace[] => [
      ...others.map((p) => ({ ...p, id: p.code, name: pickName(p.name, locale), faded: true })),
      ...list.map((p) => ({
        id: p.code,
        name: pickName(p.name, locale),
        lat: p.lat,
        lng: p.lng,
        served: p.is === "new" ? ("yes" as const) : ("underway" as const),
        ...(far.has(p.code) ? { leftOut: true } : {}),
      })),
    ],
    [list, others, far, locale],
  );
  const toLookAt = (p: ImportedPlace) =>
    [
      far.has(p.code) && (far.get(p.code) === null ? t("far.none") : t("far", { n: far.get(p.code) ?? 0 })),
      moved.has(p.code) && t("moved", { n: moved.get(p.code) ?? 0 }),
    ]
      .filter(Boolean)
      .join(" · ");
  const change = (p: ImportedPlace) =>
    p.is === "renamed" ? t("is.renamed", { from: from.get(p.code) ?? "" }) : t(`is.${p.is}`);
  const weight = (p: ImportedPlace) => (far.has(p.code) ? 3 : moved.has(p.code) ? 2 : p.is === "renamed" ? 1 : 0);
  const columns: Column[] = [
    { key: "name", label: t("col.name") },
    { key: "code", label: t("col.code") },
    { key: "district", label: t("col.district") },
    { key: "homes", label: t("col.homes"), number: true },
    { key: "change", label: t("col.change") },
    { key: "look", label: t("col.look") },
  ];
  const listed = list.toSorted((a, b) => weight(b) - weight(a));
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
            count={list.filter((p) => p.is === "new").length}
          />
          <FilterChip
            sign={<i className={`${m.dot} ${m.underway}`} />}
            label={t("is.known")}
            count={list.filter((p) => p.is !== "new").length}
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
              name: pickPlace(p.name, locale),
              code: p.code,
              district: p.district,
              homes: p.homes,
              change: oneLine(report ? change(p) : ""),
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
