import { and, eq, inArray, ne } from "drizzle-orm";
import type { CycleActInput } from "#contract/cycles.ts";
import { gridSheets, householdOrders, lateRequests, listImports } from "#db/schema/index.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { ORDER_KEYS, SHEETS } from "../../lives.ts";
import { layAsideLists } from "../lists/lay-aside-lists.ts";
import { declineWishes } from "../orders/decline-wishes.ts";
import { takeBackOrders } from "../orders/take-back-orders.ts";
import { thawSheetIn } from "../sheets/thaw-sheet.ts";
import type { Cycle } from "./cycle-facts.ts";
import { lockRound } from "./lock-round.ts";
import { moveCycleIn } from "./move-cycle.ts";

/**
 * Calls a round off before it is shared out, with everything that hangs on it and the same reason: frozen sheets are
 * thawed, so that their charges are taken back, every order is cancelled, its stock given back and what was paid owed
 * back, wishes that wait are declined and pasted lists that wait laid aside. Payments that are being looked for stay with the desk until it has answered.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when it moved meanwhile
 */
export async function cancelCycle(ctx: Ctx, input: CycleActInput): Promise<Cycle & { readonly orders: number }> {
  const { cycleId, reason } = input;
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      await lockRound(tx, cycleId);
      const cycle = await moveCycleIn(tx, "cancel", input);
      const frozen = await tx
        .select({ id: gridSheets.id })
        .from(gridSheets)
        .where(and(eq(gridSheets.cycleId, cycleId), inArray(gridSheets.state, statesBefore(SHEETS.machine, "thaw"))))
        .orderBy(gridSheets.id);
      for (const { id } of frozen) await thawSheetIn(tx, { sheetId: id, reason: reason ?? "" });
      const orders = await tx
        .select(ORDER_KEYS)
        .from(householdOrders)
        .where(and(eq(householdOrders.cycleId, cycleId), ne(householdOrders.state, "cancelled")))
        .orderBy(householdOrders.id)
        .for("update");
      const times = { role: tx.role, now: tx.at, cutOffAt: cycle.cutOffAt, graceEndsAt: cycle.graceEndsAt };
      await takeBackOrders(tx, cycleId, orders, times, reason);
      await declineWishes(tx, eq(lateRequests.cycleId, cycleId), reason);
      await layAsideLists(tx, eq(listImports.cycleId, cycleId), reason);
      return { ...cycle, orders: orders.length };
    }),
  );
}
