import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type City, checkCityName, findCity, listCities, removeCity } from "#roads/city/city-store.ts";
import { importCity } from "#roads/city/import-city.ts";
import { importTransit } from "#roads/city/import-transit.ts";
import { DATUMS, type Datum } from "#roads/datum.ts";
import { RoadDataError } from "#roads/road-data-error.ts";
import { fileTrouble } from "./city/file-trouble.ts";
import { progressLine } from "./city/progress-line.ts";
import { fail, ROOT } from "./prepare.mjs";

const HELP = `Roads and map of your own city

  npm run city -- import FILE.osm.pbf --name NAME [--bbox WEST,SOUTH,EAST,NORTH] [--datum wgs84]
      builds the road graph and the map of an OpenStreetMap extract; --bbox takes a part of it, in degrees
  npm run city -- gtfs FILE.zip --name NAME [--datum wgs84|gcj02|bd09]
      adds a city's public transport: stops and lines, drawn on the dispatch map
  npm run city -- list
  npm run city -- remove NAME

The city imported last is the one in use. Files lie in .data/city, or where CITY_DIR says.`;

/** So many tags that could not be read are named. */
const UNREAD_SHOWN = 10;

const DIR = resolve(process.env.CITY_DIR || join(ROOT, ".data", "city"));

try {
  const { values, positionals } = parseArgs({
    options: {
      name: { type: "string" },
      bbox: { type: "string" },
      datum: { type: "string" },
      help: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const [command, what] = positionals;
  if (values.help || !command) console.log(HELP);
  else if (command === "list") list();
  else if (command === "remove") remove(what);
  else if (command === "import") build(what, values);
  else if (command === "gtfs") addTransit(what, values);
  else fail(`"${command}" is no command of city.\n\n${HELP}`);
} catch (error) {
  if (error instanceof RoadDataError) fail(`${error.message}.\n${hintFor(error.kind)}Nothing was changed.`);
  if (String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS"))
    fail(`${(error as Error).message}\n\n${HELP}`);
  const trouble = fileTrouble(error as NodeJS.ErrnoException, DIR);
  if (!trouble) throw error;
  fail(`${trouble}\nNothing was changed.`);
}

function hintFor(kind: RoadDataError["kind"]): string {
  const hints: Partial<Record<RoadDataError["kind"], string>> = {
    not_a_road_file: "An extract is a file ending in .osm.pbf, for example from download.geofabrik.de.\n",
    not_supported: "Or take an extract of another kind, for example from download.geofabrik.de.\n",
    damaged: "Fetch the file again: it did not arrive whole.\n",
    no_roads: "Take an extract with streets in it.\n",
    outside_bbox: "Take a box inside the extract, or leave --bbox out.\n",
  };
  return hints[kind] ?? "";
}

function build(file: string | undefined, values: { name?: string; bbox?: string; datum?: string }): void {
  if (!file || !values.name) fail(`import needs a file and a --name.\n\n${HELP}`);
  const progress = progressLine({
    read: "reading",
    graph: "road graph",
    hierarchy: "shortcuts for large matrices",
    features: "map features",
    tiles: "map tiles",
  });
  // OpenStreetMap is in WGS 84 always; another datum is for files made from other maps.
  const ask = { dir: DIR, file, name: values.name, bbox: toBox(values.bbox), datum: toDatum(values.datum ?? "wgs84") };
  const { city, fresh } = importCity(ask, new Date().toISOString(), progress.told);
  progress.done();
  if (!fresh) console.log(`${city.name} stands already, built from the same file.`);
  show(city);
}

function addTransit(file: string | undefined, values: { name?: string; datum?: string }): void {
  if (!file || !values.name) fail(`gtfs needs a file and a --name.\n\n${HELP}`);
  const city = findCity(DIR, checkCityName(values.name));
  if (!city) fail(`no city is called ${values.name}: import its roads first, npm run city -- import …`);
  show(
    importTransit(
      { dir: DIR, city, file, datum: values.datum ? toDatum(values.datum) : undefined },
      new Date().toISOString(),
    ),
  );
}

function list(): void {
  const cities = listCities(DIR);
  if (cities.length === 0) console.log(`No city is imported in ${DIR}. npm run city -- --help says how.`);
  for (const [i, city] of cities.entries()) show(city, i === 0 ? "  ← in use" : "");
}

function remove(name: string | undefined): void {
  if (!name) fail(`remove needs a name.\n\n${HELP}`);
  removeCity(DIR, name);
  console.log(`${name} is removed.`);
}

function show(city: City, mark = ""): void {
  const { west, south, east, north } = city.extent;
  const box = [west, south, east, north].map((n) => n.toFixed(4)).join(",");
  console.log(`${city.name} ${city.version} from ${city.source.file}, ${city.importedAt}${mark}`);
  console.log(`  ${city.junctions} junctions, ${city.segments} segments, ${city.tiles} map tiles, box ${box}`);
  if (city.restrictionsSkipped > 0) console.log(`  ${city.restrictionsSkipped} turn restrictions could not be applied`);
  if (city.conditionals > 0)
    console.log(
      `  ${city.conditionals} rules for holidays, weather and the like: only what holds at all or at plain hours is applied`,
    );
  const { unread, strays } = city;
  if (unread && unread.distinct > 0) {
    const named = unread.tags.slice(0, UNREAD_SHOWN).map(([tag, times]) => `${tag} (${times})`);
    console.log(
      `  ${unread.distinct} tags could not be read and bind large vehicles: ${named.join(", ")}${unread.distinct > UNREAD_SHOWN ? ", …" : ""}`,
    );
  }
  if (strays)
    console.log(
      `  ${strays.pieces} pieces of street lie far from the others and are left out, as one at ${strays.lat.toFixed(4)},${strays.lng.toFixed(4)}`,
    );
  const left = city.transit?.leftOut;
  if (city.transit)
    console.log(`  ${city.transit.stops} stops and ${city.transit.routes} lines from ${city.transit.file}`);
  if (left && left.rows > 0)
    console.log(
      `  ${left.rows} rows of the feed were left out: ${left.first.join("; ")}${left.rows > left.first.length ? "; …" : ""}`,
    );
}

function toBox(text: string | undefined): [number, number, number, number] | undefined {
  if (text === undefined) return undefined;
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (numbers.length !== 4 || numbers.some((n) => !Number.isFinite(n)))
    fail(`--bbox takes four numbers, west,south,east,north in degrees, as 118.5,24.8,118.8,25.0: not "${text}"`);
  return numbers as [number, number, number, number];
}

function toDatum(text: string): Datum {
  return DATUMS.find((datum) => datum === text) ?? fail(`--datum is one of ${DATUMS.join(", ")}: not "${text}"`);
}
