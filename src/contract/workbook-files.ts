// The limits of an import, without the schemas: screens read them too, and need no validation library for it.

/** Why a file cannot be looked into at all. */
export const FILE_REFUSALS = [
  "file_empty",
  "file_too_large",
  "file_type",
  "file_unreadable",
  "too_many_rows",
  "no_sheet_known",
] as const;
export type FileRefusal = (typeof FILE_REFUSALS)[number];

/** What an upload may weigh in all. The command takes more: a list of homes as CSV is read line by line. */
export const MOST_UPLOAD_BYTES = 2_500_000;
/** Rows of one sheet of a workbook, which is read as a whole; and of a CSV file. */
export const MOST_SHEET_ROWS = 60_000;
export const MOST_CSV_ROWS = 3_500_000;

/** How coordinates are to be read: no list says it of itself, and a wrong guess moves every stop in silence. */
export const DATUMS = ["wgs84", "gcj02", "bd09"] as const;
export type DatumName = (typeof DATUMS)[number];
