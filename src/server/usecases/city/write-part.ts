import { sql } from "drizzle-orm";
import type { CityImportId } from "#domain/kernel/ids.ts";
import type { SheetName } from "#domain/workbook/sheets.ts";
import type { ActTx } from "../../act.ts";
import { writePackages } from "./write-packages.ts";
import { writeBuildings, writeGrids, writeHomes, writePlaces } from "./write-places.ts";
import { writeStaff } from "./write-staff.ts";
import { writeDepots, writeItems, writeStores, writeTypes, writeVehicles } from "./write-supply.ts";

/** Whom a part's rows are brought by; null where somebody keeps a row by form. */
export type Part = { readonly importId: CityImportId | null };

const WRITERS: Readonly<Record<SheetName, (tx: ActTx, part: Part) => Promise<void>>> = {
  places: writePlaces,
  grids: writeGrids,
  buildings: writeBuildings,
  homes: writeHomes,
  stores: writeStores,
  depots: writeDepots,
  types: writeTypes,
  staff: writeStaff,
  vehicles: writeVehicles,
  items: writeItems,
  packages: writePackages,
};

/**
 * Writes rows into the city: they stand in `part` (line, key, row, before), which lives as long as the act, and each row
 * is whole, what its sheet does not say being as it was.
 */
export async function writePart(tx: ActTx, sheet: SheetName, part: Part): Promise<void> {
  await WRITERS[sheet](tx, part);
}

/** Makes the act's `part` empty, and made where it is not there yet. */
export async function openPart(tx: ActTx): Promise<void> {
  await tx.execute(
    sql`CREATE TEMP TABLE IF NOT EXISTS part (line int, key text PRIMARY KEY, row jsonb, before jsonb) ON COMMIT DROP`,
  );
  await tx.execute(sql`DELETE FROM part`);
}
