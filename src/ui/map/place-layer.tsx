import { divIcon } from "leaflet";
import { Marker } from "react-leaflet";
import { escapeText } from "./base-layer.tsx";
import s from "./map-canvas.module.css";
import type { MapPlace, MapProps, MapSite, MapTrip } from "./map-view.ts";

type Props = Pick<MapProps, "selected" | "onSelect"> & {
  places: readonly MapPlace[];
  sites: readonly MapSite[];
  trips: readonly MapTrip[];
};

const ICON = { depot: "bus", store: "store" } as const;

/** Communities as filled, half or hollow dots with their zone's sign; depots and supermarkets as plates. */
export function PlaceLayer({ places, sites, trips, selected, onSelect }: Props) {
  const colourOf = new Map(trips.flatMap((t) => t.stopIds.map((id) => [id, t.colour] as const)));
  return (
    <>
      {places
        .filter((p) => p.served !== "none")
        .map((p) => {
          const on = p.picked || (selected?.kind === "place" && selected.id === p.id);
          return (
            <Marker
              key={`${p.id}${on}`}
              position={[p.lat, p.lng]}
              keyboard={false}
              title={p.name}
              alt={p.name}
              zIndexOffset={on ? 1000 : p.leftOut ? 300 : 0}
              eventHandlers={{ click: () => onSelect?.({ kind: "place", id: p.id }) }}
              icon={divIcon({
                className: on ? `${s.place} ${s.selected}` : s.place,
                iconSize: [22, 22],
                html: placeHtml(p, colourOf.get(p.id)),
              })}
            />
          );
        })}
      {sites.map((x) => {
        const on = selected?.kind === "site" && selected.id === x.id;
        return (
          <Marker
            key={`${x.id}${on}`}
            position={[x.lat, x.lng]}
            keyboard={false}
            title={x.name}
            alt={x.name}
            zIndexOffset={200}
            eventHandlers={{ click: () => onSelect?.({ kind: "site", id: x.id }) }}
            icon={divIcon({
              className: `${s.site} ${s[x.kind]} ${on ? s.selected : ""}`,
              iconSize: [24, 24],
              html: `<svg width="15" height="15"><use href="/icons/ui.svg#${ICON[x.kind]}"/></svg>`,
            })}
          />
        );
      })}
    </>
  );
}

const ZONE_SIGN = {
  lockdown: `<path d="M11 1h14l10 10v14L25 35H11L1 25V11z" fill="var(--zone-lock)"/><path d="M9 18h18" stroke="var(--paper)" stroke-width="6" stroke-linecap="round"/>`,
  control: `<path d="M18 0l18 18-18 18L0 18z" fill="var(--zone-control)"/>`,
  prevention: `<circle cx="18" cy="18" r="14" fill="none" stroke="var(--zone-prevent)" stroke-width="6"/>`,
} as const;

function placeHtml(p: MapPlace, tripColour: number | undefined): string {
  // What lies over a place says which one it is to whoever drags a stop here or away.
  const hit = `<span class="${s.hit}" data-hold="${p.id}" data-drop="before" data-drop-place="${p.id}"></span>`;
  const sign = p.zone
    ? `<svg class="${s.sign}" viewBox="0 0 36 36" width="12" height="12">${ZONE_SIGN[p.zone]}</svg>`
    : "";
  if (p.leftOut) return `<i class="${s.leftOut}">×</i>${sign}${hit}`;
  if (p.waitingDays !== undefined && p.waitingDays >= 3)
    return `<i class="${s.waiting}">${escapeText(String(p.waitingDays))}</i>${sign}${hit}`;
  const colour = tripColour
    ? ` style="background:var(--trip-${((tripColour - 1) % 12) + 1});border-color:var(--surface)"`
    : "";
  return `<i class="${s.dot} ${s[`served-${p.served ?? "no"}`] ?? ""} ${p.faded ? s.faded : ""}"${colour}></i>${sign}${hit}`;
}
