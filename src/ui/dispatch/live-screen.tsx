"use client";
import { useMemo, useState } from "react";
import type { LiveView, OpenHandover } from "#contract/dispatch.ts";
import type { MapGround } from "#contract/map.ts";
import { DONE_STOP_STATES } from "#domain/movement/stop.ts";
import { VOID_TRIP_STATES } from "#domain/movement/trip.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { useServerNow } from "../kit/use-server-now.ts";
import { LiveRefresh } from "../live-refresh.tsx";
import { MapCanvas } from "../map/map-canvas.tsx";
import type { MapSelection } from "../map/map-view.ts";
import { LostOnTheWay } from "../movement/lost-on-the-way.tsx";
import { districtLabels } from "../places/district-labels.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { type TripOnRoad, toMapBuses, tripsOnRoad } from "./buses-on-map.ts";
import { DisputeList } from "./dispute-list.tsx";
import s from "./live.module.css";
import { LiveList } from "./live-list.tsx";
import { useRoadsWords } from "./roads-words.ts";
import { StopsAhead } from "./stops-ahead.tsx";
import { TripInHand } from "./trip-in-hand.tsx";
import { usePositions } from "./use-positions.ts";

/** Reckoned buses move on so often. */
const STEP_MS = 5_000;

type Props = { view: LiveView; handovers: readonly OpenHandover[]; ground: MapGround };

/** The running day: buses as a list, the late ones first, the same on the map, and what can be done for the one chosen. */
export function LiveScreen({ view, handovers, ground }: Props) {
  const t = useT("dispatch");
  const locale = useLocale();
  const roads = useRoadsWords();
  const [chosen, setChosen] = useState<MapSelection | null>(null);
  const nowMs = useServerNow(view.nowMs, STEP_MS);
  const positions = usePositions(view.positions);
  const placeOf = useMemo(() => new Map(view.places.map((p) => [p.id, p])), [view.places]);
  const siteOf = useMemo(() => new Map(view.sites.map((x) => [x.id, x])), [view.sites]);
  const labels = useMemo(() => districtLabels(view.places, locale), [view.places, locale]);
  const trips = tripsOnRoad(view, { places: placeOf, sites: siteOf }, positions, nowMs);
  const nameOf = (id: string) => {
    const place = placeOf.get(id);
    return place ? pickPlace(place.name, locale) : "";
  };
  // A stop on the map stands for the bus that comes there.
  const tripId =
    chosen?.kind === "place"
      ? trips.find(({ row }) => row.stops.some((x) => x.placeId === chosen.id))?.row.id
      : chosen?.id;
  const trip = trips.find(({ row }) => row.id === tripId);
  const done = stopsDone(view);
  const places = view.places.map((p) => ({
    id: p.id,
    name: pickName(p.name, locale),
    lat: p.lat,
    lng: p.lng,
    served: done.get(p.id) ?? ("none" as const),
    faded: trip !== undefined && !trip.row.stops.some((x) => x.placeId === p.id),
    ...(p.zone ? { zone: p.zone } : {}),
  }));
  const disputes = handovers.filter((h) => h.state === "disputed");
  const served = [...done.values()].filter((x) => x === "yes").length;
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`, "dispatch"]} readMs={view.nowMs} />
      <Pane names title={t("live.title", { n: trips.length })} width={372}>
        {trips.length === 0 ? (
          <p className={s.quiet}>{t("live.none")}</p>
        ) : (
          <LiveList
            trips={trips}
            nameOf={nameOf}
            selectedId={trip?.row.id}
            onSelect={(id) => setChosen({ kind: "bus", id })}
            nowMs={nowMs}
          />
        )}
      </Pane>
      <div className={s.map}>
        <MapCanvas
          label={t("live.map")}
          places={places}
          labels={labels}
          sites={view.sites.map((x) => ({ ...x, name: pickName(x.name, locale) }))}
          trips={trips.map((x) => x.way)}
          buses={toMapBuses(trips)}
          selected={trip ? { kind: "bus", id: trip.row.id } : chosen}
          onSelect={(next) => setChosen(next?.kind === "trip" ? { kind: "bus", id: next.id } : next)}
          footnote={[trips.some((x) => x.where?.how === "reckoned") && t("live.reckoned"), roads.label(view.roads)]
            .filter(Boolean)
            .join(" · ")}
          ground={ground}
          inset
        />
        <p className={s.sum}>
          <b>{served}</b>
          {t("live.served", { n: done.size })}
        </p>
      </div>
      <Pane
        width={356}
        tone="paper"
        title={disputes.length > 0 ? t("dispute.title", { n: disputes.length }) : t("dispute.none")}
      >
        <DisputeList disputes={disputes} nowMs={view.nowMs} />
        <LostOnTheWay lost={view.lost} />
        {!trip && trips.length > 0 && <p className={s.quiet}>{t("trips.pick")}</p>}
        {trip && (
          <>
            <WhereWords trip={trip} by={positions.get(trip.bus.tripId)?.by} />
            <StopsAhead trip={trip.row} places={placeOf} />
            <TripInHand
              key={trip.row.id}
              trip={trip.row}
              trips={view.rows}
              handovers={handovers}
              nameOf={nameOf}
              nowMs={view.nowMs}
            />
          </>
        )}
      </Pane>
    </>
  );
}

/** Every place that a trip of the day leads to: served when every trip that leads there is done with it. */
function stopsDone(view: LiveView): Map<string, "yes" | "underway" | "no"> {
  const places = new Map<string, "yes" | "underway" | "no">();
  for (const row of view.rows) {
    if (row.state && VOID_TRIP_STATES.includes(row.state)) continue;
    for (const { placeId, state } of row.stops) {
      const now = state && DONE_STOP_STATES.includes(state) ? "yes" : state === "planned" ? "no" : "underway";
      const before = places.get(placeId);
      places.set(placeId, before === undefined || before === now ? now : "underway");
    }
  }
  return places;
}

/** How one knows where the bus is. */
function WhereWords({ trip: { where }, by }: { trip: TripOnRoad; by: "driver" | "tracker" | undefined }) {
  const t = useT("dispatch");
  const locale = useLocale();
  const words =
    !where || where.how === "reckoned"
      ? t("live.where.reckoned")
      : where.how === "there"
        ? t("live.where.there")
        : t(by === "tracker" ? "live.where.tracker" : "live.where.driver", {
            time: formatClock(where.asOfMs, locale),
          });
  return <p className={s.quiet}>{words}</p>;
}
