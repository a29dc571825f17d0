import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import readExcel from "read-excel-file/node";
import { type FileRefusal, MOST_FILE_BYTES, MOST_PLACES } from "#contract/place-files.ts";
import { AppError } from "../../app-error.ts";

/** The first line of a table and the lines under it, each with its number in the file. */
export type Table = { readonly head: readonly string[]; readonly rows: readonly { line: number; cells: string[] }[] };
type File = { readonly name: string; readonly bytes: Uint8Array };

/** What a workbook may unfold to. A city's list has about a tenth of it; a few kB can be made to hold gigabytes. */
const MOST_UNFOLDED_BYTES = 50_000_000;

const refuse = (kind: FileRefusal) => new AppError("refused", { kind });

/**
 * Reads a CSV or, by its ending, the first sheet of an XLSX file. Lines with nothing in them are passed over.
 * @throws AppError `refused` with a `FileRefusal`
 */
export async function readPlaceFile(file: File): Promise<Table> {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase();
  if (ending !== "csv" && ending !== "xlsx") throw refuse("file_type");
  if (file.bytes.length === 0) throw refuse("file_empty");
  if (file.bytes.length > MOST_FILE_BYTES) throw refuse("file_too_large");
  const [head = [], ...body] = ending === "xlsx" ? await excelLines(file.bytes) : csvLines(file.bytes);
  const rows = body.map((cells, i) => ({ line: i + 2, cells })).filter((r) => r.cells.some((c) => c !== ""));
  if (rows.length > MOST_PLACES) throw refuse("too_many_places");
  return { head, rows };
}

function csvLines(bytes: Uint8Array): string[][] {
  try {
    return parse(textOf(bytes), { bom: true, trim: true, relax_column_count: true });
  } catch {
    throw refuse("file_unreadable");
  }
}

/** A Chinese Excel writes CSV in GB 18030 unless it is told otherwise; what is valid UTF-8 is hardly ever that by chance. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}

async function excelLines(bytes: Uint8Array): Promise<string[][]> {
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
    return (sheet?.data ?? []).map((row) => row.map((cell) => (cell === null ? "" : String(cell).trim())));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refuse("file_unreadable");
  }
}
