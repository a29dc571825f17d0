"use client";
import { useMemo, useState } from "react";
import type { PlanTrip } from "#contract/dispatch.ts";
import type { MapGround } from "#contract/map.ts";
import type { PlanComparison, PlanVersion } from "#contract/plan-versions.ts";
import { pickName } from "../format/name.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { MapCanvas } from "../map/map-canvas.tsx";
import type { MapSelection } from "../map/map-view.ts";
import { districtLabels } from "../places/district-labels.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./compare-screen.module.css";
import { DiffersList } from "./differs-list.tsx";
import { toMapTrips } from "./map-trips.ts";
import { VersionActs } from "./version-acts.tsx";
import { useVersionName, VersionFigures } from "./version-figures.tsx";

/** Two versions of a round's plan side by side: two maps with one selection, what each comes to, and every stop that differs. */
export function CompareScreen({ view, ground }: { view: PlanComparison; ground: MapGround }) {
  const t = useT("dispatch");
  const locale = useLocale();
  const nameOf = useVersionName(view.nowMs);
  const [selected, setSelected] = useState<MapSelection | null>(null);
  const placeOf = useMemo(() => new Map(view.places.map((p) => [p.id, p])), [view.places]);
  const siteOf = useMemo(() => new Map(view.sites.map((x) => [x.id, x])), [view.sites]);
  const labels = useMemo(() => districtLabels(view.places, locale), [view.places, locale]);
  const { both } = view;
  if (!both)
    return (
      <Pane title={t("compare.title", { n: view.cycle.number })} names>
        <LiveRefresh topics={[`cycle:${view.cycle.id}`, "dispatch"]} readMs={view.nowMs} />
        <EmptyState
          icon="route"
          title={t("compare.one")}
          action={
            <LinkButton kind="filled" href={`/d?cycle=${view.cycle.id}`}>
              {t("publish.to.plan")}
            </LinkButton>
          }
        >
          {t("compare.one.how")}
        </EmptyState>
      </Pane>
    );
  const differs = new Set(both.differs.map((x) => x.placeId));
  const mapOf = (version: PlanVersion & { readonly trips: readonly PlanTrip[] }) => {
    const riding = new Set(version.trips.flatMap((trip) => trip.stops.map((x) => x.placeId)));
    return (
      <figure className={s.map}>
        <figcaption>{nameOf(version)}</figcaption>
        <MapCanvas
          label={t("compare.map", { name: nameOf(version) })}
          // What both serve alike is pale, so that what differs stands out.
          places={view.places.map((p) => ({
            id: p.id,
            name: pickName(p.name, locale),
            lat: p.lat,
            lng: p.lng,
            served: riding.has(p.id) || differs.has(p.id) ? ("no" as const) : ("none" as const),
            faded: !differs.has(p.id),
            leftOut: differs.has(p.id) && !riding.has(p.id),
            ...(p.zone ? { zone: p.zone } : {}),
          }))}
          labels={labels}
          sites={view.sites.map((x) => ({ ...x, name: pickName(x.name, locale) }))}
          trips={toMapTrips(version.trips, placeOf, siteOf)}
          selected={selected}
          onSelect={setSelected}
          footnote={t("compare.straight")}
          ground={ground}
        />
      </figure>
    );
  };
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`, "dispatch"]} readMs={view.nowMs} />
      <div className={s.maps}>
        {[both.a, both.b].map((v) => (
          <div key={v.id}>{mapOf(v)}</div>
        ))}
      </div>
      <Pane title={t("compare.title", { n: view.cycle.number })} names width={460} tone="paper">
        <VersionFigures cycleId={view.cycle.id} versions={view.versions} a={both.a} b={both.b} nowMs={view.nowMs} />
        <VersionActs key={both.b.id} version={both.b} cycleId={view.cycle.id} />
        <DiffersList both={both} places={placeOf} selected={selected} onSelect={setSelected} />
      </Pane>
    </>
  );
}
