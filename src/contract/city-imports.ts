import { z } from "zod";
import type { CityImportId } from "#domain/kernel/ids.ts";
import type { CityImportState } from "#domain/workbook/city-import.ts";
import type { Mistake } from "#domain/workbook/column.ts";
import type { SheetName } from "#domain/workbook/sheets.ts";
import { id } from "./orders.ts";
import { DATUMS, type DatumName, MOST_UPLOAD_BYTES } from "./workbook-files.ts";

const MOST_FILES = 12;
/** One file that is uploaded, within the limits of an upload. */
export const fileInput = z.object({
  name: z.string().trim().min(1).max(200),
  base64: z.base64().max(Math.ceil(MOST_UPLOAD_BYTES / 3) * 4 + 4),
});
export const checkBookInput = z.object({
  datum: z.enum(DATUMS),
  files: z.array(fileInput).min(1).max(MOST_FILES),
});
export type CheckBookInput = z.infer<typeof checkBookInput>;

export const cityImportInput = z.object({ importId: id<CityImportId>() });
export type CityImportInput = z.infer<typeof cityImportInput>;

/** A workbook was kept to be looked at, or this is wrong with it and nothing was kept. */
export type CheckedBook =
  | { readonly importId: CityImportId }
  | { readonly mistakes: readonly Mistake[]; readonly of: number };

/** What the rows of one sheet would change; `gone` are those that the city has and the sheet does not, and they stay. */
export type SheetReport = {
  readonly sheet: SheetName;
  readonly new: number;
  readonly changed: number;
  readonly untouched: number;
  readonly gone: number;
  /** The first of each by their keys, but of homes. */
  readonly newKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly goneKeys: readonly string[];
};
export type ImportReport = {
  readonly sheets: readonly SheetReport[];
  /** Doors that new and changed buildings state. */
  readonly doors: number;
  /** Known places that would stand elsewhere. */
  readonly moved: readonly { readonly code: string; readonly metres: number }[];
  /** Places that no bus gets near; `metres` is null where there is no street within a kilometre. */
  readonly far: readonly { readonly code: string; readonly metres: number | null }[];
  /** False where no streets are known, so that nobody could say who is far from one. */
  readonly streets: boolean;
};

export type CityImportRow = {
  readonly importId: CityImportId;
  readonly fileName: string;
  readonly datum: DatumName;
  readonly state: CityImportState;
  readonly rows: number;
  /** Taken in so far. */
  readonly done: number;
  readonly by: string | null;
  readonly checkedMs: number;
  readonly takenInMs: number | null;
};

export type ImportedPlace = {
  readonly code: string;
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
  readonly change: "new" | "changed" | "untouched" | null;
};

export type CityImportView = CityImportRow & {
  readonly places: readonly ImportedPlace[];
  /** By how many metres reading the datum has moved the points, at most. */
  readonly shiftMetres: number;
  /** Null until the worker has looked. */
  readonly report: ImportReport | null;
  /** Places of the city that the workbook does not name. */
  readonly others: readonly {
    readonly code: string;
    readonly name: string;
    readonly lat: number;
    readonly lng: number;
  }[];
};
