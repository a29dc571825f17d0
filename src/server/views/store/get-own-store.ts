import { eq } from "drizzle-orm";
import type { CityRowView } from "#contract/city-rows.ts";
import { findCityRow } from "#db/queries/city-rows.ts";
import { supermarkets } from "#db/schema/index.ts";
import type { SupermarketId } from "#domain/kernel/ids.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { pickStore } from "./store-in-hand.ts";

/** The manager's own store as the city has it. @throws AppError `forbidden` without a store */
export function getOwnStore(
  ctx: Ctx,
  asked: { store?: string | undefined },
): Promise<{ supermarketId: SupermarketId; found: CityRowView }> {
  return look(ctx, async (tx) => {
    const { supermarketId } = (await pickStore(tx, ctx, asked.store)).store;
    const [store] = await tx.select().from(supermarkets).where(eq(supermarkets.id, supermarketId));
    const found = store && (await findCityRow(tx, "stores", store.code));
    if (!found) throw new AppError("not_found");
    return { supermarketId, found };
  });
}
