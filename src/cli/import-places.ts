import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { FILE_REFUSALS, MOST_OF, PLACE_DATUMS } from "#contract/place-files.ts";
import type { PlaceMistake, PlaceReport } from "#contract/places.ts";
import { connect } from "#db/client.ts";
import type { Place } from "#db/seed/territory.ts";
import { firstName, NO_NAME } from "#domain/kernel/names.ts";
import { translator } from "#messages/catalogue.ts";
import { AppError } from "#server/app-error.ts";
import { type Ctx, SYSTEM } from "#server/ctx.ts";
import { nobodyListens } from "#server/live.ts";
import { openRoads } from "#server/planning/roads-in-use.ts";
import { keepImport, readPlaces, takeInPlaces } from "#server/usecases/places/import-places.ts";
import { reportPlaces } from "#server/usecases/places/report-places.ts";
import { workOnImport } from "#server/usecases/places/work-on-import.ts";
import { fail } from "./prepare.mjs";

// Takes in a city's communities and units from a CSV or XLSX file with the columns of
// src/db/seed/data/places_demo_215.csv: the desk's import (/desk/places) without the desk, and without waiting for a
// worker. A dry run changes nothing and shows what would come.

const USAGE = "npm run import-places -- places.csv --datum wgs84|gcj02|bd09 [--dry-run]";
const SHOWN = 20;
const t = translator("en", "places");

/** The words of a library's error, without where in the program it happened. */
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const say = (line: string) => void process.stdout.write(`${line}\n`);

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

const { dryRun, datum: wanted, file = fail(`Name the file: ${USAGE}`) } = readArguments();
const datum =
  PLACE_DATUMS.find((d) => d === wanted) ??
  fail(
    `Say how the file's coordinates are to be read: --datum wgs84 (GPS, OpenStreetMap), gcj02 (Amap, Tencent) or bd09 (Baidu)${wanted ? `; not "${wanted}"` : ""}.`,
  );
const url = process.env.DATABASE_URL || fail("DATABASE_URL is missing; see .env.example.");

const bytes = await readFile(file).catch((error) => fail(`The file could not be read: ${wordsOf(error)}`));
const list = { name: basename(file), datum };
const read = await readPlaces({ ...list, bytes }).catch((error) => fail(refusalWords(error)));
if ("mistakes" in read) fail(mistakeWords(read));

const app = connect(url, { role: "baogong_app", max: 2, name: "baogong-import" });
const ctx: Ctx = {
  actor: SYSTEM,
  db: app.db,
  live: nobodyListens,
};
const roads = openRoads({
  CITY_DIR: process.env.CITY_DIR || ".data/city",
  ROADS_ENGINE: undefined,
  ROADS_URL: undefined,
});
try {
  sayReport(read.places, read.shiftMetres, await reportPlaces(ctx, read.places, roads));
  if (dryRun) say("dry run: nothing was changed");
  else {
    const importId = await keepImport(ctx, list, read);
    const work = () => workOnImport(ctx, { importId }, roads);
    await work();
    await takeInPlaces(ctx, { importId }, work);
    say("taken in");
  }
} catch (error) {
  fail(`It was not taken in: ${wordsOf(error)}`);
} finally {
  await app.close();
}

function refusalWords(error: unknown): string {
  const kind = error instanceof AppError && FILE_REFUSALS.find((k) => k === error.detail.kind);
  return kind ? translator("en", "refusals")(kind) : wordsOf(error);
}

function mistakeWords({ mistakes, of }: { mistakes: readonly PlaceMistake[]; of: number }): string {
  const lines = mistakes.slice(0, 2 * SHOWN).map((m) => {
    const values = { column: m.column, before: "before" in m ? (m.before ?? 0) : 0, most: MOST_OF[m.column] ?? 0 };
    const where = m.kind === "columns_missing" || m.kind === "no_rows" ? "" : `, ${m.column}`;
    return `line ${m.line}${where}: ${t(`mistake.${m.kind}`, values)}`;
  });
  const more = of > lines.length ? `\n… and ${of - lines.length} more` : "";
  return `${t("mistakes.title", { n: of })}:\n${lines.join("\n")}${more}`;
}

function sayReport(places: readonly Place[], shiftMetres: number, report: PlaceReport): void {
  const { added, homes, known, renamed, moved, far } = report;
  const placeOf = new Map(places.map((p) => [p.code, p]));
  const nameOf = (code: string) => firstName(placeOf.get(code)?.name ?? NO_NAME);
  const named = (code: string) => `${code} ${nameOf(code)}`;
  say(
    `${places.length} places: ${added} new with ${homes} homes, ${known.length} known, ${renamed.length} of them renamed`,
  );
  for (const { code, from } of renamed.slice(0, SHOWN)) say(`  ${code}: ${from} → ${nameOf(code)}`);
  say(`${datum === "wgs84" ? t("shift.none") : t("shift", { datum, n: shiftMetres })} Look one or two up on a map:`);
  for (const p of places.slice(0, 3)) say(`  ${named(p.code)}: ${p.lat.toFixed(5)}, ${p.lng.toFixed(5)}`);
  if (moved.length > 0) say(`${moved.length} known places would stand elsewhere:`);
  for (const m of moved.slice(0, SHOWN)) say(`  ${named(m.code)}: ${t("moved", { n: m.metres })}`);
  if (far.length > 0) say(`${far.length} of them lie far from any street of the imported city that a bus may drive:`);
  for (const f of far.slice(0, SHOWN))
    say(`  ${named(f.code)}: ${f.metres === null ? t("far.none") : t("far", { n: f.metres })}`);
}
