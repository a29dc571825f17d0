import { v5 } from "uuid";
import type { SheetName } from "#domain/workbook/sheets.ts";

const ROWS = "3f0f2c7e-5a1c-4c57-9d38-0f6a4f1f2b90";

/** The id under which what happens to a row of a sheet is on record, whatever its table calls it. */
export const rowSubject = (sheet: SheetName, key: string): string => v5(`${sheet}:${key}`, ROWS);
