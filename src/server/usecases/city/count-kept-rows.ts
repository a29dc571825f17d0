import { sql } from "drizzle-orm";
import type { CityImportId } from "#domain/kernel/ids.ts";
import type { ActTx } from "../../act.ts";

/** How many rows of an import are still there; those about people go after a while. With the system's eyes. */
export async function countKeptRows(tx: ActTx, id: CityImportId): Promise<number> {
  const [row] = await tx.seeingAll((all) =>
    all.execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM city_import_rows WHERE import_id = ${id}`),
  );
  return row?.n ?? 0;
}
