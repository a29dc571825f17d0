import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import type { Point } from "../estimate.ts";
import { RoadDataError } from "../road-data-error.ts";

/** What the product uses of a GTFS feed (https://gtfs.org): where buses stop, and the lines that they drive. */
export type Feed = {
  readonly stops: readonly (Point & { readonly id: string; readonly name: string })[];
  readonly routes: readonly FeedRoute[];
};
export type FeedRoute = {
  readonly id: string;
  readonly name: string;
  /** GTFS `route_type`: 3 is a bus. */
  readonly kind: number;
  /** One line a direction, or a way that some trips take; from `shapes.txt`, else from stop to stop. */
  readonly lines: readonly (readonly Point[])[];
};

const FILES = ["stops.txt", "routes.txt", "trips.txt", "shapes.txt", "stop_times.txt"];
/** A feed of a large city unpacks to some 500 MB; more is a mistake or an attack. */
const MOST_BYTES = 2 ** 30;
type Row = Readonly<Record<string, string>>;

/** @throws RoadDataError `missing` or `bad_feed`, with the file and line that are wrong */
export function readFeed(path: string): Feed {
  const files = unpack(path);
  const table = (name: string, needs: readonly string[]) => rowsOf(files, name, needs);
  const stops = table("stops.txt", ["stop_id"])
    // Entrances and platforms' parents (location_type 1 and up) are no places where a bus stops.
    .filter(({ row }) => (row.location_type ?? "0") === "0" || row.location_type === "")
    .map(({ row, line }) => ({
      id: row.stop_id!,
      name: row.stop_name ?? "",
      ...placeOf(row, "stop", `stops.txt line ${line}`),
    }));
  if (stops.length === 0) throw bad("stops.txt has no stops");
  const routes = table("routes.txt", ["route_id"]);
  const trips = table("trips.txt", ["route_id", "trip_id"]).map(({ row }) => row);
  const shapes = files["shapes.txt"] ? shapesOf(table("shapes.txt", ["shape_id"])) : new Map<string, Point[]>();
  const unshaped = new Map<string, string>();
  const shapesOfRoute = new Map<string, Set<string>>();
  for (const trip of trips) {
    const shape = trip.shape_id ?? "";
    if (shapes.has(shape))
      shapesOfRoute.set(trip.route_id!, (shapesOfRoute.get(trip.route_id!) ?? new Set()).add(shape));
    else if (!unshaped.has(trip.route_id!)) unshaped.set(trip.route_id!, trip.trip_id!);
  }
  const fromStops = stopLines(unshaped, shapesOfRoute, files, stops);
  return {
    stops,
    routes: routes.map(({ row }) => ({
      id: row.route_id!,
      name: row.route_short_name || row.route_long_name || row.route_id!,
      kind: Number(row.route_type ?? 3),
      lines: [...(shapesOfRoute.get(row.route_id!) ?? [])]
        .map((shape) => shapes.get(shape)!)
        .concat(fromStops.get(row.route_id!) ?? []),
    })),
  };
}

function unpack(path: string): Record<string, Uint8Array> {
  let zip: Uint8Array;
  try {
    zip = readFileSync(path);
  } catch (cause) {
    throw new RoadDataError("missing", `cannot open ${path}: ${(cause as Error).message}`);
  }
  try {
    let bytes = 0;
    const files = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        if (!FILES.includes(baseOf(name))) return false;
        bytes += originalSize;
        if (bytes > MOST_BYTES) throw new Error(`it unpacks to more than ${MOST_BYTES / 2 ** 20} MB`);
        return true;
      },
    });
    // Some publishers zip a folder instead of its files.
    return Object.fromEntries(Object.entries(files).map(([name, body]) => [baseOf(name), body]));
  } catch (cause) {
    throw bad(`${path} is no readable zip file (${(cause as Error).message})`);
  }
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function rowsOf(
  files: Record<string, Uint8Array>,
  name: string,
  needs: readonly string[],
): { row: Row; line: number }[] {
  const body = files[name];
  if (!body) throw bad(`the feed has no ${name}`);
  let rows: Row[];
  try {
    rows = parse(new TextDecoder().decode(body), { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    throw bad(`${name}: ${(cause as Error).message}`);
  }
  return rows.map((row, i) => {
    for (const need of needs) if (!row[need]) throw bad(`${name} line ${i + 2} has no ${need}`);
    return { row, line: i + 2 };
  });
}

function placeOf(row: Row, prefix: "stop" | "shape_pt", where: string): Point {
  const [lat, lng] = [Number(row[`${prefix}_lat`] || Number.NaN), Number(row[`${prefix}_lon`] || Number.NaN)];
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180)) throw bad(`${where} has no place in degrees`);
  return { lat, lng };
}

function shapesOf(rows: readonly { row: Row; line: number }[]): Map<string, Point[]> {
  const points = new Map<string, { at: Point; order: number }[]>();
  for (const { row, line } of rows) {
    const list = points.get(row.shape_id!) ?? [];
    list.push({ at: placeOf(row, "shape_pt", `shapes.txt line ${line}`), order: Number(row.shape_pt_sequence) });
    points.set(row.shape_id!, list);
  }
  return new Map([...points].map(([id, list]) => [id, list.sort((a, b) => a.order - b.order).map(({ at }) => at)]));
}

/** For routes without a shape: the stops of one trip, joined. */
function stopLines(
  unshaped: ReadonlyMap<string, string>,
  shaped: ReadonlyMap<string, unknown>,
  files: Record<string, Uint8Array>,
  stops: Feed["stops"],
): Map<string, Point[][]> {
  const wanted = new Map([...unshaped].filter(([route]) => !shaped.has(route)).map(([route, trip]) => [trip, route]));
  const visits = new Map<string, { stop: string; order: number }[]>();
  if (wanted.size > 0)
    for (const { row } of rowsOf(files, "stop_times.txt", ["trip_id", "stop_id"]))
      if (wanted.has(row.trip_id!))
        visits.set(row.trip_id!, [
          ...(visits.get(row.trip_id!) ?? []),
          { stop: row.stop_id!, order: Number(row.stop_sequence) },
        ]);
  const places = new Map(stops.map((stop) => [stop.id, { lat: stop.lat, lng: stop.lng }]));
  return new Map(
    [...visits].map(([trip, list]) => {
      const line = list.sort((a, b) => a.order - b.order).flatMap(({ stop }) => places.get(stop) ?? []);
      return [wanted.get(trip)!, line.length > 1 ? [line] : []];
    }),
  );
}

function bad(words: string): RoadDataError {
  return new RoadDataError("bad_feed", words);
}
