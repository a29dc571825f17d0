import { divIcon } from "leaflet";
import { memo, useEffect, useMemo, useState } from "react";
import { Marker, Polygon } from "react-leaflet";
import s from "./map-canvas.module.css";
import type { MapLabel, MapPlace } from "./map-view.ts";
import { voronoiCells } from "./voronoi.ts";

type Ring = [number, number][];

/** The quiet ground, with no network: sea and coast from a bundled file, a cell for each place, district names. */
export const BaseLayer = memo(function BaseLayer({
  places,
  labels,
}: {
  places: readonly MapPlace[];
  labels: readonly MapLabel[];
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
      {rings.map((ring) => (
        <Polygon key={String(ring[0])} positions={ring} interactive={false} pathOptions={{ className: s.land }} />
      ))}
      {cells.map((cell, i) => (
        <Polygon
          key={places[i]?.id}
          positions={cell as Ring}
          interactive={false}
          pathOptions={{ className: `${s.cell} ${s[`zone-${places[i]?.zone}`] ?? ""}` }}
        />
      ))}
      {labels.map((l) => (
        <Marker
          key={l.text}
          position={l}
          interactive={false}
          keyboard={false}
          icon={divIcon({ className: s.district, html: escapeText(l.text), iconSize: [0, 0] })}
        />
      ))}
    </>
  );
});

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
