import type { SheetRow } from "./column.ts";

/** Whether a building says its doors in one of the two ways, or leaves them to the homes' sheet. */
export function statesOneWay(row: SheetRow): boolean {
  const counted = [row.floors, row.rooms].filter((n) => typeof n === "number" && n > 0).length;
  const named = Array.isArray(row.room_names) && row.room_names.length > 0;
  return named ? counted === 0 : counted !== 1;
}
