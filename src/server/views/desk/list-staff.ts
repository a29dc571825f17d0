import { and, asc, desc, eq, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { StaffMember } from "#contract/leaving.ts";
import type { StaffPlaces, StaffRow, StaffState } from "#contract/staff.ts";
import { inFirstLanguage } from "#db/columns.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import { assignments, communities, depots, grids, supermarkets, users } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { look, type View } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** Roles in force, the newest first, and at the end the accounts that are shut. */
export function listStaff(ctx: Ctx): Promise<StaffRow[]> {
  const principals = alias(users, "principals");
  return look(ctx, async (tx) => {
    const accounts = await readAccounts(tx);
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
      .where(and(ne(assignments.role, "RES"), notEnded(tx.at)))
      .orderBy(desc(assignments.from), asc(users.name));
    const away = new Set(rows.flatMap(({ a }) => (a.standsInFor && a.from <= tx.at ? [a.standsInFor] : [])));
    const held = rows.map(({ a, name, username, second, principal, grid, community, store, depot }): StaffRow => {
      const place = community ?? store ?? depot;
      return {
        ...accountOf(accounts, a.userId, away),
        assignmentId: a.id,
        name,
        username: username ?? "",
        role: a.role,
        place: place ? place.name : null,
        aggregator: community && aggregatorOf(community),
        gridNumber: grid,
        standsInFor: principal,
        fromMs: a.from,
        toMs: a.to,
        secondFactor: second === true,
      };
    });
    const without = [...accounts.values()].filter(
      (u) => u.shutMs !== null && !rows.some(({ a }) => a.userId === u.userId),
    );
    const nothing = {
      assignmentId: null,
      role: null,
      place: null,
      aggregator: null,
      gridNumber: null,
      standsInFor: null,
      fromMs: null,
      toMs: null,
    };
    return [
      ...held,
      ...without.map(({ userId, name, username, secondFactor }) => ({
        ...nothing,
        ...accountOf(accounts, userId, away),
        name,
        username,
        secondFactor,
      })),
    ];
  });
}

type Account = Pick<StaffMember, "userId" | "name" | "username" | "shutMs" | "lastSignInOn" | "secondFactor"> & {
  readonly firstPassword: boolean;
};

/** What is known of the accounts of staff; of one of them where `who` is given. */
export async function readAccounts(tx: View, who?: UserId): Promise<Map<UserId, Account>> {
  const rows = await tx.execute<Account & { shutMs: string | null }>(sql`
    SELECT s.user_id AS "userId", u.name, coalesce(u.username, '') AS username, coalesce(u.two_factor_enabled, false) AS "secondFactor",
      (extract(epoch FROM s.disabled_at) * 1000)::bigint AS "shutMs", s.last_sign_in_on::text AS "lastSignInOn", s.first_password AS "firstPassword"
    FROM staff_accounts() s JOIN users u ON u.id = s.user_id ${who ? sql`WHERE s.user_id = ${who}` : sql``} ORDER BY u.name, u.id`);
  return new Map(rows.map((r) => [r.userId, { ...r, shutMs: r.shutMs === null ? null : Number(r.shutMs) }]));
}

function accountOf(accounts: ReadonlyMap<UserId, Account>, userId: UserId, away: ReadonlySet<UserId>) {
  const account = accounts.get(userId);
  const lastSignInOn = account?.lastSignInOn ?? null;
  const state: StaffState = account?.shutMs
    ? "shut"
    : account?.firstPassword && lastSignInOn === null
      ? "not_yet"
      : away.has(userId)
        ? "away"
        : "at_work";
  return { userId, lastSignInOn, state };
}

/** Where a role can be placed. */
export function listStaffPlaces(ctx: Ctx): Promise<StaffPlaces> {
  return look(ctx, async (tx) => {
    const [c, s, d] = await Promise.all([
      tx
        .select()
        .from(communities)
        .orderBy(asc(inFirstLanguage(communities.subdistrict)), asc(inFirstLanguage(communities.name))),
      tx.select().from(supermarkets).orderBy(asc(supermarkets.code)),
      tx.select().from(depots).orderBy(asc(depots.code)),
    ]);
    return {
      communities: c.map((x) => ({
        communityId: x.id,
        name: x.name,
        subdistrict: x.subdistrict,
      })),
      stores: s.map((x) => ({ supermarketId: x.id, name: x.name })),
      depots: d.map((x) => ({ depotId: x.id, name: x.name })),
    };
  });
}
