import { parseArgs } from "node:util";
import type { PlaceRow } from "#contract/places.ts";
import { connect, type Tx } from "#db/client.ts";
import { layOutTerritory } from "#db/seed/territory.ts";
import { DATUMS, toWgs84From } from "#roads/datum.ts";
import { metresBetween, UNITS_PER_DEGREE } from "#roads/geometry.ts";
import { listMisplaced } from "#server/planning/misplaced.ts";
import { openRoads } from "#server/planning/roads-in-use.ts";
import { checkPlaces, readTable } from "./place-table.ts";
import { fail } from "./prepare.mjs";
import { toPlace } from "./seed/read-files.ts";

// Takes in a city's communities and units from a CSV or XLSX file with the columns of
// src/db/seed/data/places_demo_215.csv. All rows or none; a dry run changes nothing and shows what would come.

const USAGE = "npm run import-places -- places.csv --datum wgs84|gcj02|bd09 [--dry-run]";
const SHOWN = 20;

/** The words of a library's error, without where in the program it happened. */
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { "dry-run": { type: "boolean", default: false }, datum: { type: "string" } },
      allowPositionals: true,
    });
    return { dryRun: values["dry-run"], datum: values.datum, file: positionals[0] };
  } catch (error) {
    return fail(`${wordsOf(error)}\n${USAGE}`);
  }
}

const { dryRun, datum: wanted, file } = readArguments();
if (!file) fail(`Name the file: ${USAGE}`);
// A list does not say which map its points were taken from, and a wrong guess moves every bus stop without any error.
const datum = DATUMS.find((d) => d === wanted);
if (!datum)
  fail(
    `Say how the file's coordinates are to be read: --datum wgs84 (GPS, OpenStreetMap), gcj02 (Amap, Tencent) or bd09 (Baidu)${wanted ? `; not "${wanted}"` : ""}.`,
  );
const url = process.env.DATABASE_URL;
if (!url) fail("DATABASE_URL is missing; see .env.example.");

const table = await readTable(file as string).catch((error) => fail(`The file could not be read: ${wordsOf(error)}`));
const { good, wrong } = checkPlaces(table);
if (wrong.length > 0)
  fail(
    `${wrong.length} mistakes, nothing was taken in:\n${wrong.slice(0, 2 * SHOWN).join("\n")}${wrong.length > 2 * SHOWN ? `\n… and ${wrong.length - 2 * SHOWN} more` : ""}`,
  );

const convert = toWgs84From(datum as (typeof DATUMS)[number]);
const places = good.map((p) => ({ ...p, ...inWgs84(p) }));

/** The place in WGS 84, and by how many metres that moves it. */
function inWgs84(p: PlaceRow): { lat: number; lng: number; moved: number } {
  if (!convert) return { lat: p.lat, lng: p.lng, moved: 0 };
  const from = { lat: Math.round(p.lat * UNITS_PER_DEGREE), lng: Math.round(p.lng * UNITS_PER_DEGREE) };
  const to = convert(from);
  const moved = Math.round(metresBetween(from.lat, from.lng, to.lat, to.lng));
  return { lat: to.lat / UNITS_PER_DEGREE, lng: to.lng / UNITS_PER_DEGREE, moved };
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const owner = connect(url as string, { max: 1, name: "baogong-import" });
try {
  const rows = await owner.sql<{ code: string; name: string }[]>`SELECT code, name_zh AS name FROM communities`;
  const known = new Map(rows.map((c) => [c.code, c.name]));
  const added = places.filter((p) => !known.has(p.place_id));
  const renamed = places.filter((p) => known.has(p.place_id) && known.get(p.place_id) !== p.name_zh);
  const homes = added.reduce((n, p) => n + p.demo_households, 0);
  say(
    `${places.length} places: ${added.length} new with ${homes} homes, ${places.length - added.length} known, ${renamed.length} of them renamed`,
  );
  for (const p of renamed.slice(0, SHOWN)) say(`  ${p.place_id}: ${known.get(p.place_id)} → ${p.name_zh}`);
  say(`coordinates read as ${datum}; look one or two of them up on a map:`);
  for (const p of places.slice(0, 3))
    say(
      `  ${p.place_id} ${p.name_zh}: ${p.lat.toFixed(5)}, ${p.lng.toFixed(5)}${p.moved ? ` (moved ${p.moved} m)` : ""}`,
    );
  const roads = openRoads({
    CITY_DIR: process.env.CITY_DIR || ".data/city",
    ROADS_ENGINE: undefined,
    ROADS_URL: undefined,
  });
  const off = await listMisplaced(roads, places);
  if (off.length > 0) say(`${off.length} of them lie far from any street of the imported city that a bus may drive:`);
  for (const { place: p, metres } of off.slice(0, SHOWN))
    say(`  ${p.place_id} ${p.name_zh}: ${metres === null ? "none within a kilometre" : `${metres} m away`}`);
  if (dryRun) say("dry run: nothing was changed");
  else {
    await owner.db.transaction((tx) => layOutTerritory(tx as Tx, places.map(toPlace)));
    say("taken in");
  }
} catch (error) {
  fail(`Nothing was taken in: ${wordsOf(error)}`);
} finally {
  await owner.close();
}
