import type { BusView, GridRef } from "#contract/grid.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { pickGrid } from "./grid-in-hand.ts";
import { listBuses } from "./list-buses.ts";

/** The buses at the grid's gate, today. */
export async function getReceive(
  ctx: Ctx,
  gridId?: string,
): Promise<{ grid: GridRef; nowMs: number; buses: BusView[] }> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    return { grid, nowMs: tx.at, buses: await listBuses(tx, ctx, grid.gridId) };
  });
}
