import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import readExcel from "read-excel-file/node";
import { type FileRefusal, MOST_FILE_BYTES, MOST_PLACES } from "#contract/place-files.ts";
import { AppError } from "../../app-error.ts";
import { cellsInError } from "./cells-in-error.ts";

/** A cell as text, or why it holds none: a date, or a formula without a result. */
export type Cell = string | { readonly bad: "date" | "error" };
/** The first line of a table and the lines under it, each with its number in the file. */
export type Table = { readonly head: readonly string[]; readonly rows: readonly { line: number; cells: Cell[] }[] };
type File = { readonly name: string; readonly bytes: Uint8Array };

/** What a workbook may unfold to. A city's list has about a tenth of it; a few kB can be made to hold gigabytes. */
const MOST_UNFOLDED_BYTES = 50_000_000;
/** Not seen and not meant: zero-width spaces and joiners, soft hyphens, marks of the byte order. */
const UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

const refuse = (kind: FileRefusal) => new AppError("refused", { kind });

/**
 * Reads a CSV or, by its ending, the first sheet of an XLSX file. Lines with nothing in them are passed over, and signs
 * that nobody sees are taken out.
 * @throws AppError `refused` with a `FileRefusal`
 */
export async function readPlaceFile(file: File): Promise<Table> {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase();
  if (ending !== "csv" && ending !== "xlsx") throw refuse("file_type");
  if (file.bytes.length === 0) throw refuse("file_empty");
  if (file.bytes.length > MOST_FILE_BYTES) throw refuse("file_too_large");
  const lines = ending === "xlsx" ? await excelLines(file.bytes) : csvLines(file.bytes);
  const [head = [], ...body] = lines.map((line) => line.map((cell) => (typeof cell === "string" ? tidy(cell) : cell)));
  const rows = body.map((cells, i) => ({ line: i + 2, cells })).filter((r) => r.cells.some((c) => c !== ""));
  if (rows.length > MOST_PLACES) throw refuse("too_many_places");
  return { head: head.map((name) => (typeof name === "string" ? name.toLowerCase() : "")), rows };
}

function tidy(cell: string): string {
  return cell.replace(UNSEEN, "").normalize("NFC").trim();
}

function csvLines(bytes: Uint8Array): Cell[][] {
  try {
    const text = textOf(bytes);
    const delimiter = delimiterOf(text);
    return parse(text, { bom: true, trim: true, relax_column_count: true, relax_quotes: true, delimiter });
  } catch {
    throw refuse("file_unreadable");
  }
}

/** Where a comma marks decimals, spreadsheets part cells with a semicolon; copied out of one, they are parted by tabs. */
function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const count = (sign: string) => head.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** A Chinese Excel writes CSV in GB 18030 unless it is told otherwise; what is valid UTF-8 is hardly ever that by chance. */
function textOf(bytes: Uint8Array): string {
  const marks: Readonly<Record<string, string>> = { "255,254": "utf-16le", "254,255": "utf-16be" };
  const marked = marks[bytes.subarray(0, 2).join()];
  if (marked) return new TextDecoder(marked, { fatal: true }).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}

async function excelLines(bytes: Uint8Array): Promise<Cell[][]> {
  try {
    let unfolded = 0;
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unfolded += originalSize;
        return false;
      },
    });
    if (unfolded > MOST_UNFOLDED_BYTES) throw refuse("file_too_large");
    const [sheet] = await readExcel(Buffer.from(bytes));
    const inError = cellsInError(bytes);
    return (sheet?.data ?? []).map((row, r) =>
      row.map((cell, c): Cell => {
        if (inError.has(`${r + 1},${c + 1}`)) return { bad: "error" };
        if (cell instanceof Date) return { bad: "date" };
        return cell === null ? "" : String(cell);
      }),
    );
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refuse("file_unreadable");
  }
}
