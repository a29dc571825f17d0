import { randomUUID } from "node:crypto";
import type { GoOnLeaveInput } from "#contract/leaving.ts";
import { listAtWork, seatKey } from "#db/queries/at-work.ts";
import { listLeftOpen } from "#db/queries/left-open.ts";
import { assignments } from "#db/schema/index.ts";
import type { AssignmentId } from "#domain/kernel/ids.ts";
import { judgeLeaving } from "#domain/oversight/leaving.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { lockLeaving } from "./shut-account.ts";

/**
 * Somebody is away from one time to another: others stand in for him at his posts, each for just that time, and every
 * act of theirs is recorded with both names. His account and roles stay; he takes back a leave by ending the stand-ins.
 * @throws AppError `refused` with `times_out_of_order`, `leaving_changed` or why somebody cannot stand in
 */
export async function goOnLeave(ctx: Ctx, input: GoOnLeaveInput): Promise<{ standIns: number }> {
  const { userId, from, to, reason } = input;
  return act(ctx, async (tx) => {
    if (to <= from || to <= tx.at) throw new AppError("refused", { kind: "times_out_of_order" });
    await lockLeaving(tx);
    const posts = (await tx.seeingAll((all) => listLeftOpen(all, userId))).filter((l) => l.kind === "post");
    const judged = judgeLeaving(posts, input.seen, input.takers, false);
    if (!judged.ok) throw new AppError("refused", judged.error);
    const there = await listAtWork(tx);
    const standIns = judged.value.flatMap(({ left, to: standIn }) => {
      const seat = posts.find((p) => p.key === left.key)?.seat;
      // Who works there anyway stands in for nobody.
      if (!seat || there.some((s) => s.userId === standIn && seatKey(s) === left.key)) return [];
      return [{ id: randomUUID() as AssignmentId, userId: standIn, ...seat, standsInFor: userId, from, to }];
    });
    if (standIns.length > 0) await tx.insert(assignments).values(standIns);
    await record(tx, [
      {
        kind: "account.on_leave",
        subjectId: userId,
        reason,
        data: { since: from, until: to, standIns: standIns.length },
      },
      ...standIns.map((s) => ({
        kind: "role.given" as const,
        subjectId: s.id,
        data: { to: s.userId, role: s.role, grid: s.gridId, standsInFor: userId, since: from, until: to },
      })),
    ]);
    tx.tell("desk");
    return { standIns: standIns.length };
  });
}
