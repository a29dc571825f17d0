import { bytesOf, eachField, readerOf } from "./checked-pbf.ts";
import { RoadDataError } from "./road-data-error.ts";

/** What this program reads; a file that needs more would be read wrongly. https://wiki.openstreetmap.org/wiki/PBF_Format */
const UNDERSTOOD = new Set(["OsmSchema-V0.6", "DenseNodes"]);

/**
 * Looks at what a file says of itself.
 * @returns whether its ways carry the places of their nodes, as osmium's add-locations-to-ways writes them
 * @throws RoadDataError `not_supported` when reading it needs what this program cannot do
 */
export function checkHeader(body: Uint8Array, path: string): { placesOnWays: boolean } {
  const text = new TextDecoder();
  const [required, optional]: [string[], string[]] = [[], []];
  const pbf = readerOf(body);
  eachField(pbf, body.length, (field) => {
    if (field === 4) required.push(text.decode(bytesOf(pbf, body.length)));
    else if (field === 5) optional.push(text.decode(bytesOf(pbf, body.length)));
  });
  const foreign = required.filter((feature) => !UNDERSTOOD.has(feature));
  if (foreign.includes("HistoricalInformation"))
    throw new RoadDataError(
      "not_supported",
      `${path} is a history file (HistoricalInformation): it holds streets that are gone beside those that are there. Make an extract of today out of it, osmium time-filter FILE.osh.pbf -o FILE.osm.pbf`,
    );
  if (foreign.length > 0)
    throw new RoadDataError("not_supported", `${path} needs ${foreign.join(", ")}, which this program does not read`);
  return { placesOnWays: optional.includes("LocationsOnWays") };
}
