import { z } from "zod";
import type { PlaceImportId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { PlaceImportState } from "#domain/places/place-import.ts";
import { id } from "./orders.ts";
import { MOST_FILE_BYTES, MOST_OF, PLACE_DATUMS, type PlaceDatum } from "./place-files.ts";

/** What can be wrong in one cell of a city's list; screens and the command have the words. */
type CellMistake =
  | "words"
  | "whole"
  | "too_many"
  | "degrees"
  | "lat_range"
  | "lng_range"
  | "window"
  | "window_order"
  | "yes_no"
  | "twice"
  // What a spreadsheet made of a cell, and what a row or a point cannot be.
  | "date"
  | "error"
  | "formula"
  | "scientific"
  | "hidden"
  | "cells"
  | "far_away";
const m = (kind: CellMistake) => kind;

/** Control signs, marks that turn the writing round, halves of signs and those that no decoder knew: a database takes none. */
const HIDDEN = /[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFD\uFFFE\uFFFF]/u;
/** A cell of a spreadsheet that shows an error; a formula that came over as its text; a long number cut to its first digits. */
const [ERROR, FORMULA, SCIENTIFIC] = [/^#(REF|N\/A|VALUE|NAME|DIV\/0|NULL|NUM)[!?]?$/, /^[=@]/, /^\d(\.\d+)?E\+\d+$/i];
const optionalWords = z
  .string(m("words"))
  .refine((text) => !HIDDEN.test(text), m("hidden"))
  .refine((text) => !ERROR.test(text), m("error"))
  .refine((text) => !FORMULA.test(text), m("formula"))
  .refine((text) => !SCIENTIFIC.test(text), m("scientific"));
const words = optionalWords.refine((text) => text !== "", m("words"));
const count = (column: keyof typeof MOST_OF) =>
  z
    .string()
    .regex(/^\d+$/, m("whole"))
    .transform(Number)
    .refine((n) => n <= (MOST_OF[column] ?? 0), m("too_many"));
const degrees = (most: number, beyond: CellMistake) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, m("degrees"))
    .transform(Number)
    .refine((d) => Math.abs(d) <= most, beyond);
const window = z
  .string()
  .regex(/^\d{2}:[0-5]\d-\d{2}:[0-5]\d$/, m("window"))
  .transform((text) => {
    const [opens = "", closes = ""] = text.split("-");
    const seconds = (clock: string) => Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3)) * 60;
    return { opensSeconds: seconds(opens), closesSeconds: seconds(closes) };
  })
  .refine((w) => w.opensSeconds < w.closesSeconds && w.closesSeconds <= 86_400, m("window_order"));

/** One row of a city's list of places: a community or a unit, with the numbers from which its doors are laid out. */
export const placeRow = z.object({
  place_id: words,
  place_type: words,
  name_zh: words,
  name_en: words,
  subdistrict_zh: optionalWords,
  subdistrict_en: optionalWords,
  district_zh: words,
  lat: degrees(90, "lat_range"),
  lng: degrees(180, "lng_range"),
  coord_quality: words,
  demo_households: count("demo_households"),
  demo_elderly_alone: count("demo_elderly_alone"),
  demo_no_smartphone_households: count("demo_no_smartphone_households"),
  demo_grids: count("demo_grids"),
  demo_buildings: count("demo_buildings"),
  demo_gate_window: window,
  demo_bus_accessible: z.enum(["yes", "no"], m("yes_no")),
  demo_transfer_mode: optionalWords,
});
export type PlaceRow = z.infer<typeof placeRow>;
export const PLACE_COLUMNS = Object.keys(placeRow.shape);

/** A mistake in a list: where it stands, and what is wrong there. Lines are counted as a spreadsheet counts them. */
export type PlaceMistake =
  | { readonly kind: CellMistake; readonly line: number; readonly column: string; readonly before?: number }
  | { readonly kind: "columns_missing"; readonly line: 1; readonly column: string }
  | { readonly kind: "no_rows"; readonly line: 1; readonly column: "" };

export const checkPlacesInput = z.object({
  fileName: z.string().trim().min(1).max(200),
  datum: z.enum(PLACE_DATUMS),
  base64: z.base64().max(Math.ceil(MOST_FILE_BYTES / 3) * 4 + 4),
});
export type CheckPlacesInput = z.infer<typeof checkPlacesInput>;

export const placeImportInput = z.object({ importId: id<PlaceImportId>() });
export type PlaceImportInput = z.infer<typeof placeImportInput>;

/** A list was kept to be looked at, or this is wrong with it and nothing was kept. */
export type CheckedPlaces =
  | { readonly importId: PlaceImportId }
  | { readonly mistakes: readonly PlaceMistake[]; readonly of: number };

/** What a list would change. */
export type PlaceReport = {
  readonly added: number;
  /** Of the places that are new. */
  readonly homes: number;
  /** Codes of places that the city has already. */
  readonly known: readonly string[];
  readonly renamed: readonly { readonly code: string; readonly from: string }[];
  /** Known places that would stand elsewhere. */
  readonly moved: readonly { readonly code: string; readonly metres: number }[];
  /** Places that no bus gets near; `metres` is null where there is no street within a kilometre. */
  readonly far: readonly { readonly code: string; readonly metres: number | null }[];
  /** False where no streets are known, so that nobody could say who is far from one. */
  readonly streets: boolean;
};

export type PlaceImportRow = {
  readonly importId: PlaceImportId;
  readonly fileName: string;
  readonly datum: PlaceDatum;
  readonly state: PlaceImportState;
  readonly places: number;
  /** Laid out so far. */
  readonly done: number;
  readonly by: string | null;
  readonly checkedMs: number;
  readonly takenInMs: number | null;
};

export type ImportedPlace = {
  readonly code: string;
  readonly name: Names;
  readonly district: string;
  readonly homes: number;
  readonly lat: number;
  readonly lng: number;
  readonly is: "new" | "known" | "renamed";
};

export type PlaceImportView = PlaceImportRow & {
  readonly list: readonly ImportedPlace[];
  /** By how many metres reading the datum has moved the places, at most. */
  readonly shiftMetres: number;
  /** Null until the worker has looked. */
  readonly report: PlaceReport | null;
  /** Places of the city that the list does not name. */
  readonly others: readonly {
    readonly code: string;
    readonly name: Names;
    readonly lat: number;
    readonly lng: number;
  }[];
};
