import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import readExcel from "read-excel-file/node";
import { type PlaceRow, placeRow } from "#contract/places.ts";
import { connect, type Tx } from "#db/client.ts";
import { layOutTerritory } from "#db/seed/territory.ts";
import { fail } from "./prepare.mjs";
import { toPlace } from "./seed/read-files.ts";

// `DATABASE_URL=… npm run import-places -- places.csv [--dry-run]`: takes in a city's communities and units from a CSV
// or XLSX file with the columns of src/db/seed/data/places_demo_215.csv. All rows or none; a dry run changes nothing.

const { values, positionals } = parseArgs({
  options: { "dry-run": { type: "boolean", default: false } },
  allowPositionals: true,
});
const [file] = positionals;
const url = process.env.DATABASE_URL;
if (!file) fail("Name the file: npm run import-places -- places.csv [--dry-run]");
if (!url) fail("DATABASE_URL is missing; see .env.example.");

type Raw = Record<string, string>;

/** The rows of a table by the names in its first line, whatever the kind of file. */
async function readTable(path: string): Promise<Raw[]> {
  if (!/\.xlsx$/i.test(path))
    return parse(await readFile(path, "utf8"), { columns: true, bom: true, skip_empty_lines: true, trim: true });
  const sheets = (await readExcel(path)) as unknown as { data: unknown[][] }[] | unknown[][];
  const first = sheets[0];
  const rows = (first && !Array.isArray(first) ? first.data : sheets) as unknown[][];
  const [head = [], ...body] = rows;
  return body.map((row) =>
    Object.fromEntries(
      head.map((name, i) => [String(name), row[i] === null || row[i] === undefined ? "" : String(row[i])]),
    ),
  );
}

const raw = await readTable(file as string).catch((error: Error) =>
  fail(`The file could not be read: ${error.message}`),
);
const good: PlaceRow[] = [];
const wrong: string[] = [];
const seen = new Map<string, number>();
for (const [i, row] of (raw as Raw[]).entries()) {
  const line = i + 2;
  const parsed = placeRow.safeParse(row);
  if (!parsed.success)
    wrong.push(
      ...parsed.error.issues.map((issue) => `line ${line}, ${issue.path.join(".") || "row"}: ${issue.message}`),
    );
  else if (seen.has(parsed.data.place_id))
    wrong.push(
      `line ${line}, place_id: ${parsed.data.place_id} stands in line ${seen.get(parsed.data.place_id)} already`,
    );
  else {
    seen.set(parsed.data.place_id, line);
    good.push(parsed.data);
  }
}
if (wrong.length > 0)
  fail(
    `${wrong.length} mistakes, nothing was taken in:\n${wrong.slice(0, 40).join("\n")}${wrong.length > 40 ? `\n… and ${wrong.length - 40} more` : ""}`,
  );
if (good.length === 0) fail("The file has no rows.");

const owner = connect(url as string, { max: 1, name: "baogong-import" });
try {
  const known = new Map(
    (await owner.sql<{ code: string; name: string }[]>`SELECT code, name_zh AS name FROM communities`).map((c) => [
      c.code,
      c.name,
    ]),
  );
  const added = good.filter((p) => !known.has(p.place_id));
  const renamed = good.filter((p) => known.has(p.place_id) && known.get(p.place_id) !== p.name_zh);
  const homes = added.reduce((n, p) => n + p.demo_households, 0);
  process.stdout.write(
    `${good.length} places: ${added.length} new with ${homes} homes, ${good.length - added.length} known, ${renamed.length} of them renamed\n`,
  );
  for (const p of renamed.slice(0, 20))
    process.stdout.write(`  ${p.place_id}: ${known.get(p.place_id)} → ${p.name_zh}\n`);
  if (values["dry-run"]) process.stdout.write("dry run: nothing was changed\n");
  else {
    await owner.db.transaction((tx) => layOutTerritory(tx as Tx, good.map(toPlace)));
    process.stdout.write("taken in\n");
  }
} finally {
  await owner.close();
}
