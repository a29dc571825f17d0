import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, gt, isNull, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { EndAssignmentInput, InvitedStaff, InviteStaffInput, StaffPlaces, StaffRow } from "#contract/staff.ts";
import { assignments, communities, depots, grids, supermarkets, users } from "#db/schema/index.ts";
import type { AssignmentId, UserId } from "#domain/kernel/ids.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { record } from "../../record.ts";

/** Where each role has to be placed. */
const NEEDS = { GW: "grid", COM: "community", SUP: "supermarket", SUPM: "supermarket", DEP: "depot" } as const;

/**
 * The desk gives somebody a role at a place for a time, and an account where he has none. Every role given is on record.
 * @throws AppError `refused` with `place_missing`, `no_such_grid`, `stand_in_needs_end` or `nobody_to_stand_in_for`
 */
export async function inviteStaff(
  ctx: Ctx,
  input: InviteStaffInput,
  makeAccount: (who: { name: string; username: string }) => Promise<{ userId: UserId; password: string | null }>,
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
      ? await inScope(ctx, (tx) =>
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
  const { userId, password } = await makeAccount({ name: input.name, username: input.username });
  await inScope(ctx, async (tx) => {
    const assignmentId = randomUUID() as AssignmentId;
    await tx.insert(assignments).values({
      id: assignmentId,
      userId,
      role: input.role,
      ...place,
      standsInFor,
      from: ctx.clock.now(),
      to: input.to ?? null,
    });
    await record(tx, ctx, {
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

/** Whom somebody stands in for: he holds the same role at the same place now, and the stand-in ends at a time. */
async function findPrincipal(
  ctx: Ctx,
  input: InviteStaffInput,
  place: Pick<typeof assignments.$inferSelect, "gridId" | "communityId" | "supermarketId" | "depotId">,
): Promise<UserId> {
  if (input.to === undefined) throw new AppError("refused", { kind: "stand_in_needs_end" });
  const now = ctx.clock.now();
  const here = (["gridId", "communityId", "supermarketId", "depotId"] as const).flatMap((key) => {
    const at = place[key];
    return at ? [eq(assignments[key], at)] : [];
  });
  const [found] = await inScope(ctx, (tx) =>
    tx
      .select({ userId: users.id })
      .from(assignments)
      .innerJoin(users, eq(users.id, assignments.userId))
      .where(
        and(
          eq(users.username, input.standsInFor ?? ""),
          ne(users.username, input.username),
          eq(assignments.role, input.role),
          or(isNull(assignments.to), gt(assignments.to, now)),
          ...here,
        ),
      ),
  );
  if (!found) throw new AppError("refused", { kind: "nobody_to_stand_in_for" });
  return found.userId;
}

/** Ends a role now; the person keeps his account and his other roles. @throws AppError `not_found` */
export async function endAssignment(ctx: Ctx, input: EndAssignmentInput): Promise<{ userId: UserId }> {
  return inScope(ctx, async (tx) => {
    const now = ctx.clock.now();
    const [ended] = await tx
      .update(assignments)
      .set({ to: now })
      .where(and(eq(assignments.id, input.assignmentId), or(isNull(assignments.to), gt(assignments.to, now))))
      .returning({ userId: assignments.userId, role: assignments.role });
    if (!ended) throw new AppError("not_found");
    await record(tx, ctx, {
      kind: "role.ended",
      subjectId: input.assignmentId,
      data: { from: ended.userId, role: ended.role },
    });
    return { userId: ended.userId };
  });
}

/** Roles in force, the city's own and the stores' first; grid workers and clerks are many and come with their places. */
export function listStaff(ctx: Ctx): Promise<StaffRow[]> {
  const principals = alias(users, "principals");
  return inScope(ctx, async (tx) => {
    const rows = await tx
      .select({
        a: assignments,
        name: users.name,
        username: users.username,
        second: users.twoFactorEnabled,
        principal: principals.name,
        grid: grids.number,
        community: communities,
        store: supermarkets,
        depot: depots,
      })
      .from(assignments)
      .innerJoin(users, eq(users.id, assignments.userId))
      .leftJoin(principals, eq(principals.id, assignments.standsInFor))
      .leftJoin(grids, eq(grids.id, assignments.gridId))
      .leftJoin(communities, or(eq(communities.id, assignments.communityId), eq(communities.id, grids.communityId)))
      .leftJoin(supermarkets, eq(supermarkets.id, assignments.supermarketId))
      .leftJoin(depots, eq(depots.id, assignments.depotId))
      .where(and(ne(assignments.role, "RES"), or(isNull(assignments.to), gt(assignments.to, ctx.clock.now()))))
      .orderBy(desc(assignments.from), asc(users.name));
    return rows.map(({ a, name, username, second, principal, grid, community, store, depot }) => {
      const place = community ?? store ?? depot;
      return {
        assignmentId: a.id,
        name,
        username: username ?? "",
        role: a.role,
        place: place ? { zh: place.nameZh, en: place.nameEn } : null,
        gridNumber: grid,
        standsInFor: principal,
        fromMs: a.from,
        toMs: a.to,
        secondFactor: second === true,
      };
    });
  });
}

/** Where a role can be placed. */
export function listStaffPlaces(ctx: Ctx): Promise<StaffPlaces> {
  return inScope(ctx, async (tx) => {
    const [c, s, d] = await Promise.all([
      tx.select().from(communities).orderBy(asc(communities.subdistrictZh), asc(communities.nameZh)),
      tx.select().from(supermarkets).orderBy(asc(supermarkets.code)),
      tx.select().from(depots).orderBy(asc(depots.code)),
    ]);
    return {
      communities: c.map((x) => ({
        communityId: x.id,
        name: { zh: x.nameZh, en: x.nameEn },
        subdistrict: { zh: x.subdistrictZh, en: x.subdistrictEn },
      })),
      stores: s.map((x) => ({ supermarketId: x.id, name: { zh: x.nameZh, en: x.nameEn } })),
      depots: d.map((x) => ({ depotId: x.id, name: { zh: x.nameZh, en: x.nameEn } })),
    };
  });
}
