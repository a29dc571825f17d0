import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { eq } from "drizzle-orm";
import type { ImportReport } from "#contract/city-imports.ts";
import { DATUMS, FILE_REFUSALS } from "#contract/workbook-files.ts";
import { connectAs } from "#db/client.ts";
import { cityImports } from "#db/schema/index.ts";
import { inAll, type Mistake } from "#domain/workbook/column.ts";
import { SHEETS, type SheetName } from "#domain/workbook/sheets.ts";
import { translator } from "#messages/catalogue.ts";
import { toLocale } from "#messages/locale.ts";
import { look } from "#server/act.ts";
import { AppError } from "#server/app-error.ts";
import { type Ctx, SYSTEM } from "#server/ctx.ts";
import { nobodyListens } from "#server/live.ts";
import { openRoads } from "#server/planning/roads-in-use.ts";
import { keepBook } from "#server/usecases/city/keep-book.ts";
import { takeInBook } from "#server/usecases/city/take-in-book.ts";
import { workOnImport } from "#server/usecases/city/work-on-import.ts";
import { writeTemplate } from "#server/usecases/city/write-template.ts";
import { fail } from "./prepare.mjs";

// `npm run import`: takes a city's workbook in, or CSV files called after their sheets. It is the desk's import
// (/desk/places) without the desk, and without waiting for a worker: the same acts, kept on the same list.

const USAGE =
  "npm run import -- city.xlsx [more.csv …] --datum wgs84|gcj02|bd09 [--dry-run]\n       npm run import -- --template city.xlsx [--lang zh-CN|en]";
const t = translator("en", "places");
const say = (line: string) => void process.stdout.write(`${line}\n`);
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function readArguments() {
  try {
    return parseArgs({
      options: {
        "dry-run": { type: "boolean", default: false },
        datum: { type: "string" },
        template: { type: "string" },
        lang: { type: "string" },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return fail(`${wordsOf(error)}\n${USAGE}`);
  }
}

function refusalWords(error: unknown): string {
  const kind = error instanceof AppError && FILE_REFUSALS.find((k) => k === error.detail.kind);
  return kind ? translator("en", "refusals")(kind) : wordsOf(error);
}

function mistakeLine({ sheet, line, column, kind, wanted = "" }: Mistake): string {
  const known = SHEETS[sheet as SheetName];
  const named = known?.columns.find((c) => c.key === column);
  const what = kind === "scope" && wanted === "" ? t("mistake.scope.none") : t(`mistake.${kind}`, { wanted });
  const at = `${known ? inAll(known.called) : sheet}, row ${line}`;
  return `${at}${column ? `, ${named ? inAll(named.called) : column}` : ""}: ${what}`;
}

function sayReport(report: ImportReport): void {
  for (const s of report.sheets)
    say(`${s.sheet.padEnd(10)} ${s.new} new, ${s.changed} changed, ${s.untouched} the same, ${s.gone} not in the file`);
  if (report.doors > 0) say(t("doors", { n: report.doors }));
  if (report.moved.length > 0) say(t("moved.many", { n: report.moved.length }));
  for (const f of report.far.slice(0, 20))
    say(`  ${f.code}: ${f.metres === null ? t("far.none") : t("far", { n: f.metres })}`);
}

const { values, positionals } = readArguments();
if (values.template) {
  await writeFile(values.template, await writeTemplate(toLocale(values.lang)));
  say(`written: ${values.template}`);
  process.exit(0);
}
if (positionals.length === 0) fail(`Name the file: ${USAGE}`);
const datum =
  DATUMS.find((d) => d === values.datum) ??
  fail(
    `Say how the file's coordinates are to be read: --datum wgs84 (GPS, OpenStreetMap), gcj02 (Amap, Tencent) or bd09 (Baidu)${values.datum ? `; not "${values.datum}"` : ""}.`,
  );
const url = process.env.DATABASE_URL || fail("DATABASE_URL is missing; see .env.example.");
const files = await Promise.all(
  positionals.map(async (path) => ({
    name: basename(path),
    bytes: await readFile(path).catch((error) => fail(`The file could not be read: ${wordsOf(error)}`)),
  })),
);
const app = await connectAs(url, "baogong_app", { max: 2, name: "baogong-import" });
const ctx: Ctx = { actor: SYSTEM, db: app.db, live: nobodyListens };
const roads = openRoads({
  CITY_DIR: process.env.CITY_DIR || ".data/city",
  ROADS_ENGINE: undefined,
  ROADS_URL: undefined,
});
try {
  const kept = await keepBook(ctx, { datum, files });
  if ("mistakes" in kept) {
    const more = kept.of > kept.mistakes.length ? `\n… and ${kept.of - kept.mistakes.length} more` : "";
    fail(`${t("mistakes.title", { n: kept.of })}:\n${kept.mistakes.map(mistakeLine).join("\n")}${more}`);
  }
  const { importId } = kept;
  await workOnImport(ctx, { importId }, roads);
  const [row] = await look(ctx, (tx) => tx.select().from(cityImports).where(eq(cityImports.id, importId)));
  sayReport(row?.report as ImportReport);
  if (datum !== "wgs84") say(t("shift", { datum, n: row?.shiftMetres ?? 0 }));
  if (values["dry-run"]) say("dry run: the city is as it was; the desk may take it in from its list of imports");
  else {
    const progress = (done: number, rows: number) => say(t("progress", { done, n: rows }));
    await takeInBook(ctx, { importId }, () => workOnImport(ctx, { importId }, roads, progress));
    say("taken in");
  }
} catch (error) {
  fail(`It was not taken in: ${refusalWords(error)}`);
} finally {
  await app.close();
}
