import { z } from "zod";
import type { SupermarketId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { CatalogueItem } from "#domain/offer/design-package.ts";
import type { PriceCap } from "#domain/offer/price-cap.ts";
import type { Mistake, SheetRow } from "#domain/workbook/column.ts";
import type { ColumnChange } from "#domain/workbook/row-change.ts";
import type { SheetName } from "#domain/workbook/sheets.ts";
import { serviceDay } from "./cycles.ts";
import { id } from "./orders.ts";

/** What the desk keeps by form as well as by workbook. */
export const KEPT_SHEETS = [
  "packages",
  "items",
  "stores",
  "depots",
  "types",
  "vehicles",
  "places",
] as const satisfies SheetName[];
export type KeptSheet = (typeof KEPT_SHEETS)[number];

/** Cells as they are typed, by their columns; `seen` names the row as it was read, null where there was none. */
const row = {
  seen: z.string().length(32).nullable(),
  cells: z.record(z.string().max(40), z.string().max(4_000)),
};
export const keepRowInput = z.object({ sheet: z.enum(KEPT_SHEETS), ...row });
export type KeepRowInput = z.infer<typeof keepRowInput>;

/** The columns of its own row that a store's manager keeps: when, how much, and whom to call. */
export const OWN_STORE_COLUMNS = ["capacity", "pickers", "docks", "opens", "contact", "phone"] as const;
export const keepOwnStoreInput = z.object({ supermarketId: id<SupermarketId>(), ...row });
export type KeepOwnStoreInput = z.infer<typeof keepOwnStoreInput>;

/** The row was kept, whether that changed anything, and the name of its content now; or what is wrong, and nothing was kept. */
export type KeptRow =
  | { readonly key: string; readonly changed: boolean; readonly seen: string }
  | { readonly mistakes: readonly Mistake[] };

export const stateCapInput = z.object({
  /** Null lifts the cap. */
  percent: z.number().int().min(0).max(1_000).nullable(),
  from: serviceDay,
  orderNumber: z.string().trim().min(1).max(60),
});
export type StateCapInput = z.infer<typeof stateCapInput>;

/** One row of a sheet as the city has it, `seen` being the name of its present content. */
export type CityRowView = { readonly key: string; readonly row: SheetRow; readonly seen: string };
/** What somebody changed of a row, and when; by a workbook where `file` names it. */
export type RowHistory = {
  readonly atMs: number;
  readonly by: string | null;
  readonly file: string | null;
  readonly isNew: boolean;
  readonly changes: readonly ColumnChange[];
};
/** What may be chosen in a column whose rows stand elsewhere. */
export type RowOptions = Readonly<Record<string, readonly { readonly key: string; readonly name: Names }[]>>;
export type CapView = PriceCap & { readonly id: string };
/** What a package is designed from. */
export type PackageDesk = {
  readonly items: readonly (CatalogueItem & {
    readonly name: Names;
    readonly unit: string;
    readonly picture: string | null;
  })[];
  readonly cap: PriceCap | null;
  readonly packages: readonly string[];
};
