import { z } from "zod";
import type { Items } from "#domain/group-list/context.ts";
import type { MessageFlag, Reason } from "#domain/group-list/flags.ts";
import { MOST_LIST_COLUMNS } from "#domain/group-list/sheet-text.ts";
import { COLUMN_KINDS, type Column } from "#domain/group-list/table-row.ts";
import type { CycleId, GridId, ListImportId, PackageVersionId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { IMPORT_STATES } from "#domain/orders/import-job.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import { fileInput } from "./city-imports.ts";
import type { RoundChoice } from "./grid.ts";
import { id } from "./orders.ts";

/** A pasted text: more than a city block ever writes, and no more than a phone can hold. */
export const LONGEST_LIST = 200_000;

export const pasteListInput = z.object({
  cycleId: id<CycleId>(),
  gridId: id<GridId>(),
  text: z.string().min(1).max(LONGEST_LIST),
});
export type PasteListInput = z.infer<typeof pasteListInput>;

/** A spreadsheet as a list. */
export const addSheetInput = z.object({ cycleId: id<CycleId>(), gridId: id<GridId>(), file: fileInput });
export type AddSheetInput = z.infer<typeof addSheetInput>;

export const listImportInput = z.object({ importId: id<ListImportId>() });
export type ListImportInput = z.infer<typeof listImportInput>;

/** Writing a list and undoing one may cancel orders: `reason` is what their homes read. */
export const writeListInput = listImportInput.extend({ reason: z.string().trim().min(1).max(200) });
export type WriteListInput = z.infer<typeof writeListInput>;

/** The tab of a workbook that is the list, by its place among those that hold rows. */
export const readTabInput = listImportInput.extend({ tab: z.number().int().min(0).max(999) });
export type ReadTabInput = z.infer<typeof readTabInput>;

const letter = z.string().regex(/^[A-Z]{1,2}$/);
export const nameColumnInput = listImportInput.extend({
  /** Counted from 0. */
  column: z
    .number()
    .int()
    .min(0)
    .max(MOST_LIST_COLUMNS - 1),
  use: z.union([z.object({ kind: z.literal("item"), code: letter }), z.object({ kind: z.enum(COLUMN_KINDS) })]),
});
export type NameColumnInput = z.infer<typeof nameColumnInput>;

const items = z.record(letter, z.number().int().min(0).max(99));
export const decideRowInput = z.object({
  importId: id<ListImportId>(),
  row: z.number().int().min(0).max(9_999),
  decision: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("ignore") }),
      z.object({ kind: z.literal("take"), household: z.string().trim().min(1).max(40), items }),
    ])
    /** Null takes the decision back. */
    .nullable(),
});
export type DecideRowInput = z.infer<typeof decideRowInput>;

export type ListImportState = (typeof IMPORT_STATES)[number];

/** One tap that settles a row; `who` is masked. */
export type RowChoice = {
  readonly household: string;
  readonly items: Items;
  readonly who: string | null;
  /** What the home ordered last time, and what stands for it in this round. */
  readonly last: Items;
  readonly standing: Items | null;
};

export type ListRowView = {
  readonly row: number;
  readonly stands: "open" | "taken" | "ignored";
  readonly clash: boolean;
  readonly decided: boolean;
  /** As in the list before; and what the list before said of the home where it said something else. */
  readonly same: boolean;
  readonly was: Items | null;
  readonly lines: readonly { readonly no: number; readonly text: string }[];
  readonly reasons: readonly Reason[];
  /** Why the last try to write it found it impossible. */
  readonly refusal: { readonly code: string; readonly detail: Readonly<Record<string, unknown>> } | null;
  readonly household: string | null;
  readonly items: Items;
  readonly choices: readonly RowChoice[];
};

export type ListOffer = {
  readonly packageVersionId: PackageVersionId;
  readonly letter: string;
  readonly name: Names;
  readonly priceFen: number;
  readonly householdLimit: number;
};

/** A column of a sheet with what it is taken for; cells of phones are not shown. */
export type ListColumnView = {
  /** Its name, or null where it has none. */
  readonly name: string | null;
  readonly use: Column;
  readonly samples: readonly string[];
};

/** Where a list came from a spreadsheet. */
export type ListSheetView = {
  readonly file: string | null;
  /** The tabs of its file that hold rows, where there are several; one of them is read. */
  readonly tabs: readonly { readonly at: number; readonly name: string; readonly read: boolean }[];
  readonly remembered: boolean;
  readonly columns: readonly ListColumnView[];
};

/** What applying did or would do, home by home. */
export type ListImportView = {
  readonly importId: ListImportId;
  readonly gridId: GridId;
  /** What the place calls who gathers there. */
  readonly aggregator: Aggregator;
  readonly state: ListImportState;
  readonly pastedMs: number;
  readonly text: string;
  readonly sheet: ListSheetView | null;
  readonly counts: { readonly open: number; readonly taken: number; readonly ignored: number; readonly all: number };
  readonly flags: readonly MessageFlag[];
  readonly rows: readonly ListRowView[];
  /** Lines that are in no order: headings, examples, chat. */
  readonly passed: readonly { readonly no: number; readonly text: string }[];
  readonly offers: readonly ListOffer[];
  /** Homes of the list before that this one no longer names. */
  readonly gone: readonly { readonly household: string; readonly items: Items }[];
  readonly graceEndsMs: number;
  readonly did: { readonly placed: number; readonly changed: number; readonly cancelled: number };
  /** The columns of a sheet are waiting to be looked at. */
  readonly mayName: boolean;
  /** They say whose each row is and what he wants. */
  readonly readable: boolean;
  readonly mayDecide: boolean;
  readonly mayUndo: boolean;
};

export type PasteView = {
  readonly gridId: GridId;
  readonly choice: RoundChoice;
  readonly cycleId: CycleId | null;
  readonly untilMs: number | null;
  readonly offers: readonly ListOffer[];
  readonly lists: readonly {
    readonly importId: ListImportId;
    readonly state: ListImportState;
    readonly pastedMs: number;
    readonly orders: number;
  }[];
};

/** What undoing a list left as it is: homes whose order somebody changed since. */
export type UndoneList = { readonly undone: number; readonly left: readonly string[] };
export type AppliedList = { readonly written: number; readonly refused: number };
