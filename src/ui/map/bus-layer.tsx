import { divIcon } from "leaflet";
import { Marker } from "react-leaflet";
import { escapeText } from "./base-layer.tsx";
import s from "./map-canvas.module.css";
import type { MapBus, MapProps } from "./map-view.ts";

/** Buses on the road: ink plates ringed in the trip's colour; a plum flag carries the minutes late. */
export function BusLayer({ buses, onSelect }: { buses: readonly MapBus[]; onSelect: MapProps["onSelect"] }) {
  return buses.map((b) => {
    const flag = b.lateMinutes && b.lateMinutes >= 5 ? `<em>+${b.lateMinutes}</em>` : "";
    const html = `<span style="border-color:var(--trip-${((b.colour - 1) % 12) + 1})">${escapeText(b.number)}</span>${flag}`;
    return (
      <Marker
        key={b.id}
        position={[b.lat, b.lng]}
        keyboard={false}
        zIndexOffset={1100}
        eventHandlers={{ click: () => onSelect?.({ kind: "bus", id: b.id }) }}
        icon={divIcon({ className: s.bus, iconSize: [34, 24], html })}
      />
    );
  });
}
