import { sql } from "drizzle-orm";
import { cityRows } from "#db/queries/city-rows.ts";
import { readCap } from "#db/queries/price-caps.ts";
import { readBagsTaken } from "#db/queries/store-loads.ts";
import { items } from "#db/schema/index.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import type { CityKeys } from "#domain/workbook/check-book.ts";
import type { SheetName } from "#domain/workbook/sheets.ts";
import type { ActTx } from "../../act.ts";

/** What a checked row is held against. Read with the system's eyes. @param pointedTo sheets whose keys are asked for */
export async function readCityKeys(tx: ActTx, pointedTo: readonly SheetName[]): Promise<CityKeys> {
  const keys: Partial<Record<SheetName, ReadonlySet<string>>> = {};
  for (const sheet of pointedTo) {
    const rows = await tx.execute<{ key: string }>(sql`SELECT key FROM (${cityRows(sheet)}) AS city`);
    keys[sheet] = new Set(rows.map((r) => r.key));
  }
  const today = toServiceDay(tx.at);
  const inPackages = sql<boolean>`EXISTS (SELECT FROM package_lines l WHERE l.item_id = ${items.id})`;
  const rows = await tx.select({ item: items, inPackages }).from(items);
  return {
    keys,
    items: new Map(rows.map(({ item, inPackages }) => [item.code, { ...item, inPackages }])),
    cap: await readCap(tx, today),
    bagsTaken: await readBagsTaken(tx, today),
  };
}
