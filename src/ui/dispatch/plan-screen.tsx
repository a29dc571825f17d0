"use client";
import { useMemo, useState } from "react";
import type { PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { MapGround } from "#contract/map.ts";
import { decodeLine } from "#domain/places/polyline.ts";
import { pickName } from "../format/name.ts";
import { Pane } from "../frames/pane.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { drawingOf } from "../map/drawing.ts";
import { MapCanvas } from "../map/map-canvas.tsx";
import type { LatLng, MapSelection } from "../map/map-view.ts";
import { districtLabels } from "../places/district-labels.ts";
import { useLocale, useT } from "../words/use-t.ts";
import h from "./held-ghost.module.css";
import { HeldGhost } from "./held-ghost.tsx";
import { LeftOutList } from "./left-out-list.tsx";
import { toMapTrips } from "./map-trips.ts";
import s from "./plan-screen.module.css";
import { PlanSteps } from "./plan-steps.tsx";
import { RoadsPanel } from "./roads-panel.tsx";
import { useRoadsWords } from "./roads-words.ts";
import { SelectedStop } from "./selected-stop.tsx";
import { SolvePanel } from "./solve-panel.tsx";
import { Timeline } from "./timeline.tsx";
import { TripList } from "./trip-list.tsx";
import { useHeldStop } from "./use-held-stop.ts";
import { useTake } from "./use-plan-change.ts";

type Half = "all" | "am" | "pm";
const HALVES: readonly Half[] = ["all", "am", "pm"];

/** Map, timeline, solver and lists of one plan. One selection for all of them and for the address. */
export function PlanScreen({
  view,
  initial,
  ground,
}: {
  view: PlanView;
  initial: MapSelection | null;
  ground: MapGround;
}) {
  const t = useT("dispatch");
  const locale = useLocale();
  const [selected, setSelected] = useState(initial);
  const [half, setHalf] = useState<Half>("all");
  const [corners, setCorners] = useState<readonly LatLng[] | null>(null);
  const roads = useRoadsWords();
  const noon = view.cycle.deliveryMs;
  const inHalf = (trip: PlanTrip, h: Half) => h === "all" || (h === "am") === trip.departMs < noon;
  const shown = view.trips.filter((trip) => inHalf(trip, half));

  const select = (next: MapSelection | null) => {
    setSelected(next);
    const url = new URL(location.href);
    if (next) url.searchParams.set("at", `${next.kind}:${next.id}`);
    else url.searchParams.delete("at");
    history.replaceState(null, "", url);
  };

  const placeOf = useMemo(() => new Map(view.places.map((p) => [p.id, p])), [view.places]);
  const siteOf = useMemo(() => new Map(view.sites.map((x) => [x.id, x])), [view.sites]);
  const left = useMemo(() => new Set(view.leftOut.map((l) => l.placeId)), [view.leftOut]);
  const riding = new Set(shown.flatMap((trip) => trip.stops.map((x) => x.placeId)));
  const elsewhere = new Set(view.trips.flatMap((trip) => trip.stops.map((x) => x.placeId)));
  const places = view.places.map((p) => ({
    id: p.id,
    name: pickName(p.name, locale),
    lat: p.lat,
    lng: p.lng,
    served: riding.has(p.id) || left.has(p.id) || elsewhere.has(p.id) ? ("no" as const) : ("none" as const),
    faded: !riding.has(p.id) && elsewhere.has(p.id),
    leftOut: left.has(p.id),
    ...(p.zone ? { zone: p.zone } : {}),
  }));
  const drawn = useMemo(
    () =>
      new Map(
        Object.entries(view.lines).map(([id, legs]) => [id, legs.map((line) => (line ? decodeLine(line) : null))]),
      ),
    [view.lines],
  );
  const labels = useMemo(() => districtLabels(view.places, locale), [view.places, locale]);
  const closures = useMemo(
    () =>
      view.closures.map(({ id, areas, lines }) => ({
        id,
        lines: lines.map(decodeLine),
        areas: areas.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => ({ lat, lng })))),
      })),
    [view.closures],
  );
  const lines = toMapTrips(shown, placeOf, siteOf, drawn);
  const nameOf = (placeId: string) => {
    const name = placeOf.get(placeId)?.name;
    return name ? pickName(name, locale) : "";
  };
  const { take, error } = useTake(view);
  const { hold, handlers } = useHeldStop(view, (change, placeId) => {
    take(change);
    select({ kind: "place", id: placeId });
  });
  return (
    <div className={h.holds} {...handlers}>
      <h1 className="visually-hidden">{t("plan.of", { n: view.cycle.number })}</h1>
      <LiveRefresh
        topics={[...(view.plan ? [`plan:${view.plan.id}`] : []), `cycle:${view.cycle.id}`, "dispatch"]}
        readMs={view.nowMs}
      />
      <div className={s.main}>
        <div className={s.map}>
          <MapCanvas
            label={t("map.label")}
            places={places}
            labels={labels}
            sites={view.sites.map((x) => ({ ...x, name: pickName(x.name, locale) }))}
            trips={lines}
            selected={selected}
            // A tap is a corner while an area is drawn.
            onSelect={corners ? undefined : select}
            closures={closures}
            drawing={corners ? drawingOf(corners, setCorners) : undefined}
            footnote={roads.label(view.plan?.roads ?? view.roads)}
            ground={ground}
            inset
          />
          {view.trips.length > 0 && (
            <fieldset className={s.halves} aria-label={t("half.label")}>
              {HALVES.map((h) => (
                <button key={h} type="button" aria-pressed={half === h} onClick={() => setHalf(h)}>
                  {t(`half.${h}`, { n: view.trips.filter((trip) => inHalf(trip, h)).length })}
                </button>
              ))}
            </fieldset>
          )}
        </div>
        <Timeline trips={shown} places={placeOf} selected={selected} onSelect={select} />
      </div>
      <Pane width={372} tone="paper">
        <SolvePanel view={view} />
        {error && <ErrorNote>{error}</ErrorNote>}
        <PlanSteps view={view} />
        <RoadsPanel view={view} places={placeOf} drawing={{ corners, set: setCorners }} />
        <SelectedStop view={view} selected={selected} />
        {/* Without a plan nothing is left out of one. */}
        {view.plan && (
          <LeftOutList
            movable={view.plan?.state === "proposed"}
            leftOut={view.leftOut}
            places={placeOf}
            selected={selected}
            onSelect={select}
          />
        )}
        <TripList
          movable={view.plan?.state === "proposed"}
          trips={view.trips}
          places={placeOf}
          sites={siteOf}
          selected={selected}
          onSelect={select}
        />
      </Pane>
      <HeldGhost hold={hold} trips={view.trips} nameOf={nameOf} />
    </div>
  );
}
