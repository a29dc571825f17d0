import { type Closure, inForce } from "../closure.ts";
import type { Point } from "../estimate.ts";
import type { Manoeuvre } from "../manoeuvre.ts";
import type { Noted, RoadNote, RoadsProvider, RouteLeg } from "../provider.ts";
import { UNREACHABLE } from "../road-matrix.ts";
import type { SnapAnswer } from "../snap.ts";
import type { Vehicle } from "../vehicle.ts";
import { type Block, inBlocks } from "./blocks.ts";
import { placed, refusedByZone } from "./placed.ts";
import { badAnswer, RoadServer, RoadServerError, type RoadServerOptions } from "./road-server.ts";

// Paths, fields and limits as https://valhalla.github.io/valhalla/api/ describes them.

export type ValhallaOptions = RoadServerOptions & {
  /** `service_limits.*.max_matrix_location_pairs` of the server; 2,500 as it comes. */
  readonly matrixPairs?: number;
  /** `service_limits.*.max_locations`; 20 as it comes. */
  readonly routePoints?: number;
};

const COSTING = { bus: "bus", truck: "truck", car: "auto" } as const;
/** The server's numbers of manoeuvres; whatever is not here is driven straight on. */
const KINDS: Readonly<Record<number, Manoeuvre["kind"]>> = {
  ...{ 1: "depart", 2: "depart", 3: "depart", 4: "arrive", 5: "arrive", 6: "arrive", 26: "roundabout" },
  ...{ 9: "slight_right", 10: "right", 11: "sharp_right", 12: "u_turn", 13: "u_turn" },
  ...{ 14: "sharp_left", 15: "left", 16: "slight_left", 18: "slight_right", 19: "slight_left" },
};
type Cell = { time: number | null; distance: number | null };
type Step = { type: number; length: number; street_names?: string[]; roundabout_exit_count?: number };

/** Times from a Valhalla server. It minds areas; closures that name ways are not known to it and are noted. */
export function valhallaProvider(options: ValhallaOptions): RoadsProvider {
  const server = new RoadServer(options);
  const side = Math.max(1, Math.floor(Math.sqrt(options.matrixPairs ?? 2500)));
  const routePoints = options.routePoints ?? 20;

  const asked = (vehicle: Vehicle, closures: readonly Closure[]) => {
    const areas = closures.flatMap(({ rings }) => (rings?.[0] ? [rings[0].map(({ lat, lng }) => [lng, lat])] : []));
    const size = { height: vehicle.heightMetres, weight: vehicle.weightTonnes };
    const costing = COSTING[vehicle.kind];
    return {
      costing,
      units: "kilometers",
      ...((size.height || size.weight) && { costing_options: { [costing]: size } }),
      ...(areas.length > 0 && { exclude_polygons: areas }),
    };
  };

  async function place(
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
  ): Promise<SnapAnswer[]> {
    const refused = refusedByZone(points, closures);
    const answers: SnapAnswer[] = [];
    for (let i = 0; i < points.length; i += routePoints) {
      const some = points.slice(i, i + routePoints);
      const found = await server.ask("/locate", {
        ...asked(vehicle, []),
        locations: some.map(toLocation),
        verbose: false,
      });
      if (!Array.isArray(found) || found.length !== some.length)
        throw badAnswer(server.url, "a place for each location");
      for (const [k, { edges }] of found.entries()) {
        const edge = edges?.[0];
        const at = edge && { lat: edge.correlated_lat, lng: edge.correlated_lon };
        answers.push(refused[i + k] ?? placed(some[k]!, at));
      }
    }
    return answers;
  }

  async function block(
    from: readonly Point[],
    to: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
  ): Promise<Block> {
    const body = { ...asked(vehicle, closures), sources: from.map(toLocation), targets: to.map(toLocation) };
    const answer = (await server.ask("/sources_to_targets", body)) as { sources_to_targets?: Cell[][] };
    const rows = answer.sources_to_targets;
    if (rows?.length !== from.length || rows.some((row) => row.length !== to.length))
      throw badAnswer(server.url, "a time for each pair");
    return {
      seconds: rows.map((row) => row.map(({ time }) => time)),
      metres: rows.map((row) => row.map(({ distance }) => (distance === null ? null : distance * 1000))),
    };
  }

  return {
    kind: "valhalla",
    version: `valhalla ${server.url}`,
    mindsClosures: true,
    async snap(points, vehicle, closures, departs) {
      return place(points, vehicle, inForce(closures, departs));
    },
    async matrix(points, vehicle, closures, departs) {
      const bind = inForce(closures, departs);
      const stops = await place(points, vehicle, bind);
      const good = [...stops.keys()].filter((i) => stops[i]!.ok);
      const ask = (from: readonly number[], to: readonly number[]) =>
        block(
          from.map((i) => points[i]!),
          to.map((i) => points[i]!),
          vehicle,
          bind,
        );
      return { ...(await inBlocks(points.length, good, side, ask)), stops, ...noted(bind) };
    },
    async route(points, vehicle, closures, departs) {
      const bind = inForce(closures, departs);
      const stops = await place(points, vehicle, bind);
      const legs = [];
      for (const [i, to] of points.slice(1).entries())
        legs.push(
          stops[i]!.ok && stops[i + 1]!.ok ? await leg(server, asked(vehicle, bind), points[i]!, to) : undefined,
        );
      return { stops, legs, ...noted(bind) };
    },
    async reachable(from, points, vehicle, closures, departs) {
      const bind = inForce(closures, departs);
      const [start, ...stops] = await place([from, ...points], vehicle, bind);
      const reach = [];
      for (let i = 0; i < points.length; i += side) {
        const some = points.slice(i, i + side);
        const [there, back] = [await block([from], some, vehicle, bind), await block(some, [from], vehicle, bind)];
        for (const [k] of some.entries()) {
          const stop = stops[i + k]!;
          const both = start!.ok && stop.ok;
          const drives = (seconds: number | null | undefined) => both && (seconds ?? UNREACHABLE) < UNREACHABLE;
          reach.push({ stop, there: drives(there.seconds[0]![k]), back: drives(back.seconds[k]![0]) });
        }
      }
      return reach;
    },
  };
}

