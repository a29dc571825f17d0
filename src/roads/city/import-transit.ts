import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Datum, toWgs84From } from "../datum.ts";
import { UNITS_PER_DEGREE } from "../geometry.ts";
import { type Feed, readFeed } from "../gtfs/read-feed.ts";
import { RoadDataError } from "../road-data-error.ts";
import { type City, ROUTES_FILE, STOPS_FILE, storeTransit } from "./city-store.ts";
import { fingerprint } from "./import-city.ts";

/** So many of the rows that were left out are kept by name. */
const LEFT_OUT_KEPT = 20;

/** Roughly mainland China: there a feed may well be in the shifted datum of Chinese maps, and nothing in it says so. */
const SHIFTED = { west: 73, south: 18, east: 135, north: 54 };

/**
 * Stores a feed's stops (candidates for gates and set-down points) and lines beside a city's streets, as GeoJSON.
 * @param ask.datum needed where the stops lie in China
 * @throws RoadDataError, or the file system's error
 */
export function importTransit(
  ask: { readonly dir: string; readonly city: City; readonly file: string; readonly datum: Datum | undefined },
  now: string,
): City {
  const { sha256 } = fingerprint(ask.file, () => {});
  const feed = readFeed(ask.file);
  if (
    !ask.datum &&
    feed.stops.some(
      ({ lat, lng }) => lng > SHIFTED.west && lng < SHIFTED.east && lat > SHIFTED.south && lat < SHIFTED.north,
    )
  )
    throw new RoadDataError(
      "bad_feed",
      "the stops lie in China, where maps come in three datums: say --datum wgs84, gcj02 or bd09",
    );
  const place = converter(ask.datum ?? "wgs84");
  const { west, south, east, north } = ask.city.extent;
  const stops = feed.stops.map((stop) => ({ ...stop, at: place(stop.lng, stop.lat) }));
  if (!stops.some(({ at: [lng, lat] }) => lng >= west && lng <= east && lat >= south && lat <= north))
    throw new RoadDataError("bad_feed", `no stop of ${basename(ask.file)} lies inside ${ask.city.name}`);
  return storeTransit(ask.dir, ask.city, (folder) => {
    const features = stops.map(({ id, name, at }) => ({
      type: "Feature",
      properties: { id, name },
      geometry: { type: "Point", coordinates: at },
    }));
    write(join(folder, STOPS_FILE), features);
    write(join(folder, ROUTES_FILE), lines(feed, place));
    const left = feed.leftOut.slice(0, LEFT_OUT_KEPT).map(({ file, line, why }) => `${file} line ${line} ${why}`);
    const transit = {
      file: basename(ask.file),
      importedAt: now,
      stops: stops.length,
      routes: feed.routes.length,
      leftOut: { rows: feed.leftOut.length, first: left },
    };
    return { suffix: `gtfs-${sha256.slice(0, 12)}`, transit };
  });
}

type Place = (lng: number, lat: number) => [number, number];

function lines(feed: Feed, place: Place): object[] {
  return feed.routes.map(({ id, name, kind, lines: shapes }) => ({
    type: "Feature",
    properties: { id, name, kind },
    geometry: {
      type: "MultiLineString",
      coordinates: shapes.map((line) => line.map(({ lat, lng }) => place(lng, lat))),
    },
  }));
}

/** Five decimals are a metre. */
function converter(datum: Datum): Place {
  const toWgs84 = toWgs84From(datum) ?? ((at) => at);
  return (lng, lat) => {
    const at = toWgs84({ lat: lat * UNITS_PER_DEGREE, lng: lng * UNITS_PER_DEGREE });
    return [Math.round(at.lng / 100) / 1e5, Math.round(at.lat / 100) / 1e5];
  };
}

function write(path: string, features: readonly object[]): void {
  writeFileSync(path, JSON.stringify({ type: "FeatureCollection", features }));
}
