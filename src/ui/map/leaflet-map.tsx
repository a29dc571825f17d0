import "leaflet/dist/leaflet.css";
import type { Map as LeafletInstance } from "leaflet";
import { useEffect, useRef, useState } from "react";
import { MapContainer, ScaleControl, TileLayer } from "react-leaflet";
import { useT } from "../words/use-t.ts";
import { BaseLayer } from "./base-layer.tsx";
import { BusLayer } from "./bus-layer.tsx";
import { ClosureHatch, ClosureLayer } from "./closure-layer.tsx";
import { MapButtons } from "./map-buttons.tsx";
import s from "./map-canvas.module.css";
import { MapCredit } from "./map-credit.tsx";
import { MapInset } from "./map-inset.tsx";
import type { MapProps } from "./map-view.ts";
import { nearestPlace } from "./nearest-place.ts";
import { PlaceLayer } from "./place-layer.tsx";
import { TransitLayer } from "./transit-layer.tsx";
import { TripLayer } from "./trip-layer.tsx";
import { VectorGround } from "./vector-ground.tsx";
import { coreOf, type Extent, extentOf } from "./whole-city.ts";

/** One stop alone is framed with its neighbourhood, not with its doorstep. */
const NEAREST_FRAME = 15;

/** The canvas itself, in the browser only; use `MapCanvas`. */
export default function LeafletMap(props: MapProps) {
  const {
    label,
    places,
    sites = [],
    trips = [],
    buses = [],
    labels = [],
    closures = [],
    drawing,
    selected = null,
    onSelect,
    ground,
    footnote,
    inset = false,
  } = props;
  const t = useT("common");
  const [map, setMap] = useState<LeafletInstance | null>(null);
  const [broken, setBroken] = useState(false);
  const [transit, setTransit] = useState(false);
  const fitted = useRef(false);
  const all = [...places, ...sites];

  const stops = places.filter((p) => p.served !== "none");

  const frame = ({ south, west, north, east }: Extent) =>
    map?.fitBounds(
      [
        [south, west],
        [north, east],
      ],
      { padding: [24, 24], animate: false, maxZoom: NEAREST_FRAME },
    );
  const showAll = () => all.length > 0 && frame(extentOf(all));
  useEffect(() => {
    if (!map || fitted.current || all.length === 0) return;
    fitted.current = true;
    frame(inset && stops.length > 0 ? coreOf(stops) : extentOf(all));
  });

  const target = selected && (selected.kind === "bus" ? buses : all).find((p) => p.id === selected.id);
  useEffect(() => {
    if (map && target && !map.getBounds().pad(-0.05).contains([target.lat, target.lng]))
      map.panTo([target.lat, target.lng]);
  }, [map, target]);

  // Tiles that cannot be had leave the bundled base layer as it is.
  const tiles = broken ? undefined : ground?.tiles;

  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") onSelect?.(null);
    const next = nearestPlace(places, selected?.kind === "place" ? selected.id : undefined, event.key);
    if (!next || !onSelect) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect({ kind: "place", id: next.id });
  };

  return (
    <section
      className={[s.canvas, tiles && s.tiled, drawing && s.drawing].filter(Boolean).join(" ")}
      aria-label={label}
      aria-description={t("map.keys")}
      onKeyDownCapture={onKey}
    >
      <MapContainer
        ref={setMap}
        center={[24.9, 118.6]}
        zoom={11}
        className={s.leaflet}
        zoomControl={false}
        attributionControl={false}
        keyboard={false}
        preferCanvas={false}
        zoomSnap={0.25}
        maxZoom={18}
      >
        <BaseLayer places={places} labels={labels} under={tiles !== undefined} />
        {tiles?.kind === "raster" && <TileLayer url={tiles.url} />}
        {tiles?.kind === "vector" && <VectorGround url={tiles.url} onFail={() => setBroken(true)} />}
        {transit && ground?.transit && <TransitLayer {...ground.transit} />}
        {(closures.length > 0 || drawing) && <ClosureLayer closures={closures} drawing={drawing} />}
        <TripLayer trips={trips} places={places} sites={sites} selected={selected} onSelect={onSelect} />
        <PlaceLayer places={places} sites={sites} trips={trips} selected={selected} onSelect={onSelect} />
        <BusLayer buses={buses} selected={selected} onSelect={onSelect} />
        <ScaleControl imperial={false} position="bottomright" />
      </MapContainer>
      <ClosureHatch />
      <MapButtons
        onIn={() => map?.zoomIn()}
        onOut={() => map?.zoomOut()}
        onFit={showAll}
        transit={ground?.transit ? { on: transit, toggle: () => setTransit(!transit) } : undefined}
      />
      {inset && map && <MapInset map={map} stops={stops} trips={trips} onFit={showAll} />}
      <MapCredit footnote={footnote} tiles={tiles} />
      <p className="visually-hidden" role="status">
        {target && "name" in target ? target.name : ""}
      </p>
    </section>
  );
}
