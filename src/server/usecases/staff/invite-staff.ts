import { randomUUID } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import type { EndAssignmentInput, InvitedStaff, InviteStaffInput } from "#contract/staff.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import { assignments, grids, users } from "#db/schema/index.ts";
import type { AssignmentId, UserId } from "#domain/kernel/ids.ts";
import { act, look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Accounts } from "../../auth/accounts.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { endOf } from "./end-of.ts";

/** Where each role has to be placed. */
const NEEDS = { GW: "grid", COM: "community", SUP: "supermarket", SUPM: "supermarket", DEP: "depot" } as const;

/**
 * The desk gives somebody a role at a place for a time, and an account where he has none. Every role given is on record.
 * @throws AppError `refused` with `place_missing`, `no_such_grid`, `stand_in_needs_end`, `nobody_to_stand_in_for`, or `name_taken` when
 * a resident's account bears the user name
 */
export async function inviteStaff(
  ctx: Ctx,
  input: InviteStaffInput,
  makeAccount: Accounts["make"],
): Promise<InvitedStaff> {
  const needs = input.role in NEEDS ? NEEDS[input.role as keyof typeof NEEDS] : undefined;
  const { communityId, supermarketId, depotId, gridNumber } = input;
  const missing =
    ((needs === "grid" || needs === "community") && !communityId) ||
    (needs === "grid" && gridNumber === undefined) ||
    (needs === "supermarket" && !supermarketId) ||
    (needs === "depot" && !depotId);
  if (missing) throw new AppError("refused", { kind: "place_missing", needs });
  const [grid] =
    needs === "grid" && communityId && gridNumber !== undefined
      ? await look(ctx, (tx) =>
          tx
            .select({ id: grids.id })
            .from(grids)
            .where(and(eq(grids.communityId, communityId), eq(grids.number, gridNumber))),
        )
      : [];
  if (needs === "grid" && !grid) throw new AppError("refused", { kind: "no_such_grid" });
  const place = {
    gridId: grid?.id ?? null,
    communityId: needs === "community" ? (communityId ?? null) : null,
    supermarketId: needs === "supermarket" ? (supermarketId ?? null) : null,
    depotId: needs === "depot" ? (depotId ?? null) : null,
  };
  const standsInFor = input.standsInFor ? await findPrincipal(ctx, input, place) : null;
  // The sign-in tables belong to a role of their own, so the account is made before the act. Killed in between, it has no
  // role, and the same call tells a new first password.
  const { name, username } = input;
  const untold = await hasNoRole(ctx, username);
  const { userId, password } = await makeAccount({ name, username, untold });
  await act(ctx, async (tx) => {
    const assignmentId = randomUUID() as AssignmentId;
    await tx.insert(assignments).values({
      id: assignmentId,
      userId,
      role: input.role,
      ...place,
      standsInFor,
      from: tx.at,
      to: input.to ?? null,
    });
    if (input.phone) await tx.execute(sql`SELECT note_duty_phone(${userId}::uuid, ${input.phone})`);
    await record(tx, {
      kind: "role.given",
      subjectId: assignmentId,
      data: {
        to: userId,
        role: input.role,
        grid: grid?.id,
        communityId,
        supermarketId,
        depotId,
        until: input.to,
        standsInFor: standsInFor ?? undefined,
      },
    });
  });
  return { userId, username: input.username, password };
}

/** Whether nobody under this name was ever given a role. */
async function hasNoRole(ctx: Ctx, username: string): Promise<boolean> {
  const held = await look(ctx, (tx) =>
    tx
      .select({ id: assignments.id })
      .from(assignments)
      .innerJoin(users, eq(users.id, assignments.userId))
      .where(eq(users.username, username))
      .limit(1),
  );
  return held.length === 0;
}

/** Whom somebody stands in for: he holds the same role at the same place now, and the stand-in ends at a time. */
async function findPrincipal(
  ctx: Ctx,
  input: InviteStaffInput,
  place: Pick<typeof assignments.$inferSelect, "gridId" | "communityId" | "supermarketId" | "depotId">,
): Promise<UserId> {
  if (input.to === undefined) throw new AppError("refused", { kind: "stand_in_needs_end" });
  const here = (["gridId", "communityId", "supermarketId", "depotId"] as const).flatMap((key) => {
    const at = place[key];
    return at ? [eq(assignments[key], at)] : [];
  });
  const [found] = await look(ctx, (tx) =>
    tx
      .select({ userId: users.id })
      .from(assignments)
      .innerJoin(users, eq(users.id, assignments.userId))
      .where(
        and(
          eq(users.username, input.standsInFor ?? ""),
          ne(users.username, input.username),
          eq(assignments.role, input.role),
          notEnded(tx.at),
          ...here,
        ),
      ),
  );
  if (!found) throw new AppError("refused", { kind: "nobody_to_stand_in_for" });
  return found.userId;
}

/** Ends a role now; the person keeps his account and his other roles. @throws AppError `not_found` */
export async function endAssignment(ctx: Ctx, input: EndAssignmentInput): Promise<{ userId: UserId }> {
  return act(ctx, async (tx) => {
    const now = tx.at;
    const [ended] = await tx
      .update(assignments)
      .set({ to: endOf(now) })
      .where(and(eq(assignments.id, input.assignmentId), notEnded(now)))
      .returning({ userId: assignments.userId, role: assignments.role });
    if (!ended) throw new AppError("not_found");
    await record(tx, {
      kind: "role.ended",
      subjectId: input.assignmentId,
      data: { from: ended.userId, role: ended.role },
    });
    return { userId: ended.userId };
  });
}
