import type { SheetRow } from "./column.ts";
import type { SheetName } from "./sheets.ts";

/** A checked row in the one form in which it is compared: ways to say the same become one. */
export function rowAsKept(sheet: SheetName, row: SheetRow): SheetRow {
  if (sheet === "buildings") return { ...row, ...(row.units === 0 ? { units: null } : {}) };
  if (sheet === "staff") {
    const { phone, ...rest } = row;
    // Somebody with several roles has his number in one of their rows.
    return { ...rest, ...(phone ? { phone } : {}), username: String(row.username).toLowerCase() };
  }
  if (sheet === "vehicles" && typeof row.driver === "string") return { ...row, driver: row.driver.toLowerCase() };
  if (sheet === "homes")
    return {
      ...row,
      // Nobody has said that it stands empty: then it does not.
      ...(row.vacant === null ? { vacant: false } : {}),
      // A day belongs to what was said on it.
      ...(row.needs === null ? { needs_on: null } : {}),
    };
  return row;
}
