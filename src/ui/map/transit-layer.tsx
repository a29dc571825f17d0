import { canvas, circleMarker } from "leaflet";
import { useEffect, useState } from "react";
import { GeoJSON, Pane } from "react-leaflet";
import type { Names } from "#domain/kernel/names.ts";
import { useMapColours } from "./use-map-colours.ts";

type Data = { lines: GeoJSON.FeatureCollection; stops: GeoJSON.FeatureCollection };

/** The city's bus network, quietly: where its lines run, and its stops as candidates for gates and set-down points. */
export function TransitLayer({ stopsUrl, linesUrl }: { stopsUrl: string; linesUrl: string }) {
  const [data, setData] = useState<Data | null>(null);
  // Thousands of stops: drawn on one canvas, not as elements.
  const [renderer] = useState(() => canvas({ pane: "transit" }));
  const { border, ink, land } = useMapColours();
  useEffect(() => {
    const stop = new AbortController();
    const load = (url: string) => fetch(url, { signal: stop.signal }).then((r) => r.json());
    Promise.all([load(linesUrl), load(stopsUrl)])
      .then(([lines, stops]) => setData({ lines, stops }))
      .catch(() => setData(null));
    return () => stop.abort();
  }, [linesUrl, stopsUrl]);
  return (
    <Pane name="transit" style={{ zIndex: 230 }}>
      {data && (
        <>
          <GeoJSON
            key={`lines ${border}`}
            data={data.lines}
            interactive={false}
            style={{ renderer, color: border, weight: 1.5, opacity: 0.8 } as object}
          />
          <GeoJSON
            key={`stops ${ink}`}
            data={data.stops}
            pointToLayer={(_, at) =>
              circleMarker(at, { renderer, radius: 3, weight: 1, color: ink, fillColor: land, fillOpacity: 1 })
            }
            onEachFeature={(stop, layer) => layer.bindTooltip(textNode(stop.properties?.name))}
          />
        </>
      )}
    </Pane>
  );
}

/** Names come from a file: text, never markup. */
function textNode(name: unknown): HTMLElement {
  const node = document.createElement("span");
  node.textContent = String(name ?? "");
  return node;
}
