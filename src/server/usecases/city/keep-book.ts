import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { CheckBookInput, CheckedBook } from "#contract/city-imports.ts";
import type { DatumName } from "#contract/workbook-files.ts";
import { cityImports } from "#db/schema/index.ts";
import type { CityImportId } from "#domain/kernel/ids.ts";
import { openBook } from "#domain/workbook/check-book.ts";
import type { Mistake, SheetRow } from "#domain/workbook/column.ts";
import { readHead, readRow } from "#domain/workbook/read-row.ts";
import { rowAsKept } from "#domain/workbook/row-as-kept.ts";
import { keyOfRow, SHEET_NAMES, type SheetName, sheetCalled } from "#domain/workbook/sheets.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { inWgs84 } from "./in-wgs84.ts";
import { readCityKeys } from "./read-city-keys.ts";
import { type BookFile, readTabs, type Tab } from "./read-files.ts";
import type { ImportJob } from "./work-on-import.ts";

/** So many mistakes are told at once; a workbook with more is wrong as a whole. */
const MOST_MISTAKES = 200;
const ROWS_AT_ONCE = 5_000;
/** What is pointed to by rows of a workbook, whether it stands there or in the city already. */
const POINTED_TO = ["places", "grids", "buildings", "stores", "depots", "types", "staff", "packages"] as const;

type Book = { readonly datum: DatumName; readonly files: readonly BookFile[] };
/** Thrown out of the act, so that nothing of a workbook with mistakes is kept. */
class WithMistakes extends Error {
  readonly found: { readonly mistakes: readonly Mistake[]; readonly of: number };
  constructor(found: { mistakes: Mistake[]; of: number }) {
    super("a workbook with mistakes");
    this.found = found;
  }
}

/**
 * Reads a workbook, or CSV files that make one, checks each row by itself, beside the others and beside the city, and
 * keeps it to be compared: all of it in one act, or every mistake at once and nothing kept.
 * @throws AppError `refused` with a `FileRefusal`
 */
export async function keepBook(ctx: Ctx, book: Book): Promise<CheckedBook> {
  const tabs = (await Promise.all(book.files.map((file) => readTabs(file)))).flat();
  try {
    const importId = await act(ctx, (tx) => tx.seeingAll((all) => keepTabs(all, tabs, book)));
    return { importId };
  } catch (error) {
    if (error instanceof WithMistakes) return error.found;
    throw error;
  }
}

/** The desk's dry run: what is in order is kept and compared by the worker; the city stays as it is. */
export async function checkBook(
  ctx: Ctx,
  input: CheckBookInput,
  queue: (job: ImportJob) => Promise<void>,
): Promise<CheckedBook> {
  const files = input.files.map((f) => ({ name: f.name, bytes: Buffer.from(f.base64, "base64") }));
  const checked = await keepBook(ctx, { datum: input.datum, files });
  if ("importId" in checked) await queue({ importId: checked.importId });
  return checked;
}

async function keepTabs(tx: ActTx, tabs: readonly Tab[], { datum, files }: Book): Promise<CityImportId> {
  const id = randomUUID() as CityImportId;
  const fileName = files
    .map((f) => f.name)
    .join("、")
    .slice(0, 200);
  await tx.insert(cityImports).values({
    id,
    fileName,
    datum,
    rows: 0,
    shiftMetres: 0,
    addedBy: tx.actor.userId,
    addedAt: tx.at,
  });
  const { mistakes, sheets } = sheetsOf(tabs);
  let of = mistakes.length;
  const add = (found: readonly Mistake[]) => {
    of += found.length;
    mistakes.push(...found.slice(0, Math.max(0, MOST_MISTAKES - mistakes.length)));
  };
  const book = openBook(await readCityKeys(tx, POINTED_TO));
  const toWgs84 = inWgs84(datum);
  let [rows, shiftMetres] = [0, 0];
  let waiting: Kept[] = [];
  const store = async () => {
    await storeRows(tx, id, waiting);
    waiting = [];
  };
  for (const { sheet, lines } of sheets) {
    let [line, before] = [0, rows];
    let head: ReturnType<typeof readHead> | undefined;
    for await (const cells of lines) {
      line += 1;
      if (!head) {
        head = readHead(sheet, cells);
        add(head.mistakes);
        if (head.mistakes.some((m) => m.kind === "columns_missing")) break;
        continue;
      }
      if (cells.every((cell) => cell === "") || isExample(cells[0])) continue;
      rows += 1;
      const read = readRow(sheet, head, line, cells);
      if ("mistakes" in read) {
        add(read.mistakes);
        continue;
      }
      const moved = toWgs84(rowAsKept(sheet, read.row));
      shiftMetres = Math.max(shiftMetres, moved.metres);
      add(book.row(sheet, line, moved.row));
      if (of === 0) waiting.push({ seq: rows, sheet, line, key: keyOfRow(sheet, moved.row), cells: moved.row });
      if (waiting.length >= ROWS_AT_ONCE) await store();
    }
    // The template's other sheets stay empty where only some are filled in.
    if (rows === before && sheets.length === 1 && of === 0) add([{ sheet, line: 1, column: "", kind: "no_rows" }]);
  }
  add(book.end(await namesOfResidents(tx, book.userNames())));
  if (of === 0 && rows === 0) throw new AppError("refused", { kind: "no_sheet_known" });
  if (of > 0) throw new WithMistakes({ mistakes, of });
  await store();
  await tx.update(cityImports).set({ rows, shiftMetres }).where(eq(cityImports.id, id));
  await record(tx, { kind: "city_import.added", subjectId: id, data: { file: fileName, datum, rows } });
  tx.tell("desk");
  return id;
}

type Kept = { seq: number; sheet: SheetName; line: number; key: string; cells: SheetRow };
async function storeRows(tx: ActTx, importId: CityImportId, rows: readonly Kept[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`INSERT INTO city_import_rows (import_id, seq, sheet, line, key, cells)
    SELECT ${importId}, r.seq, r.sheet, r.line, r.key, r.cells
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (seq int, sheet text, line int, key text, cells jsonb)`);
}

/** The example of the template is no row of anybody's. */
const isExample = (cell: unknown) => typeof cell === "string" && /^(例|e\.g\.)\s/.test(cell);

/** The sheets that the tabs are called after, in the order in which they are taken in. */
function sheetsOf(tabs: readonly Tab[]): { mistakes: Mistake[]; sheets: { sheet: SheetName; lines: Tab["lines"] }[] } {
  const called = tabs.map((tab) => ({ ...tab, sheet: sheetCalled(tab.name) }));
  const wrong = (name: string, kind: "sheet_unknown" | "sheet_twice"): Mistake => ({
    sheet: name,
    line: 1,
    column: "",
    kind,
  });
  const known = called.flatMap(({ sheet, lines }) => (sheet ? [{ sheet, lines }] : []));
  return {
    mistakes: called.flatMap(({ sheet, name }, i) =>
      sheet === undefined
        ? [wrong(name, "sheet_unknown")]
        : called.findIndex((other) => other.sheet === sheet) < i
          ? [wrong(name, "sheet_twice")]
          : [],
    ),
    sheets: known.toSorted((a, b) => SHEET_NAMES.indexOf(a.sheet) - SHEET_NAMES.indexOf(b.sheet)),
  };
}

async function namesOfResidents(tx: ActTx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ name: string }>(
    sql`SELECT names_of_residents(ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))) AS name`,
  );
  return new Set(rows.map((r) => r.name));
}
