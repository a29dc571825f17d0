import { divIcon } from "leaflet";
import { Marker } from "react-leaflet";
import { escapeText } from "./base-layer.tsx";
import s from "./map-canvas.module.css";
import type { MapBus, MapProps } from "./map-view.ts";

type Props = Pick<MapProps, "selected" | "onSelect"> & { buses: readonly MapBus[] };

/**
 * Buses on the road: ink plates ringed in the trip's colour, plum when they broke down; a plum flag carries the minutes
 * late, a broken edge says that the place is reckoned.
 */
export function BusLayer({ buses, selected, onSelect }: Props) {
  return buses.map((b) => {
    const on = selected?.kind === "bus" && selected.id === b.id;
    const flag = b.brokenDown ? "<em>!</em>" : b.lateMinutes ? `<em>+${b.lateMinutes}</em>` : "";
    const look = [s.bus, b.brokenDown && s.brokenDown, b.reckoned && s.reckoned, on && s.chosen];
    const html = `<span style="border-color:var(--trip-${((b.colour - 1) % 12) + 1})">${escapeText(b.number)}</span>${flag}`;
    return (
      <Marker
        key={`${b.id}${on}`}
        position={[b.lat, b.lng]}
        keyboard={false}
        zIndexOffset={on ? 1200 : 1100}
        eventHandlers={{ click: () => onSelect?.({ kind: "bus", id: b.id }) }}
        icon={divIcon({ className: look.filter(Boolean).join(" "), iconSize: [34, 24], html })}
      />
    );
  });
}
