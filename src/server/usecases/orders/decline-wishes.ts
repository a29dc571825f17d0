import { and, eq, type SQL } from "drizzle-orm";
import { lateRequests } from "#db/schema/index.ts";
import type { ActTx } from "../../act.ts";
import { LATE_REQUESTS } from "../../lives.ts";
import { moveAll } from "../../move.ts";

/** Declines the late wishes that wait among `which`, with one reason for all. @throws AppError `refused` without a reason */
export async function declineWishes(tx: ActTx, which: SQL | undefined, reason: string | undefined): Promise<void> {
  const waiting = await tx
    .select()
    .from(lateRequests)
    .where(and(which, eq(lateRequests.state, "waiting")))
    .orderBy(lateRequests.cycleId, lateRequests.householdId)
    .for("update");
  await moveAll(tx, LATE_REQUESTS, waiting, "decline", { reason }, { reason, set: { answeredBy: tx.actor.userId } });
}
