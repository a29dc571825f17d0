import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { CommunityOutInput } from "#contract/cycles.ts";
import { cycles, gridSheets, householdOrders, lateRequests, listImports } from "#db/schema/index.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { UNALLOCATED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { ORDER_KEYS, SHEETS } from "../../lives.ts";
import { record } from "../../record.ts";
import { layAsideLists } from "../lists/lay-aside-lists.ts";
import { declineWishes } from "../orders/decline-wishes.ts";
import { takeBackOrders } from "../orders/take-back-orders.ts";
import { thawSheetIn } from "../sheets/thaw-sheet.ts";
import { lockRound } from "./lock-round.ts";

/**
 * Takes one community out of a round before it is shared out, with the same reason for everybody: its frozen sheets are
 * thawed, its homes' orders are cancelled, their stock given back and what was paid owed back, wishes that wait are
 * declined, pasted lists laid aside, and each of its grids gets a quota of nothing, so that nobody orders there again. The other communities are
 * not touched. The same call again finds nothing left to do.
 * @throws AppError `not_found`; `refused` with `allocation_stands` or the domain's reason; `conflict` when it moved meanwhile
 */
export async function takeCommunityOut(ctx: Ctx, input: CommunityOutInput): Promise<{ orders: number }> {
  const { cycleId, communityId, reason } = input;
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      await lockRound(tx, cycleId);
      const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, cycleId));
      const here = eq(gridSheets.communityId, communityId);
      const sheets = await tx
        .select({ id: gridSheets.id, state: gridSheets.state })
        .from(gridSheets)
        .where(and(eq(gridSheets.cycleId, cycleId), here))
        .orderBy(gridSheets.id);
      if (!cycle || sheets.length === 0) throw new AppError("not_found");
      if (!UNALLOCATED_CYCLE_STATES.includes(cycle.state))
        throw new AppError("refused", { kind: "not_from_here", from: cycle.state, act: "take_out" });
      const frozen = sheets.filter((s) => (statesBefore(SHEETS.machine, "thaw") as string[]).includes(s.state));
      for (const { id } of frozen) await thawSheetIn(tx, { sheetId: id, reason });
      const orders = await tx
        .select(ORDER_KEYS)
        .from(householdOrders)
        .where(
          and(
            eq(householdOrders.cycleId, cycleId),
            eq(householdOrders.communityId, communityId),
            ne(householdOrders.state, "cancelled"),
          ),
        )
        .orderBy(householdOrders.id)
        .for("update");
      const times = { role: tx.role, now: tx.at, cutOffAt: cycle.cutOffAt, graceEndsAt: cycle.graceEndsAt };
      await takeBackOrders(tx, cycleId, orders, times, reason);
      const grids = sql`(SELECT id FROM grids WHERE community_id = ${communityId})`;
      await declineWishes(tx, and(eq(lateRequests.cycleId, cycleId), inArray(lateRequests.gridId, grids)), reason);
      await layAsideLists(tx, and(eq(listImports.cycleId, cycleId), inArray(listImports.gridId, grids)), reason);
      await closeQuotas(tx, input);
      await record(tx, {
        kind: "community.taken_out",
        subjectId: communityId,
        cycleId,
        reason,
        data: { orders: orders.length },
      });
      tx.tell([`community:${communityId}`, `cycle:${cycleId}`]);
      return { orders: orders.length };
    }),
  );
}

/** Nothing is reserved there any more: every package's share of each grid becomes nothing. */
async function closeQuotas(tx: ActTx, { cycleId, communityId }: CommunityOutInput): Promise<void> {
  await tx.execute(sql`
    INSERT INTO grid_quotas (cycle_id, package_version_id, grid_id, quota)
    SELECT f.cycle_id, f.package_version_id, g.id, 0 FROM offers f CROSS JOIN grids g
    WHERE f.cycle_id = ${cycleId} AND g.community_id = ${communityId}
    ON CONFLICT (cycle_id, package_version_id, grid_id) DO UPDATE SET quota = 0, reserved = 0`);
}
