import type { Closure } from "#roads/closure.ts";
import { parseClosures } from "#roads/closure-file.ts";
import { RoadDataError } from "#roads/road-data-error.ts";
import { AppError } from "../app-error.ts";

/**
 * Areas and ways out of GeoJSON as its author sent it.
 * @throws AppError `refused` with `bad_closure` and what is wrong with the text
 */
export function readGeoJson(text: string): Closure[] {
  try {
    return parseClosures(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw new AppError("refused", { kind: "bad_closure", what: "JSON" });
    if (error instanceof RoadDataError) throw new AppError("refused", { kind: "bad_closure", what: error.message });
    throw error;
  }
}
