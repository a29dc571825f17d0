import { createHash } from "node:crypto";
import type { SheetName } from "#domain/workbook/sheets.ts";

/** The id under which what happens to a row of a sheet is on record, whatever its table calls it. */
export function rowSubject(sheet: SheetName, key: string): string {
  const hex = createHash("sha256").update(`${sheet}:${key}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