function noted(closures: readonly Closure[]): Noted {
  const unknown = closures.filter(({ ways, segments }) => ways?.length || segments?.length).map(({ id }) => id);
  const note: RoadNote = { kind: "closures_not_minded", by: "valhalla", closureIds: unknown };
  return unknown.length > 0 ? { notes: [note] } : {};
}

function toLocation({ lat, lng }: Point) {
  return { lat, lon: lng };
}

async function leg(server: RoadServer, asked: object, from: Point, to: Point): Promise<RouteLeg | undefined> {
  let answer: { trip?: { legs?: { summary: { time: number; length: number }; shape: string; maneuvers: Step[] }[] } };
  try {
    answer = (await server.ask("/route", { ...asked, locations: [from, to].map(toLocation) })) as typeof answer;
  } catch (error) {
    // 400 with error_code 442: no path between the places. Anything else that it refuses is our mistake, or a limit.
    if (
      error instanceof RoadServerError &&
      error.kind === "refused" &&
      /"error_code"\s*:\s*44[0-9]/.test(error.message)
    )
      return undefined;
    throw error;
  }
  const found = answer.trip?.legs?.[0];
  if (!found) throw badAnswer(server.url, "a leg");
  return {
    seconds: Math.round(found.summary.time),
    metres: Math.round(found.summary.length * 1000),
    line: decodeLine(found.shape),
    manoeuvres: found.maneuvers
      // Leaving a roundabout is said where it is entered.
      .filter(({ type }) => type !== 27)
      .map((step) => ({
        kind: KINDS[step.type] ?? "ahead",
        street: step.street_names?.[0] ?? "",
        metres: Math.round(step.length * 1000),
        exit: step.roundabout_exit_count ?? 0,
      })),
  };
}

/** Google's polyline with six decimals. */
export function decodeLine(text: string): Point[] {
  const line: Point[] = [];
  let [at, lat, lng] = [0, 0, 0];
  const next = () => {
    let [value, scale, byte] = [0, 1, 32];
    while (byte >= 32 && at < text.length) {
      byte = text.charCodeAt(at++) - 63;
      value += (byte & 31) * scale;
      scale *= 32;
    }
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  };
  while (at < text.length) {
    lat += next();
    lng += next();
    line.push({ lat: lat / 1e6, lng: lng / 1e6 });
  }
  return line;
}
