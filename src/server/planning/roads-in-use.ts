import type { RoadsLabel, RoadsNote } from "#contract/roads.ts";
import { type City, cityGraph, listCities } from "#roads/city/city-store.ts";
import { embeddedProvider } from "#roads/embedded-provider.ts";
import type { Point } from "#roads/estimate.ts";
import { estimateProvider } from "#roads/estimate-provider.ts";
import { firstThatAnswers } from "#roads/fallback-provider.ts";
import type { RoadsProvider } from "#roads/provider.ts";
import { osrmProvider } from "#roads/remote/osrm-provider.ts";
import { valhallaProvider } from "#roads/remote/valhalla-provider.ts";
import { RoadDataError } from "#roads/road-data-error.ts";
import type { RoadGraph } from "#roads/road-graph.ts";
import { configuredRoads, NO_ROADS, type RoadsEnv } from "./configured-roads.ts";

/** Whoever knows the roads for one job. */
export type RoadsInUse = {
  readonly label: RoadsLabel;
  /** Changes with the configuration and with every import. */
  readonly version: string;
  /** What was to be used and could not be, before anybody was asked. */
  readonly notes: readonly RoadsNote[];
  /** @param speedKmh of the estimate, where it comes to that */
  readonly providerFor: (speedKmh: number) => RoadsProvider;
  /** The imported streets; undefined where there are none of these places. */
  readonly graph: RoadGraph | undefined;
};
/** @param places some of which the imported city must hold for its streets to be used */
export type OpenRoads = (places: readonly Point[]) => RoadsInUse;

type Streets = { readonly folder: string; readonly graph: RoadGraph; readonly provider: RoadsProvider };

/** Straight lines for everybody. */
export const estimateOnly: OpenRoads = () => ({
  label: { by: "estimate", city: null, importedAt: null },
  version: NO_ROADS,
  notes: [],
  providerFor: estimateProvider,
  graph: undefined,
});

/**
 * The roads of a process that plans: the configured server, then the imported city, then the estimate. A graph stays in
 * memory until another import counts.
 */
export function openRoads(env: RoadsEnv): OpenRoads {
  let held: Streets | undefined;
  const server = serverOf(env);

  const streetsOf = (city: City): Streets => {
    if (held?.folder === city.folder) return held;
    const graph = cityGraph(env.CITY_DIR, city);
    held = { folder: city.folder, graph, provider: embeddedProvider(graph) };
    return held;
  };

  return (places) => {
    const city = listCities(env.CITY_DIR)[0];
    const configured = configuredRoads(env);
    const notes: RoadsNote[] = [];
    let streets: Streets | undefined;
    if (city && !places.some((at) => isIn(city, at))) notes.push({ kind: "other_city", city: city.name });
    else if (city)
      try {
        streets = streetsOf(city);
      } catch (error) {
        if (!(error instanceof RoadDataError)) throw error;
        notes.push({ kind: "fell_back", from: "embedded", to: "estimate" });
      }
    const known = [server, streets?.provider].filter((provider) => provider !== undefined);
    const label: RoadsLabel = known.length > 0 ? configured.label : { by: "estimate", city: null, importedAt: null };
    return {
      label,
      version: configured.version,
      notes: server ? [] : notes,
      providerFor: (speedKmh) => {
        const last = estimateProvider(speedKmh);
        if (server) return firstThatAnswers([...known, last]);
        return streets?.provider ?? last;
      },
      graph: streets?.graph,
    };
  };
}

function serverOf({ ROADS_ENGINE, ROADS_URL }: RoadsEnv): RoadsProvider | undefined {
  if (!ROADS_URL) return undefined;
  return ROADS_ENGINE === "osrm" ? osrmProvider({ url: ROADS_URL }) : valhallaProvider({ url: ROADS_URL });
}

function isIn({ extent }: City, { lat, lng }: Point): boolean {
  return lat >= extent.south && lat <= extent.north && lng >= extent.west && lng <= extent.east;
}
