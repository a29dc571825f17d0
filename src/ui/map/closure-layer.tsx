import { Fragment } from "react";
import { CircleMarker, Pane, Polygon, Polyline, useMapEvents } from "react-leaflet";
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

function Drawing({ corners, onTap }: MapDrawing) {
  useMapEvents({ click: ({ latlng }) => onTap({ lat: latlng.lat, lng: latlng.lng }) });
  return (
    <>
      {corners.length > 1 && (
        <Polygon
          key={corners.length}
          positions={corners.map(corner)}
          interactive={false}
          className={`${s.closure} ${s.drawn}`}
        />
      )}
      {corners.map((at) => (
        <CircleMarker
          key={`${at.lat} ${at.lng}`}
          center={corner(at)}
          radius={6}
          interactive={false}
          className={s.closureCorner}
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
