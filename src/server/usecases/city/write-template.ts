import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import writeExcel from "write-excel-file/node";
import { firstName, type Names } from "#domain/kernel/names.ts";
import { type Column, NO, YES } from "#domain/workbook/column.ts";
import { SHEET_NAMES, SHEETS } from "#domain/workbook/sheets.ts";

/** So many rows offer their words to choose from. */
const ROWS_WITH_WORDS = 2_000;
/** What marks the example: the reader of a workbook passes such a row over. */
const EXAMPLE: Names = { "zh-CN": "例", en: "e.g." };

/**
 * The empty workbook: a sheet for each kind of row with its header, units in brackets, an example row that is read by
 * nobody, and a drop-down where one word of a list is meant. Cells are text, so that a spreadsheet makes no dates of rooms.
 * @param language of sheets, headers and words; both are read, whoever reads
 */
export async function writeTemplate(language: string): Promise<Uint8Array<ArrayBuffer>> {
  const sheets = SHEET_NAMES.map((name) => SHEETS[name]);
  const buffer = await writeExcel(
    sheets.map((sheet) => ({
      sheet: said(sheet.called, language),
      columns: sheet.columns.map((c) => ({ width: Math.max(10, headOf(c, language).length * 2) })),
      stickyRowsCount: 1,
      data: [
        sheet.columns.map((c) => ({ value: headOf(c, language), fontWeight: "bold" as const, type: String })),
        sheet.columns.map((c, i) => ({
          value: `${i === 0 ? `${said(EXAMPLE, language)} ` : ""}${said(c.example, language)}`,
          type: String,
          textColor: "#667766",
          format: "@",
        })),
      ],
    })),
  ).toBuffer();
  return new Uint8Array(
    withDropDowns(
      buffer,
      sheets.map((sheet) => sheet.columns.map((c) => wordsOf(c, language))),
    ),
  );
}

const said = (names: Names, language: string) => names[language] ?? firstName(names);

function headOf({ called, unit }: Column, language: string): string {
  return unit ? `${said(called, language)} (${said(unit, language)})` : said(called, language);
}

function wordsOf(column: Column, language: string): readonly string[] {
  const choices = column.kind === "yes_no" ? [YES, NO] : column.kind === "choice" ? (column.choices ?? []) : [];
  return choices.map((c) => said(c.called, language));
}

/** The writer of the package knows no validations: they are put behind each sheet's rows, where the format has them. */
function withDropDowns(bytes: Uint8Array, words: readonly (readonly (readonly string[])[])[]): Uint8Array {
  const parts = unzipSync(bytes);
  words.forEach((columns, i) => {
    const name = `xl/worksheets/sheet${i + 1}.xml`;
    const lists = columns.flatMap((list, c) => {
      const letter = String.fromCharCode(65 + c);
      return list.length > 0
        ? `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${letter}2:${letter}${ROWS_WITH_WORDS}"><formula1>"${list.join(",")}"</formula1></dataValidation>`
        : [];
    });
    const part = parts[name];
    if (!part || lists.length === 0) return;
    const block = `<dataValidations count="${lists.length}">${lists.join("")}</dataValidations>`;
    parts[name] = strToU8(strFromU8(part).replace("</sheetData>", `</sheetData>${block}`));
  });
  return zipSync(parts);
}
