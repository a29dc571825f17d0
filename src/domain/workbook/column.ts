import type { Names } from "../kernel/names.ts";

/** A word of a closed list, as it is kept and as each language writes it. */
export type Choice = { readonly key: string; readonly called: Names };

/** What a cell may hold; the value that it becomes stands behind each. */
export type CellKind =
  /** Text that may stand empty: string. */
  | "text"
  /** A name that other rows point to: string without spaces. */
  | "code"
  /** A building as people call it: string. */
  | "building"
  /** A whole number from 0: number. */
  | "whole"
  /** Decimal degrees: number. */
  | "lat"
  | "lng"
  /** `07:30-11:30`: [opens, closes] in seconds of the day. */
  | "window"
  /** `06:00`: seconds of the day. */
  | "clock"
  /** Yuan with up to two decimals: whole fen. */
  | "yuan"
  | "yes_no"
  /** `2026-04-05`. */
  | "date"
  /** One word of `choices`: its key. */
  | "choice"
  /** Several of them, or, without `choices`, several texts: string[]. */
  | "list"
  /** `大米×1、白菜×2.5`, items by their codes: [code, tenths][]. */
  | "contents";

export type Column = {
  readonly key: string;
  readonly called: Names;
  readonly kind: CellKind;
  /** Must stand in the header and be filled in every row. */
  readonly needed?: true;
  readonly choices?: readonly Choice[];
  /** A larger number, or a longer text, is a slip of the hand. */
  readonly most?: number;
  readonly least?: number;
  /** What the template's example row shows. */
  readonly example: Names;
  readonly unit?: Names;
};

export type SheetColumns = {
  readonly called: Names;
  /** Columns that name a row, in this order: the same file again changes nothing, a corrected one only what differs. */
  readonly names: readonly string[];
  readonly columns: readonly Column[];
};

/** A cell's value as it is kept and compared. */
export type Value = string | number | boolean | null | readonly (string | number | readonly (string | number)[])[];
/** A checked row: columns that the sheet does not have are not in it, empty ones are null. */
export type SheetRow = Readonly<Record<string, Value>>;

/** What is wrong in a cell or a row; screens and the command have the words. */
export type MistakeKind =
  | "needed"
  | "whole"
  | "too_large"
  | "too_small"
  | "too_long"
  | "degrees"
  | "lat_range"
  | "lng_range"
  | "window"
  | "window_order"
  | "clock"
  | "yuan"
  | "yes_no"
  | "date_form"
  | "choice"
  | "contents"
  | "hidden"
  | "date"
  | "error"
  | "formula"
  | "scientific"
  | "cells"
  // Of a row beside others.
  | "twice"
  | "far_away"
  | "unknown"
  | "one_or_other"
  | "not_whole"
  | "not_the_sum"
  | "not_measured"
  | "over_cap"
  | "in_packages"
  | "out_of_order"
  | "halal_pork"
  | "bags_accepted"
  | "needs_date"
  | "scope"
  | "name_taken"
  // Of a sheet as a whole.
  | "columns_missing"
  | "column_unknown"
  | "column_twice"
  | "sheet_unknown"
  | "sheet_twice"
  | "no_rows";
/** `wanted` is what would be right there: the words of a list, a sum, the sheet in which a code should stand. */
export type Mistake = {
  readonly sheet: string;
  readonly line: number;
  readonly column: string;
  readonly kind: MistakeKind;
  readonly wanted?: string;
};

export const YES: Choice = { key: "yes", called: { "zh-CN": "是", en: "yes" } };
export const NO: Choice = { key: "no", called: { "zh-CN": "否", en: "no" } };

/** A word in every language that it has, for readers of any: `社区 / community`. */
export const inAll = (called: Names): string => [...new Set(Object.values(called))].join(" / ");
