import { divIcon } from "leaflet";
import { memo, useEffect, useMemo, useState } from "react";
import { Marker, Pane, Polygon } from "react-leaflet";
import s from "./map-canvas.module.css";
import type { MapLabel, MapPlace } from "./map-view.ts";
import { voronoiCells } from "./voronoi.ts";

type Ring = [number, number][];

/** The sea is drawn over the cells as this frame with the land cut out of it; the frame is that of the bundled coast. */
const FRAME: Ring = [
  [23.6, 116.8],
  [23.6, 120.2],
  [26.4, 120.2],
  [26.4, 116.8],
];

/** The quiet ground, with no network: sea and coast from a bundled file, a cell for each place, district names. */
export const BaseLayer = memo(function BaseLayer({
  places,
  labels,
  under,
}: {
  places: readonly MapPlace[];
  labels: readonly MapLabel[];
  /** With tiles above it: the bundled coast shows where the tiles end. */
  under: boolean;
}) {
  const [rings, setRings] = useState<Ring[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    fetch("/map/coast.json", { signal: stop.signal })
      .then((r) => r.json())
      .then((coast: { rings: Ring[] }) => setRings(coast.rings))
      .catch(() => setRings([]));
    return () => stop.abort();
  }, []);
  const cells = useMemo(() => voronoiCells(places), [places]);
  return (
    <>
      <Pane name="ground" style={{ zIndex: 210 }}>
        {cells.map((cell, i) => (
          <Polygon key={places[i]?.id} positions={cell as Ring} interactive={false} className={cellClass(places[i])} />
        ))}
      </Pane>
      <Pane key={under ? "under" : "over"} name={under ? "sea-under" : "sea"} style={{ zIndex: under ? 150 : 220 }}>
        {rings.length > 0 && (
          <Polygon key={rings.length} positions={[FRAME, ...rings]} interactive={false} className={s.sea} />
        )}
      </Pane>
      {labels.map((l) => (
        <Marker
          key={l.text}
          position={l}
          interactive={false}
          keyboard={false}
          icon={divIcon({ className: s.district, html: `<span>${escapeText(l.text)}</span>`, iconSize: [0, 0] })}
        />
      ))}
    </>
  );
});

const cellClass = (place: MapPlace | undefined) =>
  [s.cell, place?.zone && s[`zone-${place.zone}`]].filter(Boolean).join(" ");

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
