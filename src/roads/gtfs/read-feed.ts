import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import type { Point } from "../estimate.ts";
import { RoadDataError } from "../road-data-error.ts";
import { type LeftOut, type Line, type Row, readTable } from "./read-table.ts";

/** What the product uses of a GTFS feed (https://gtfs.org): where buses stop, and the lines that they drive. */
export type Feed = {
  readonly stops: readonly (Point & { readonly id: string; readonly name: string })[];
  readonly routes: readonly FeedRoute[];
  /** Rows that could not be used; the rest of the feed stands without them. */
  readonly leftOut: readonly LeftOut[];
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

/** @throws RoadDataError `missing` or `bad_feed`, when the feed as a whole is of no use */
export function readFeed(path: string): Feed {
  const files = unpack(path);
  const leftOut: LeftOut[] = [];
  const leave = (row: LeftOut) => void leftOut.push(row);
  const table: Table = (file, needs) => {
    const body = files[file];
    if (!body) throw bad(`the feed has no ${file}`);
    return readTable(file, body, needs, leave);
  };
  const stops = stopsOf(table("stops.txt", ["stop_id"]), leave);
  if (stops.length === 0) {
    const [first] = leftOut;
    throw bad(`stops.txt has no stops${first ? ` that can be used: line ${first.line} ${first.why}` : ""}`);
  }
  const routes = distinct(table("routes.txt", ["route_id"]), "route_id", "routes.txt", leave);
  const known = new Set(routes.map(({ row }) => row.route_id));
  const trips = table("trips.txt", ["route_id", "trip_id"]).filter(({ row, line }) => {
    if (!known.has(row.route_id))
      leave({ file: "trips.txt", line, why: `names route ${row.route_id}, which is not there` });
    return known.has(row.route_id);
  });
  const shapes = files["shapes.txt"] ? shapesOf(table("shapes.txt", ["shape_id"]), leave) : new Map<string, Point[]>();
  const unshaped = new Map<string, string>();
  const shapesOfRoute = new Map<string, Set<string>>();
  for (const { row: trip } of trips) {
    const shape = trip.shape_id ?? "";
    if (shapes.has(shape))
      shapesOfRoute.set(trip.route_id!, (shapesOfRoute.get(trip.route_id!) ?? new Set()).add(shape));
    else if (!unshaped.has(trip.route_id!)) unshaped.set(trip.route_id!, trip.trip_id!);
  }
  const tripIds = new Set(trips.map(({ row }) => row.trip_id!));
  const fromStops = stopLines(unshaped, shapesOfRoute, { table, stops, tripIds, leave });
  return {
    stops,
    routes: routes.map(({ row }) => ({
      id: row.route_id!,
      name: row.route_short_name || row.route_long_name || row.route_id!,
      // What is no number is a bus, as nearly all of them are.
      kind: Number.isInteger(Number(row.route_type || "3")) ? Number(row.route_type || "3") : 3,
      lines: [...(shapesOfRoute.get(row.route_id!) ?? [])]
        .map((shape) => shapes.get(shape)!)
        .concat(fromStops.get(row.route_id!) ?? []),
    })),
    leftOut,
  };
}

type Leave = (row: LeftOut) => void;
type Table = (file: string, needs: readonly string[]) => Line[];

function stopsOf(lines: readonly Line[], leave: Leave): Feed["stops"] {
  // Entrances and platforms' parents (location_type 1 and up) are no places where a bus stops.
  const halts = lines.filter(({ row }) => (row.location_type ?? "0") === "0" || row.location_type === "");
  return distinct(halts, "stop_id", "stops.txt", leave).flatMap(({ row, line }) => {
    const at = placeOf(row, "stop");
    if (!at) leave({ file: "stops.txt", line, why: "has no place in degrees" });
    return at ? [{ id: row.stop_id!, name: row.stop_name ?? "", ...at }] : [];
  });
}

/** Of rows with one id the first counts. */
function distinct(lines: readonly Line[], id: string, file: string, leave: Leave): Line[] {
  const seen = new Set<string>();
  return lines.filter(({ row, line }) => {
    const isNew = !seen.has(row[id]!);
    if (!isNew) leave({ file, line, why: `has the ${id} ${row[id]} a second time` });
    seen.add(row[id]!);
    return isNew;
  });
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

/** Undefined without numbers in range, and at 0, 0, where stops lie whose place nobody filled in. */
function placeOf(row: Row, prefix: "stop" | "shape_pt"): Point | undefined {
  const [lat, lng] = [Number(row[`${prefix}_lat`] || Number.NaN), Number(row[`${prefix}_lon`] || Number.NaN)];
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && (lat !== 0 || lng !== 0) ? { lat, lng } : undefined;
}

function orderOf(text: string | undefined): number | undefined {
  return text && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function shapesOf(lines: readonly Line[], leave: Leave): Map<string, Point[]> {
  const points = new Map<string, { at: Point; order: number }[]>();
  for (const { row, line } of lines) {
    const [at, order] = [placeOf(row, "shape_pt"), orderOf(row.shape_pt_sequence)];
    if (!at) leave({ file: "shapes.txt", line, why: "has no place in degrees" });
    else if (order === undefined) leave({ file: "shapes.txt", line, why: "has no shape_pt_sequence" });
    else if (points.get(row.shape_id!)?.push({ at, order }) === undefined) points.set(row.shape_id!, [{ at, order }]);
  }
  const sorted = [...points].map(
    ([id, list]) => [id, list.sort((a, b) => a.order - b.order).map(({ at }) => at)] as const,
  );
  return new Map(sorted.filter(([, line]) => line.length > 1));
}

/** For routes without a shape: the stops of one trip, joined. */
function stopLines(
  unshaped: ReadonlyMap<string, string>,
  shaped: ReadonlyMap<string, unknown>,
  feed: { table: Table; stops: Feed["stops"]; tripIds: ReadonlySet<string>; leave: Leave },
): Map<string, Point[][]> {
  const wanted = new Map([...unshaped].filter(([route]) => !shaped.has(route)).map(([route, trip]) => [trip, route]));
  const places = new Map(feed.stops.map((stop) => [stop.id, { lat: stop.lat, lng: stop.lng }]));
  const visits = new Map<string, { at: Point; order: number }[]>();
  const leave = (line: number, why: string) => feed.leave({ file: "stop_times.txt", line, why });
  for (const { row, line } of wanted.size > 0 ? feed.table("stop_times.txt", ["trip_id", "stop_id"]) : []) {
    if (!feed.tripIds.has(row.trip_id!)) leave(line, `names trip ${row.trip_id}, which is not there`);
    if (!wanted.has(row.trip_id!)) continue;
    const [at, order] = [places.get(row.stop_id!), orderOf(row.stop_sequence)];
    if (!at) leave(line, `names stop ${row.stop_id}, which is not there`);
    else if (order === undefined) leave(line, "has no stop_sequence");
    else if (visits.get(row.trip_id!)?.push({ at, order }) === undefined) visits.set(row.trip_id!, [{ at, order }]);
  }
  return new Map(
    [...visits].map(([trip, list]) => {
      const line = list.sort((a, b) => a.order - b.order).map(({ at }) => at);
      return [wanted.get(trip)!, line.length > 1 ? [line] : []];
    }),
  );
}

function bad(words: string): RoadDataError {
  return new RoadDataError("bad_feed", words);
}
