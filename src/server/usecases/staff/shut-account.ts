import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { OpenAccountInput, ShutAccountInput } from "#contract/leaving.ts";
import { lockBox } from "#db/queries/cash-in-box.ts";
import { type LeftOpen, listLeftOpen } from "#db/queries/left-open.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import { assignments, trips } from "#db/schema/index.ts";
import type { AssignmentId, UserId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { AHEAD_TRIP_STATES } from "#domain/movement/trip.ts";
import { judgeLeaving } from "#domain/oversight/leaving.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { endOf } from "./end-of.ts";
import { handOver } from "./hand-over.ts";

/**
 * Shuts an account of staff: its sessions and roles end, and what its person had in hand goes to those who were named
 * for it, all in one act. What was said to stay with nobody yet is on record with it. An account that is shut already
 * hands over what it still has, cash that was booked meanwhile or was left.
 * @throws AppError `not_found`; `forbidden` when the actor's own was shut meanwhile; `refused` with `not_oneself`, or why somebody cannot take over; `leaving_changed` when
 *   other things are open than the reader saw
 */
export async function shutAccount(ctx: Ctx, input: ShutAccountInput): Promise<{ taken: number; roles: number }> {
  const { userId, reason } = input;
  return act(ctx, async (tx) => {
    if (userId === tx.actor.userId) throw new AppError("refused", { kind: "not_oneself" });
    await lockLeaving(tx);
    const [whose, own] = [await findAccount(tx, userId), await findAccount(tx, tx.actor.userId)];
    if (!whose) throw new AppError("not_found");
    // Of two who shut each other at once one stays: a desk that nobody can sign in to would help nobody.
    if (own?.shut) throw new AppError("forbidden");
    const left = await tx.seeingAll((all) => lockLeft(all, userId));
    const judged = judgeLeaving(left, input.seen, input.takers, input.driversWell);
    if (!judged.ok) throw new AppError("refused", judged.error);
    const takers = new Map(judged.value.map((t) => [t.left.key, t.to]));
    for (const one of left) await handOver(tx, userId, one, takers.get(one.key) ?? null);
    const ended = await tx
      .update(assignments)
      .set({ to: endOf(tx.at) })
      .where(and(eq(assignments.userId, userId), notEnded(tx.at)))
      .returning({ id: assignments.id, role: assignments.role });
    const [shut] = await tx.execute<{ now: boolean }>(sql`SELECT shut_account(${userId}, ${at(tx.at)}) AS now`);
    await record(
      tx,
      ended.map(({ id, role }) => ({ kind: "role.ended" as const, subjectId: id, data: { from: userId, role } })),
    );
    if (shut?.now || left.length > 0)
      await record(tx, {
        kind: shut?.now ? "account.shut" : "account.handed_over",
        subjectId: userId,
        reason,
        data: {
          taken: Object.fromEntries(takers),
          waiting: left.filter((l) => !takers.has(l.key) && l.others.length === 0).map((l) => l.key),
        },
      });
    tx.tell("desk");
    return { taken: takers.size, roles: ended.length };
  });
}

/**
 * Opens an account that was shut, and gives back the roles that ended with it when that is wished. What others have
 * taken over stays theirs.
 * @throws AppError `refused` with `account_open`
 */
export async function openAccount(ctx: Ctx, { userId, rolesToo }: OpenAccountInput): Promise<{ roles: number }> {
  return act(ctx, async (tx) => {
    const [was] = await tx.execute<{ shut: string | null }>(sql`SELECT open_account(${userId}) AS shut`);
    if (!was?.shut) throw new AppError("refused", { kind: "account_open" });
    const shutAt = Date.parse(was.shut) as Instant;
    const before = rolesToo
      ? await tx
          .select()
          .from(assignments)
          .where(and(eq(assignments.userId, userId), eq(assignments.to, shutAt)))
      : [];
    const again = before.map((a) => ({ ...a, id: randomUUID() as AssignmentId, from: tx.at, to: null }));
    // A stand-in was one for a time, which nobody knows here.
    const given = again.filter((a) => a.standsInFor === null);
    if (given.length > 0) await tx.insert(assignments).values(given);
    await record(tx, [
      { kind: "account.opened", subjectId: userId },
      ...given.map((a) => ({
        kind: "role.given" as const,
        subjectId: a.id,
        data: { to: userId, role: a.role, grid: a.gridId, again: true },
      })),
    ]);
    tx.tell("desk");
    return { roles: given.length };
  });
}

const at = (instant: Instant) => sql`${new Date(instant).toISOString()}::timestamptz`;

/** Two who go at once wait for one another: neither is given what the other leaves. */
export const lockLeaving = (tx: ActTx) => tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('leaving', 0))`);

async function findAccount(tx: ActTx, userId: UserId | null): Promise<{ shut: boolean } | undefined> {
  const [found] = await tx.execute<{ shut: boolean }>(
    sql`SELECT disabled_at IS NOT NULL AS shut FROM staff_accounts() WHERE user_id = ${userId}`,
  );
  return found;
}

/** What is left open, its trips and box locked, so that it stays what is judged. */
async function lockLeft(all: ActTx, userId: UserId): Promise<LeftOpen[]> {
  await all
    .select({ id: trips.id })
    .from(trips)
    .where(and(eq(trips.driverId, userId), inArray(trips.state, [...AHEAD_TRIP_STATES])))
    .orderBy(trips.id)
    .for("update");
  await lockBox(all, userId);
  return listLeftOpen(all, userId);
}
