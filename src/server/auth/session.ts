import { and, eq, lte } from "drizzle-orm";
import type { ScopedDatabase } from "#db/client.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import type { SessionProof } from "#db/schema/auth.ts";
import { assignments, communities, grids, persons, users } from "#db/schema/index.ts";
import type { CommunityId, DepotId, GridId, HouseholdId, SupermarketId, UserId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import { look } from "../act.ts";
import { AppError } from "../app-error.ts";
import { type Actor, SYSTEM } from "../ctx.ts";

/** A signed-in person: every role he holds right now, each with where it lets him look. */
export type Session = {
  readonly userId: UserId;
  readonly name: string;
  /** This very session was opened with a second factor. */
  readonly hasSecondFactor: boolean;
  /** Still signs in with the password of the invitation. */
  readonly hasFirstPassword: boolean;
  readonly actors: Readonly<Partial<Record<Role, Actor>>>;
};

/** Roles that can move the whole city sign in with a second factor. */
export const SECOND_FACTOR_ROLES: readonly Role[] = ["DESK", "DIS"];

/**
 * Reads what a person may do now in a session: assignments in force, and the homes he lives in or helps. A text message
 * opens what a resident may do and no role of staff, whoever's number it went to. The password alone of somebody who has
 * a second factor, from before he had it, opens nothing.
 */
export async function loadSession(db: ScopedDatabase, userId: UserId, proof: SessionProof): Promise<Session | null> {
  return look({ db, actor: SYSTEM }, async (tx) => {
    const [user] = await tx
      .select({
        name: users.name,
        enrolled: users.twoFactorEnabled,
        hasFirstPassword: users.firstPassword,
        disabledAt: users.disabledAt,
      })
      .from(users)
      .where(eq(users.id, userId));
    if (!user || user.disabledAt || (proof === "password" && user.enrolled)) return null;
    const inForce = and(eq(assignments.userId, userId), lte(assignments.from, tx.at), notEnded(tx.at));
    const [held, homes] = await Promise.all([
      proof === "code"
        ? []
        : tx
            .select({ a: assignments, gridCommunity: grids.communityId })
            .from(assignments)
            .leftJoin(grids, eq(grids.id, assignments.gridId))
            .where(inForce),
      tx
        .select({ householdId: persons.householdId, gridId: persons.gridId, communityId: grids.communityId })
        .from(persons)
        .innerJoin(grids, eq(grids.id, persons.gridId))
        .innerJoin(communities, eq(communities.id, grids.communityId))
        .where(and(eq(persons.userId, userId), eq(persons.state, "verified"))),
    ]);
    const actors: Partial<Record<Role, Actor>> = {};
    const base = { userId, name: user.name, homes: [], grids: [], communities: [], supermarkets: [], depots: [] };
    for (const { a, gridCommunity } of held) {
      const before: Actor = actors[a.role] ?? { ...base, role: a.role };
      const add = <T>(list: readonly T[], one: T | null) =>
        one === null || list.includes(one) ? list : [...list, one];
      actors[a.role] = {
        ...before,
        standsInFor: a.standsInFor ?? before.standsInFor,
        grids: add<GridId>(before.grids, a.gridId),
        communities: add<CommunityId>(before.communities, a.communityId ?? gridCommunity),
        supermarkets: add<SupermarketId>(before.supermarkets, a.supermarketId),
        depots: add<DepotId>(before.depots, a.depotId),
      };
    }
    // Whoever signed in by phone is a resident, even before a home is verified: he may look at the mall and join one.
    if (held.length === 0 || homes.length > 0)
      actors.RES = {
        ...base,
        role: "RES",
        homes: [...new Set<HouseholdId>(homes.map((h) => h.householdId))],
        communities: [...new Set<CommunityId>(homes.map((h) => h.communityId))],
      };
    // The password of an invitation is nothing to whoever came in by his phone.
    const hasFirstPassword = user.hasFirstPassword && proof !== "code";
    return { userId, name: user.name, hasSecondFactor: proof === "factor", hasFirstPassword, actors };
  });
}

/** In whom a person may act at all in this session, and so look: nobody while he has the invitation's password. */
export function actorsOf(session: Session): readonly Actor[] {
  if (session.hasFirstPassword) return [];
  return Object.values(session.actors).filter((a) => session.hasSecondFactor || !SECOND_FACTOR_ROLES.includes(a.role));
}

/**
 * The person in the first of `roles` that he holds.
 * @throws AppError `not_signed_in`, `forbidden`, `password_change_required` while he has the invitation's password, or
 * `second_factor_required` when that role asks for one that this session was not opened with
 */
export function actAs(session: Session | null, roles: readonly Role[]): Actor {
  if (!session) throw new AppError("not_signed_in");
  for (const role of roles) {
    const actor = session.actors[role];
    if (!actor) continue;
    if (session.hasFirstPassword) throw new AppError("password_change_required");
    if (SECOND_FACTOR_ROLES.includes(role) && !session.hasSecondFactor) throw new AppError("second_factor_required");
    return actor;
  }
  throw new AppError("forbidden", { needs: roles });
}
