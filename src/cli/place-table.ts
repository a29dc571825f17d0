import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import readExcel from "read-excel-file/node";
import { type PlaceRow, placeRow } from "#contract/places.ts";

/** The first line of a table and the lines under it, each with its number in the file. */
export type Table = { readonly head: readonly string[]; readonly rows: readonly { line: number; cells: string[] }[] };

/** Reads a CSV or, by its ending, the first sheet of an XLSX file. Lines with nothing in them are passed over. */
export async function readTable(path: string): Promise<Table> {
  const [head = [], ...body] = /\.xlsx$/i.test(path) ? await excelLines(path) : await csvLines(path);
  const filled = body.map((cells, i) => ({ line: i + 2, cells })).filter((r) => r.cells.some((c) => c !== ""));
  return { head, rows: filled };
}

async function csvLines(path: string): Promise<string[][]> {
  return parse(await readFile(path, "utf8"), { bom: true, trim: true, relax_column_count: true });
}

async function excelLines(path: string): Promise<string[][]> {
  const [sheet] = await readExcel(path);
  return (sheet?.data ?? []).map((row) => row.map((cell) => (cell === null ? "" : String(cell).trim())));
}

/** The places of a table, and what is wrong with it: by line and column, with what to write instead. */
export function checkPlaces({ head, rows }: Table): { good: PlaceRow[]; wrong: string[] } {
  const missing = Object.keys(placeRow.shape).filter((name) => !head.includes(name));
  if (missing.length > 0) return { good: [], wrong: [`line 1: add the columns ${missing.join(", ")}`] };
  if (rows.length === 0) return { good: [], wrong: ["the file has no rows: write one place in each line"] };
  const good: PlaceRow[] = [];
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of rows) {
    const parsed = placeRow.safeParse(Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
    if (!parsed.success) {
      wrong.push(...parsed.error.issues.map((i) => `line ${line}, ${i.path.join(".") || "row"}: ${i.message}`));
      continue;
    }
    const { place_id: id } = parsed.data;
    const before = seen.get(id);
    if (before) wrong.push(`line ${line}, place_id: ${id} stands in line ${before} already; give each place its own`);
    seen.set(id, before ?? line);
    good.push(parsed.data);
  }
  return { good, wrong };
}
