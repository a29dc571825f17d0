import { type Closure, inForce } from "../closure.ts";
import type { Point } from "../estimate.ts";
import type { Manoeuvre } from "../manoeuvre.ts";
import type { Noted, RoadsProvider, RouteLeg } from "../provider.ts";
import { UNREACHABLE } from "../road-matrix.ts";
import type { SnapAnswer } from "../snap.ts";
import { type Block, inBlocks } from "./blocks.ts";
import { placed, refusedByZone } from "./placed.ts";
import { badAnswer, RoadServer, RoadServerError, type RoadServerOptions } from "./road-server.ts";

// Paths, fields and limits as https://project-osrm.org/docs/v5.24.0/api/ describes them.

export type OsrmOptions = RoadServerOptions & {
  /** What the server's data was prepared for; `driving` unless told. It knows one kind of vehicle, and no sizes. */
  readonly profile?: string;
  /** `--max-table-size` of the server; 100 places a call as it comes. */
  readonly tablePlaces?: number;
};

type Step = {
  distance: number;
  name: string;
  maneuver: { type: string; modifier?: string; exit?: number };
  geometry: { coordinates: [number, number][] };
};

/** Times from an OSRM server: quick, and blind to closures, which every answer says. Stops in closed zones are refused here. */
export function osrmProvider(options: OsrmOptions): RoadsProvider {
  const server = new RoadServer(options);
  const profile = options.profile ?? "driving";
  const side = Math.max(1, Math.floor((options.tablePlaces ?? 100) / 2));

  async function place(points: readonly Point[], closures: readonly Closure[]): Promise<SnapAnswer[]> {
    const refused = refusedByZone(points, closures);
    const answers: SnapAnswer[] = [];
    for (const [i, point] of points.entries()) {
      const zone = refused[i];
      if (zone) {
        answers.push(zone);
        continue;
      }
      const answer = (await ask(`/nearest/v1/${profile}/${toPath([point])}`)) as {
        waypoints?: { location: [number, number] }[];
      };
      const location = answer.waypoints?.[0]?.location;
      answers.push(placed(point, location && { lat: location[1], lng: location[0] }));
    }
    return answers;
  }

  /** An answer that finds nothing comes with status 400 and a code of its own: here it is an empty answer. */
  async function ask(path: string): Promise<object> {
    try {
      return (await server.ask(path)) as object;
    } catch (error) {
      if (
        error instanceof RoadServerError &&
        error.kind === "refused" &&
        /"(NoSegment|NoRoute|NoTable)"/.test(error.message)
      )
        return {};
      throw error;
    }
  }

  async function block(from: readonly Point[], to: readonly Point[]): Promise<Block> {
    const places = toPath([...from, ...to]);
    const numbers = (start: number, count: number) => Array.from({ length: count }, (_, i) => start + i).join(";");
    const which = `sources=${numbers(0, from.length)}&destinations=${numbers(from.length, to.length)}`;
    const answer = (await ask(`/table/v1/${profile}/${places}?${which}&annotations=duration,distance`)) as {
      durations?: (number | null)[][];
      distances?: (number | null)[][];
    };
    if (answer.durations?.length !== from.length || answer.distances?.length !== from.length)
      throw badAnswer(server.url, "durations and distances for each source (5.18 or newer gives both)");
    return { seconds: answer.durations, metres: answer.distances };
  }

  return {
    kind: "osrm",
    version: `osrm ${server.url} ${profile}`,
    mindsClosures: false,
    async snap(points, _vehicle, closures, departs) {
      return place(points, inForce(closures, departs));
    },
    async matrix(points, _vehicle, closures, departs) {
      const bind = inForce(closures, departs);
      const stops = await place(points, bind);
      const good = [...stops.keys()].filter((i) => stops[i]!.ok);
      const part = (from: readonly number[], to: readonly number[]) =>
        block(
          from.map((i) => points[i]!),
          to.map((i) => points[i]!),
        );
      return { ...(await inBlocks(points.length, good, side, part)), stops, ...noted(bind) };
    },
    async route(points, _vehicle, closures, departs) {
      const bind = inForce(closures, departs);
      const stops = await place(points, bind);
      const legs: (RouteLeg | undefined)[] = [];
      for (const [i, to] of points.slice(1).entries()) {
        const both = stops[i]!.ok && stops[i + 1]!.ok;
        const path = `/route/v1/${profile}/${toPath([points[i]!, to])}?overview=false&geometries=geojson&steps=true`;
        legs.push(both ? legOf(await ask(path)) : undefined);
      }
      return { stops, legs, ...noted(bind) };
    },
    async reachable(from, points, _vehicle, closures, departs) {
      const [start, ...stops] = await place([from, ...points], inForce(closures, departs));
      const reach = [];
      for (let i = 0; i < points.length; i += side) {
        const some = points.slice(i, i + side);
        const [there, back] = [await block([from], some), await block(some, [from])];
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
  if (closures.length === 0) return {};
  return { notes: [{ kind: "closures_not_minded", by: "osrm", closureIds: closures.map(({ id }) => id) }] };
}

function toPath(points: readonly Point[]): string {
  return points.map(({ lat, lng }) => `${lng.toFixed(6)},${lat.toFixed(6)}`).join(";");
}

function legOf(answer: {
  routes?: { legs: { duration: number; distance: number; steps: Step[] }[] }[];
}): RouteLeg | undefined {
  const leg = answer.routes?.[0]?.legs[0];
  if (!leg) return undefined;
  return {
    seconds: Math.round(leg.duration),
    metres: Math.round(leg.distance),
    line: leg.steps.flatMap(({ geometry }) => geometry.coordinates.map(([lng, lat]) => ({ lat, lng }))),
    manoeuvres: leg.steps
      // Leaving a roundabout is said where it is entered.
      .filter(({ maneuver }) => !maneuver.type.startsWith("exit "))
      .map(({ maneuver, name, distance }) => ({
        kind: kindOf(maneuver),
        street: name,
        metres: Math.round(distance),
        exit: maneuver.exit ?? 0,
      })),
  };
}

function kindOf({ type, modifier = "straight" }: Step["maneuver"]): Manoeuvre["kind"] {
  if (type === "depart" || type === "arrive") return type;
  if (type === "roundabout" || type === "rotary") return "roundabout";
  if (modifier === "uturn") return "u_turn";
  return modifier === "straight" ? "ahead" : (modifier.replace(" ", "_") as Manoeuvre["kind"]);
}
