import { divIcon, type Map as LeafletMap } from "leaflet";
import { Fragment, useMemo, useState } from "react";
import { Marker, Polyline, useMapEvent } from "react-leaflet";
import { escapeText } from "./base-layer.tsx";
import s from "./map-canvas.module.css";
import type { LatLng, MapPlace, MapProps, MapSite, MapTrip } from "./map-view.ts";
import { placeBadges } from "./place-badges.ts";

type Props = Pick<MapProps, "selected" | "onSelect"> & {
  trips: readonly MapTrip[];
  places: readonly MapPlace[];
  sites: readonly MapSite[];
};

const BADGE: [number, number] = [30, 22];

const tripColour = (colour: number) => `var(--trip-${((colour - 1) % 12) + 1})`;
const corner = (p: LatLng): [number, number] => [p.lat, p.lng];

/** Trips as coloured lines with a light casing and a number badge; the selected one is thicker, the others fade a little. */
export function TripLayer({ trips, places, sites, selected, onSelect }: Props) {
  const map = useMapEvent("zoomend", () => setZoom(map.getZoom()));
  const [zoom, setZoom] = useState(map.getZoom());
  const badges = useMemo(() => badgesOf(map, zoom, trips, sites), [map, zoom, trips, sites]);
  const chosen =
    selected?.kind === "trip" || selected?.kind === "bus"
      ? selected.id
      : selected?.kind === "place"
        ? trips.find((t) => t.stopIds.includes(selected.id))?.id
        : undefined;
  const drawn = [...trips].sort((a, b) => Number(a.id === chosen) - Number(b.id === chosen));
  return drawn.map((t) => {
    const on = t.id === chosen;
    const line = t.line.map(corner);
    const opacity = chosen && !on ? 0.55 : 1;
    const badgeAt = t.behind ? undefined : badges.get(t.id);
    const pick = { click: () => onSelect?.({ kind: "trip", id: t.id }) };
    return (
      <Fragment key={`${t.id}${on}`}>
        {t.approach && (
          <Polyline
            positions={t.approach.map(corner)}
            interactive={false}
            className={s.approach}
            pathOptions={{ weight: 1.5, dashArray: "1 6" }}
            ref={paint(tripColour(t.colour), opacity)}
            eventHandlers={{ add: (e) => paint(tripColour(t.colour), opacity)(e.target) }}
          />
        )}
        {t.behind && (
          <Polyline
            positions={t.behind.map(corner)}
            interactive={false}
            className={s.behind}
            pathOptions={{ weight: on ? 3 : 1.5 }}
          />
        )}
        <Polyline positions={line} eventHandlers={pick} className={s.casing} pathOptions={{ weight: on ? 9 : 6 }} />
        <Polyline
          positions={line}
          interactive={false}
          className={s.trip}
          pathOptions={{ weight: on ? 5 : 2.6 }}
          ref={paint(tripColour(t.colour), opacity)}
          eventHandlers={{ add: (e) => paint(tripColour(t.colour), opacity)(e.target) }}
        />
        {badgeAt && (
          <Marker
            position={corner(badgeAt)}
            keyboard={false}
            zIndexOffset={on ? 900 : 500}
            eventHandlers={pick}
            icon={divIcon({
              className: s.badge,
              iconSize: BADGE,
              html: `<span data-drop="last" data-drop-trip="${t.id}" style="border-color:${tripColour(t.colour)}">${escapeText(t.number)}</span>`,
            })}
          />
        )}
        {on && <Numbers trip={t} places={places} />}
        {on &&
          arrowsOf(map, zoom, t.line).map((arrow) => (
            <Arrow key={`${arrow.leg} ${arrow.along}`} arrow={arrow} colour={t.colour} />
          ))}
      </Fragment>
    );
  });
}

/** Where the trips' number badges stand at this zoom, clear of each other and of the plates of depots and supermarkets. */
function badgesOf(map: LeafletMap, zoom: number, trips: readonly MapTrip[], sites: readonly MapSite[]) {
  const pixels = (p: LatLng) => map.project(corner(p), zoom);
  const at = placeBadges(
    trips.map((t) => t.line.map(pixels)),
    sites.map(pixels),
    BADGE[0] + 2,
    BADGE[1] + 2,
  );
  return new Map(trips.map((t, i) => [t.id, at[i] && map.unproject([at[i].x, at[i].y], zoom)]));
}

type ArrowAt = { readonly leg: number; readonly along: number; readonly at: LatLng; readonly degrees: number };
/** Arrows stand so far apart, in pixels. */
const ARROW_EVERY = 70;

/** Which way the selected trip is driven: an arrow every so many pixels of its line, none on a line shorter than half of that. */
function arrowsOf(map: LeafletMap, zoom: number, line: readonly LatLng[]): ArrowAt[] {
  const arrows: ArrowAt[] = [];
  let left = ARROW_EVERY / 2;
  for (let i = 1; i < line.length; i += 1) {
    const [from, to] = [line[i - 1], line[i]];
    if (!from || !to) continue;
    const [a, b] = [map.project(corner(from), zoom), map.project(corner(to), zoom)];
    const length = a.distanceTo(b);
    const degrees = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
    for (; left <= length; left += ARROW_EVERY) {
      const at = map.unproject([a.x + ((b.x - a.x) * left) / length, a.y + ((b.y - a.y) * left) / length], zoom);
      arrows.push({ leg: i, along: left, at, degrees });
    }
    left -= length;
  }
  return arrows;
}

function Arrow({ arrow: { at, degrees }, colour }: { arrow: ArrowAt; colour: number }) {
  const html = `<svg viewBox="0 0 12 12" width="12" height="12" style="transform:rotate(${degrees.toFixed(0)}deg)"><path d="M2 1l8 5-8 5z" fill="var(--surface)" stroke="${tripColour(colour)}" stroke-width="1.5"/></svg>`;
  return (
    <Marker
      position={corner(at)}
      interactive={false}
      keyboard={false}
      zIndexOffset={400}
      icon={divIcon({ className: s.arrow, iconSize: [12, 12], html })}
    />
  );
}

/** Stops of the selected trip carry their place in it and their name. */
function Numbers({ trip, places }: { trip: MapTrip; places: readonly MapPlace[] }) {
  return trip.stopIds.map((id, i) => {
    const place = places.find((p) => p.id === id);
    if (!place) return null;
    const html = `<span style="border-color:${tripColour(trip.colour)}">${i + 1}</span><b>${escapeText(place.name)}</b>`;
    return (
      <Marker
        key={id}
        position={corner(place)}
        interactive={false}
        keyboard={false}
        zIndexOffset={800}
        icon={divIcon({ className: s.number, iconSize: [24, 24], html })}
      />
    );
  });
}

/** Colours are tokens, so they go on as style: an SVG attribute cannot hold a variable. A new line has its element once it is added. */
function paint(colour: string, opacity: number) {
  return (line: { getElement(): Element | undefined } | null) => {
    const path = line?.getElement() as SVGElement | undefined;
    path?.style.setProperty("stroke", colour);
    path?.style.setProperty("stroke-opacity", String(opacity));
  };
}
