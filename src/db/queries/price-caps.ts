import { desc, lte } from "drizzle-orm";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { capInForce, type PriceCap } from "#domain/offer/price-cap.ts";
import type { Tx } from "../client.ts";
import { priceCaps } from "../schema/index.ts";

/** The price cap that binds on a day; undefined where none was stated, or it was lifted. */
export async function readCap(tx: Tx, day: ServiceDay): Promise<PriceCap | undefined> {
  const begun = await tx
    .select()
    .from(priceCaps)
    .where(lte(priceCaps.from, day))
    .orderBy(desc(priceCaps.from))
    .limit(1);
  return capInForce(begun, day);
}
