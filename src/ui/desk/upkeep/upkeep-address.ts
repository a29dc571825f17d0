import { KEPT_SHEETS, type KeptSheet } from "#contract/city-rows.ts";
import { HOUSEHOLD_SIZES, type People } from "#domain/workbook/variant-row.ts";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Which sheet an address of the upkeep is about; packages where it names none. */
export const sheetIn = ({ of }: Query): KeptSheet => KEPT_SHEETS.find((sheet) => sheet === of) ?? "packages";
/** Which row; null for a new one. */
export const keyIn = ({ key }: Query): string | null => (typeof key === "string" && key !== "" ? key : null);

/** The package and the household size that a new one begins from. */
export function variantIn({ from, people }: Query): { base: string; people: People } | undefined {
  const size = HOUSEHOLD_SIZES.find((s) => s.join("-") === people);
  return typeof from === "string" && size ? { base: from, people: size } : undefined;
}

export const sheetHref = (sheet: KeptSheet): string => `/desk/upkeep?of=${sheet}`;
export const rowHref = (sheet: KeptSheet, key?: string): string =>
  `/desk/upkeep/row?of=${sheet}${key === undefined ? "" : `&key=${encodeURIComponent(key)}`}`;
export const variantHref = (base: string, people: People): string =>
  `${rowHref("packages")}&from=${encodeURIComponent(base)}&people=${people.join("-")}`;
