import { and, desc, eq } from "drizzle-orm";
import type { PasteView } from "#contract/group-list.ts";
import { listOffersByLetter } from "#db/queries/list-context.ts";
import { listImports } from "#db/schema/index.ts";
import { OPEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { pickGrid, pickRound } from "./grid-in-hand.ts";

const SHOWN_LISTS = 12;

/** Where a list is pasted: the round that is being gathered, its card for the group, and the lists pasted so far. */
export async function getPaste(ctx: Ctx, gridId?: string, round?: string): Promise<PasteView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const { cycle, choice } = await pickRound(tx, grid.gridId, round);
    const open = cycle && tx.at < cycle.graceEndsAt && OPEN_SHEET_STATES.includes(cycle.sheetState);
    const lists = cycle
      ? await tx
          .select()
          .from(listImports)
          .where(and(eq(listImports.cycleId, cycle.id), eq(listImports.gridId, grid.gridId)))
          .orderBy(desc(listImports.pastedAt))
          .limit(SHOWN_LISTS)
      : [];
    return {
      gridId: grid.gridId,
      choice,
      cycleId: open ? cycle.id : null,
      untilMs: open ? cycle.graceEndsAt : null,
      offers: cycle ? await listOffersByLetter(tx, cycle.id) : [],
      lists: lists.map((l) => ({
        importId: l.id,
        state: l.state,
        pastedMs: l.pastedAt,
        orders: l.read.orders.length,
      })),
    };
  });
}
