import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { unzipSync } from "fflate";
import readExcel from "read-excel-file/node";
import { type FileRefusal, MOST_CSV_ROWS, MOST_SHEET_ROWS } from "#contract/workbook-files.ts";
import type { Cell } from "#domain/workbook/read-row.ts";
import { AppError } from "../../app-error.ts";
import { cellsInError } from "./cells-in-error.ts";

export type BookFile = { readonly name: string; readonly bytes: Uint8Array };
/** A tab of a workbook or a CSV file: what it is called, and its lines in order, the head first. */
export type Tab = { readonly name: string; readonly lines: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]> };

/** What a workbook may unfold to. A few kB can be made to hold gigabytes. */
const MOST_UNFOLDED_BYTES = 100_000_000;
/** Not seen and not meant: zero-width spaces and joiners, soft hyphens, marks of the byte order. */
const UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
const PIECE = 1_000_000;
const MOST_TITLE_SIGNS = 5_000;

const refuse = (kind: FileRefusal) => new AppError("refused", { kind });

/**
 * The tabs of a CSV file (one, called after the file) or of an XLSX file. A CSV is taken apart as its lines are asked for.
 * @throws AppError `refused` with a `FileRefusal`, also while lines are read
 */
export async function readTabs(file: BookFile): Promise<Tab[]> {
  const [, stem = "", ending = ""] = /^(.*)\.([^.]+)$/.exec(file.name) ?? [];
  if (file.bytes.length === 0) throw refuse("file_empty");
  if (["csv", "tsv"].includes(ending.toLowerCase())) return [{ name: stem, lines: fileLines(file.bytes) }];
  if (ending.toLowerCase() !== "xlsx") throw refuse("file_type");
  return excelTabs(file.bytes);
}

/** The lines of what was copied out of a spreadsheet: tabs between cells. @throws as `readTabs` */
export const pastedLines = (text: string): AsyncGenerator<readonly Cell[]> =>
  csvLines(() => ({ text, delimiter: "\t" }));

const fileLines = (bytes: Uint8Array): AsyncGenerator<readonly Cell[]> =>
  csvLines(() => {
    const text = textOf(bytes);
    return { text, delimiter: delimiterOf(text) };
  });

async function* csvLines(open: () => { text: string; delimiter: string }): AsyncGenerator<readonly Cell[]> {
  try {
    const { text, delimiter } = open();
    const parser = parse({ bom: true, relax_column_count: true, relax_quotes: true, delimiter });
    let rows = 0;
    for await (const line of Readable.from(piecesOf(text)).pipe(parser)) {
      if (++rows > MOST_CSV_ROWS) throw refuse("too_many_rows");
      yield (line as string[]).map(tidy);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refuse("file_unreadable");
  }
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

function tidy(cell: string): string {
  return cell.replace(UNSEEN, "").normalize("NFC").trim();
}

/** Where a comma marks decimals, spreadsheets part cells with a semicolon; copied out of one, they are parted by tabs. */
function delimiterOf(text: string): string {
  // A title above the head has no sign that parts cells.
  const head = /^[^\r\n]*[,;\t][^\r\n]*/m.exec(text.slice(0, MOST_TITLE_SIGNS))?.[0] ?? "";
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

async function excelTabs(bytes: Uint8Array): Promise<Tab[]> {
  try {
    let unfolded = 0;
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unfolded += originalSize;
        return false;
      },
    });
    if (unfolded > MOST_UNFOLDED_BYTES) throw refuse("file_too_large");
    const sheets = await readExcel(Buffer.from(bytes));
    if (sheets.some(({ data }) => data.length > MOST_SHEET_ROWS + 1)) throw refuse("too_many_rows");
    const errors = cellsInError(bytes);
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      lines: data.map((row, r) =>
        row.map((cell, c): Cell => {
          if (errors.get(sheet)?.has(`${r + 1},${c + 1}`)) return { bad: "error" };
          if (cell instanceof Date) return dayOf(cell);
          return cell === null ? "" : tidy(String(cell));
        }),
      ),
    }));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refuse("file_unreadable");
  }
}

/** What a spreadsheet took for a day, or for a moment. */
function dayOf(date: Date): Cell {
  const iso = date.toISOString();
  return iso.endsWith("T00:00:00.000Z") ? { bad: "date", day: iso.slice(0, 10) } : { bad: "date" };
}
