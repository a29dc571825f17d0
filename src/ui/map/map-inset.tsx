import type { LatLngBounds, Map as LeafletInstance } from "leaflet";
import { type PointerEvent, useEffect, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useT } from "../words/use-t.ts";
import s from "./map-inset.module.css";
import type { MapPlace, MapTrip } from "./map-view.ts";
import { onPaper, outside, type Paper } from "./whole-city.ts";

const WIDTH = 124;

/**
 * The whole city, small, with a frame around what the map shows, to be dragged; and how many stops lie outside of it.
 * Gone while all of them are in sight.
 */
export function MapInset({
  map,
  stops,
  trips,
  onFit,
}: {
  map: LeafletInstance;
  stops: readonly MapPlace[];
  trips: readonly MapTrip[];
  onFit: () => void;
}) {
  const t = useT("common");
  const [seen, setSeen] = useState<LatLngBounds>(() => map.getBounds());
  useEffect(() => {
    const look = () => setSeen(map.getBounds());
    look();
    map.on("move zoomend resize", look);
    return () => void map.off("move zoomend resize", look);
  }, [map]);
  const [south, west, north, east] = [seen.getSouth(), seen.getWest(), seen.getNorth(), seen.getEast()];
  const away = outside(stops, { south, west, north, east }).length;
  if (away === 0) return null;
  const paper = onPaper(stops, WIDTH);
  const frame = paper.at({ lat: north, lng: west });
  const corner = paper.at({ lat: south, lng: east });
  return (
    <div className={`${s.inset} no-print`}>
      <svg
        className={s.city}
        width={WIDTH}
        height={paper.height}
        aria-hidden
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          look(map, paper, event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && look(map, paper, event)}
      >
        {trips.map((trip) => (
          <polyline
            key={trip.id}
            points={trip.line.map((p) => `${paper.at(p).x},${paper.at(p).y}`).join(" ")}
            stroke={`var(--trip-${((trip.colour - 1) % 12) + 1})`}
          />
        ))}
        {stops.map((p) => (
          <circle key={p.id} cx={paper.at(p).x} cy={paper.at(p).y} r={p.leftOut ? 2.5 : 1} data-left={p.leftOut} />
        ))}
        <rect x={frame.x} y={frame.y} width={corner.x - frame.x} height={corner.y - frame.y} />
      </svg>
      <button type="button" onClick={onFit}>
        <Icon name="locate-fixed" size={16} />
        {t("map.outside", { n: away })}
      </button>
    </div>
  );
}

function look(map: LeafletInstance, paper: Paper, { currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) {
  const box = currentTarget.getBoundingClientRect();
  map.panTo(paper.place({ x: clientX - box.left, y: clientY - box.top }), { animate: false });
}
