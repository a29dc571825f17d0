import { and, asc, desc, eq, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { StaffPlaces, StaffRow } from "#contract/staff.ts";
import { inFirstLanguage } from "#db/columns.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import { assignments, communities, depots, grids, supermarkets, users } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** Roles in force, the city's own and the stores' first; grid workers and clerks are many and come with their places. */
export function listStaff(ctx: Ctx): Promise<StaffRow[]> {
  const principals = alias(users, "principals");
  return look(ctx, async (tx) => {
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
    return rows.map(({ a, name, username, second, principal, grid, community, store, depot }) => {
      const place = community ?? store ?? depot;
      return {
        assignmentId: a.id,
        name,
        username: username ?? "",
        role: a.role,
        place: place ? place.name : null,
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
