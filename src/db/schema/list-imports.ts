import { sql } from "drizzle-orm";
import { check, index, jsonb, pgEnum, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { GroupList } from "#domain/group-list/parse-group-list.ts";
import type { BadCell } from "#domain/group-list/parse-sheet.ts";
import type { RowDecision } from "#domain/group-list/settle-list.ts";
import type { SheetForm } from "#domain/group-list/sheet-columns.ts";
import type { CycleId, GridId, ListImportId, OrderId, PackageVersionId, UserId } from "#domain/kernel/ids.ts";
import { IMPORT_STATES } from "#domain/orders/import-job.ts";
import { idColumn, instantColumn } from "../columns.ts";
import { users } from "./auth.ts";
import { cycles } from "./offer.ts";
import { grids } from "./places.ts";

export const listImportState = pgEnum("list_import_state", IMPORT_STATES);

/** What writing one row of a list did to one order, and what stood before: enough to undo it. */
export type ListEffect = {
  readonly row: number;
  readonly orderId: OrderId;
  readonly did: "placed" | "changed" | "cancelled";
  /** The order's revision as it was left: whoever touched it since has the last word. */
  readonly revision: number;
  readonly before?: {
    readonly lines: readonly { packageVersionId: PackageVersionId; wanted: number; acceptUpTo: number }[];
    readonly note: string | null;
  };
};

/** A tab of a workbook that holds rows, kept as the read one's are: another may be the list. */
export type KeptTab = {
  /** Its place among the tabs of the file that hold rows, from 0. */
  readonly at: number;
  readonly name: string;
  readonly text: string;
  readonly bad: readonly BadCell[];
};

/** A spreadsheet that came in as a list, and what its columns are taken for. */
export type KeptSheet = SheetForm & {
  readonly file: string | null;
  /** The tab that is read; none where rows were pasted, nor in lists from before tabs could be chosen. */
  readonly tab?: Pick<KeptTab, "at" | "name">;
  readonly otherTabs?: readonly KeptTab[];
  /** The names of its columns: the next sheet of this grid with the same ones is read the same way. */
  readonly headKey: string | null;
  readonly bad: readonly BadCell[];
  /** A person has looked at the columns. */
  readonly accepted: boolean;
  /** Columns are as they were accepted the last time. */
  readonly remembered: boolean;
};

/** 接龙导入: a pasted group list, what was read from it, and what a person decided. The text itself is kept as evidence. */
export const listImports = pgTable(
  "list_imports",
  {
    id: idColumn<ListImportId>().primaryKey(),
    cycleId: idColumn<CycleId>()
      .notNull()
      .references(() => cycles.id),
    gridId: idColumn<GridId>()
      .notNull()
      .references(() => grids.id),
    state: listImportState().notNull().default("parsed"),
    text: text().notNull(),
    /** Where the text came from a spreadsheet: a line for each row, cells parted by tabs. */
    sheet: jsonb().$type<KeptSheet>(),
    /** As the parser read it on that day, against that day's card and homes. */
    read: jsonb().$type<GroupList>().notNull(),
    /** The package that each letter of the card meant. */
    packages: jsonb().$type<Readonly<Record<string, PackageVersionId>>>().notNull(),
    /** By the position of the order in `read`. */
    decisions: jsonb().$type<Readonly<Record<string, RowDecision>>>().notNull().default({}),
    /** Rows that the last try to write them found impossible, by position: the refusal's words' key and figures. */
    refusals: jsonb().$type<Readonly<Record<string, RowRefusal>>>().notNull().default({}),
    effects: jsonb().$type<readonly ListEffect[]>().notNull().default([]),
    pastedBy: uuid()
      .$type<UserId>()
      .references(() => users.id),
    pastedAt: instantColumn().notNull(),
    stateAt: instantColumn().notNull(),
  },
  (t) => [
    index("list_imports_of_a_grid").on(t.cycleId, t.gridId, t.pastedAt),
    check("list_imports_text", sql`char_length(${t.text}) between 1 and 1000000`),
  ],
);

/** Why a row could not be written, as the API would have said it. */
export type RowRefusal = { readonly code: string; readonly detail: Readonly<Record<string, string | number>> };
