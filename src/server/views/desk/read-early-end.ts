import type { EarlyEnd } from "#contract/desk.ts";
import { countForEarlyEnd } from "#db/queries/early-end-counts.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

/** What ending a round early would touch: counts alone, so the system's eyes may look at the homes behind them. */
export function readEarlyEnd(ctx: Ctx, cycleId: CycleId): Promise<EarlyEnd> {
  return look({ db: ctx.db, actor: SYSTEM }, (tx) => countForEarlyEnd(tx, cycleId));
}
