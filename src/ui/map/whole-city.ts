import type { LatLng } from "./map-view.ts";

export type Extent = { readonly south: number; readonly west: number; readonly north: number; readonly east: number };
export type OnPaper = { readonly x: number; readonly y: number };
/** A small drawing of the city: where a place lies on it, and which place a point is. */
export type Paper = {
  readonly height: number;
  readonly at: (place: LatLng) => OnPaper;
  readonly place: (point: OnPaper) => LatLng;
};

/** Pixels left free around the outermost places. */
const EDGE = 6;
/** Of a hundred stops so many on each side may lie outside of the core. */
const SPARSE = 0.1;

/** The stops that lie outside of what is shown. */
export function outside<T extends LatLng>(stops: readonly T[], { south, west, north, east }: Extent): T[] {
  return stops.filter(({ lat, lng }) => lat < south || lat > north || lng < west || lng > east);
}

export function extentOf(places: readonly LatLng[]): Extent {
  const [lats, lngs] = [places.map((p) => p.lat), places.map((p) => p.lng)];
  return { south: Math.min(...lats), west: Math.min(...lngs), north: Math.max(...lats), east: Math.max(...lngs) };
}

/** Where most of the stops are: without the outermost tenth to each side, so that the thick of it can be read. */
export function coreOf(places: readonly LatLng[]): Extent {
  const middle = (values: number[]): [number, number] => {
    const sorted = values.toSorted((a, b) => a - b);
    const cut = Math.floor(sorted.length * SPARSE);
    return [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0];
  };
  const [south, north] = middle(places.map((p) => p.lat));
  const [west, east] = middle(places.map((p) => p.lng));
  return { south, west, north, east };
}

/** Lays all places onto a paper of that width, north up and in true proportion. */
export function onPaper(places: readonly LatLng[], width: number): Paper {
  const { south, west, north, east } = extentOf(places);
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (width - 2 * EDGE) / Math.max((east - west) * narrow, (north - south) * 0.6, 1e-6);
  const left = (width - (east - west) * narrow * scale) / 2;
  return {
    height: Math.round((north - south) * scale + 2 * EDGE),
    at: ({ lat, lng }) => ({ x: left + (lng - west) * narrow * scale, y: EDGE + (north - lat) * scale }),
    place: ({ x, y }) => ({ lat: north - (y - EDGE) / scale, lng: west + (x - left) / (narrow * scale) }),
  };
}
