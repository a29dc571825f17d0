import { readCityFacts } from "#db/queries/city-facts.ts";
import { type Readiness, readinessOf, wished } from "#domain/oversight/readiness.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

/**
 * What a round would find missing in the city as it is now. Counts alone, so they may be read with the system's eyes.
 * @param how `roads`: streets are known, and times are no estimates
 */
export async function getReadiness(ctx: Ctx, how: { roads: boolean }): Promise<Readiness[]> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => [
    ...readinessOf(await readCityFacts(tx)),
    wished("roads", how.roads),
  ]);
}
