import { and, asc, eq, inArray } from "drizzle-orm";
import type { HouseholdView } from "#contract/resident.ts";
import { persons } from "#db/schema/index.ts";
import { maskName } from "#domain/places/masking.ts";
import { CURRENT_MEMBER_STATES } from "#domain/places/membership.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { homesOfReader } from "./homes-of-reader.ts";
import { gridWorkerOf, zoneOfHome } from "./place-facts.ts";

/** 我家: the home, who belongs to it, what it needs and who may see that. */
export async function getResidentHousehold(ctx: Ctx, homeId?: string): Promise<HouseholdView> {
  return look(ctx, async (tx) => {
    const now = tx.at;
    const { userId, name } = ctx.actor;
    const homes = await homesOfReader(tx, ctx);
    const home = homes.find((h) => h.ref.householdId === homeId) ?? homes[0];
    const mine = home?.ref.kind === "member";
    const people = home
      ? await tx
          .select()
          .from(persons)
          .where(and(eq(persons.householdId, home.ref.householdId), inArray(persons.state, [...CURRENT_MEMBER_STATES])))
          .orderBy(asc(persons.createdAt))
      : [];
    const waiting = userId
      ? await tx
          .select({ kind: persons.kind })
          .from(persons)
          .where(and(eq(persons.userId, userId), eq(persons.state, "requested")))
      : [];
    return {
      nowMs: now,
      person: name,
      home: home?.ref ?? null,
      homes: homes.map((h) => h.ref),
      waiting,
      size: home?.size ?? null,
      needs: home?.tags ?? [],
      needsInvented: home?.needsInvented ?? false,
      // A helper orders for a home; its code and its people's full names are the home's own.
      joinCode: mine ? (home?.joinCode ?? null) : null,
      members: people.map((p) => ({
        name: mine ? p.name : maskName(p.name),
        phone: p.phoneMasked,
        kind: p.kind,
        state: p.state,
        me: p.userId !== null && p.userId === userId,
      })),
      zone: home ? await zoneOfHome(tx, home, now) : null,
      gridWorker: home ? await gridWorkerOf(tx, home, now) : null,
    };
  });
}
