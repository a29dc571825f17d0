import { divIcon, type Marker as LeafletMarker } from "leaflet";
import { Fragment } from "react";
import { Marker, Pane, Polygon, Polyline, useMapEvents } from "react-leaflet";
import { useT } from "../words/use-t.ts";
import s from "./map-canvas.module.css";
import type { LatLng, MapClosure, MapDrawing } from "./map-view.ts";

const corner = (at: LatLng): [number, number] => [at.lat, at.lng];

/** Closed areas, hatched, closed streets, barred, and the area that is being drawn. The hatching itself is `ClosureHatch`, once per page. */
export function ClosureLayer({
  closures,
  drawing,
}: {
  closures: readonly MapClosure[];
  drawing: MapDrawing | undefined;
}) {
  return (
    <Pane name="closures" style={{ zIndex: 380 }}>
      {closures.flatMap(({ id, areas }) =>
        areas.map((rings, i) => (
          <Polygon
            // biome-ignore lint/suspicious/noArrayIndexKey: the areas of a closure never change
            key={`${id} ${i}`}
            positions={rings.map((ring) => ring.map(corner))}
            interactive={false}
            className={s.closure}
          />
        )),
      )}
      {closures.map(
        ({ id, lines }) =>
          lines.length > 0 && (
            <Fragment key={id}>
              <Polyline
                positions={lines.map((line) => line.map(corner))}
                interactive={false}
                className={s.closedStreet}
              />
              <Polyline
                positions={lines.map((line) => line.map(corner))}
                interactive={false}
                className={s.closedBars}
              />
            </Fragment>
          ),
      )}
      {drawing && <Drawing {...drawing} />}
    </Pane>
  );
}

/** An arrow moves a corner by so much: some five metres. */
const NUDGE = 0.00005;
const NUDGES: Readonly<Record<string, readonly [lat: number, lng: number]>> = {
  ArrowUp: [NUDGE, 0],
  ArrowDown: [-NUDGE, 0],
  ArrowLeft: [0, -NUDGE],
  ArrowRight: [0, NUDGE],
};

/** Corners are set by taps, and moved by a drag or by arrows; Delete takes one away. */
function Drawing({ corners, onTap, onMove }: MapDrawing) {
  const t = useT("common");
  useMapEvents({ click: ({ latlng }) => onTap({ lat: latlng.lat, lng: latlng.lng }) });
  const onKey = (i: number, at: LatLng, event: KeyboardEvent) => {
    const nudge = NUDGES[event.key];
    if (!nudge && event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    event.stopPropagation();
    onMove(i, nudge ? { lat: at.lat + nudge[0], lng: at.lng + nudge[1] } : null);
  };
  return (
    <>
      {corners.length > 1 && (
        <Polygon
          key={corners.map((at) => `${at.lat} ${at.lng}`).join()}
          positions={corners.map(corner)}
          interactive={false}
          className={`${s.closure} ${s.drawn}`}
        />
      )}
      {corners.map((at, i) => (
        <Marker
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place in the border, and keeps the focus while it moves
          key={i}
          position={corner(at)}
          draggable
          title={t("map.corner", { n: i + 1 })}
          alt={t("map.corner", { n: i + 1 })}
          icon={divIcon({ className: s.closureCorner, iconSize: [16, 16] })}
          eventHandlers={{
            dragend: ({ target }) => {
              const { lat, lng } = (target as LeafletMarker).getLatLng();
              onMove(i, { lat, lng });
            },
            keydown: ({ originalEvent }) => onKey(i, at, originalEvent),
          }}
        />
      ))}
    </>
  );
}

/** The pattern that closed areas are filled with. */
export function ClosureHatch() {
  return (
    <svg className={s.hatch} width="0" height="0" aria-hidden>
      <pattern id="closed-roads" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="3" height="8" />
      </pattern>
    </svg>
  );
}
