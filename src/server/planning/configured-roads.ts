import type { RoadsLabel } from "#contract/roads.ts";
import { listCities } from "#roads/city/city-store.ts";
import type { Env } from "../env.ts";

export type RoadsEnv = Pick<Env, "CITY_DIR" | "ROADS_ENGINE" | "ROADS_URL">;

/** The version where nothing was imported and no server is named. */
export const NO_ROADS = "no city";

/**
 * The roads that the configuration names, without opening them: cheap enough for every page. `version` changes with the
 * configuration and with every import.
 */
export function configuredRoads(env: RoadsEnv): { readonly label: RoadsLabel; readonly version: string } {
  const city = listCities(env.CITY_DIR)[0];
  const ofCity = city ? `city ${city.name} ${city.version}` : NO_ROADS;
  const where = { city: city?.name ?? null, importedAt: city?.importedAt ?? null };
  if (env.ROADS_URL && env.ROADS_ENGINE)
    return { label: { by: env.ROADS_ENGINE, ...where }, version: `${env.ROADS_ENGINE} ${env.ROADS_URL}, ${ofCity}` };
  return { label: { by: city ? "embedded" : "estimate", ...where }, version: ofCity };
}
