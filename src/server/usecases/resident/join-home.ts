import { randomUUID } from "node:crypto";
import { and, asc, count, eq, gt } from "drizzle-orm";
import type { JoinedHome, JoinHomeInput, PlaceChoice } from "#contract/people.ts";
import { auditEvents, buildings, communities, households, persons } from "#db/schema/index.ts";
import type { PersonId } from "#domain/kernel/ids.ts";
import { plusSeconds } from "#domain/kernel/time.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { record } from "../../record.ts";

/** A four-digit code must not be guessed: so many tries an hour, whatever the door. */
const TRIES_AN_HOUR = 6;

/** The communities that a home can lie in, for the form of a newcomer. */
export function listPlaces(ctx: Ctx): Promise<PlaceChoice[]> {
  return inScope(ctx, async (tx) => {
    const rows = await tx.select().from(communities).orderBy(asc(communities.subdistrictZh), asc(communities.nameZh));
    return rows.map((c) => ({
      communityId: c.id,
      name: { zh: c.nameZh, en: c.nameEn },
      subdistrict: { zh: c.subdistrictZh, en: c.subdistrictEn },
    }));
  });
}

/**
 * Asks to belong to a home, or to help it. With the home's code it is done at once; else its grid worker is asked. The
 * answer says nothing about who lives there. Asking again changes the name, not the state.
 * @throws AppError `refused` with `no_such_door`, `wrong_code` or `too_many_tries`
 */
export async function joinHome(ctx: Ctx, input: JoinHomeInput): Promise<JoinedHome> {
  const userId = ctx.actor.userId;
  if (!userId) throw new AppError("forbidden");
  const now = ctx.clock.now();
  const answer = await inScope({ ...ctx, actor: { ...systemActor, userId } }, async (tx) => {
    const [tries] = await tx
      .select({ n: count() })
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.kind, "person.asked"),
          eq(auditEvents.actor, userId),
          gt(auditEvents.at, plusSeconds(now, -3600)),
        ),
      );
    if ((tries?.n ?? 0) >= TRIES_AN_HOUR) return { refused: "too_many_tries" } as const;
    const [home] = await tx
      .select({ id: households.id, gridId: households.gridId, code: households.joinCode })
      .from(households)
      .innerJoin(buildings, eq(buildings.id, households.buildingId))
      .where(
        and(
          eq(buildings.communityId, input.communityId),
          eq(buildings.number, input.building),
          eq(households.unit, input.unit),
          eq(households.room, input.room),
          eq(households.vacant, false),
        ),
      );
    const right = input.code !== undefined && home?.code === input.code;
    // Written even when it is refused, so that the tries are counted.
    await record(tx, ctx, {
      kind: "person.asked",
      subjectId: home?.id ?? input.communityId,
      data: { kind: input.kind, withCode: input.code !== undefined, right },
    });
    if (!home) return { refused: "no_such_door" } as const;
    if (input.code !== undefined && !right) return { refused: "wrong_code" } as const;
    const state = right ? "verified" : "requested";
    await tx
      .insert(persons)
      .values({
        id: randomUUID() as PersonId,
        householdId: home.id,
        gridId: home.gridId,
        userId,
        name: input.name,
        kind: input.kind,
        state,
        verifiedBy: right ? "join_code" : null,
        createdAt: now,
      })
      .onConflictDoUpdate({
        target: [persons.userId, persons.householdId],
        set: { name: input.name, ...(right ? { state, verifiedBy: "join_code" as const } : {}) },
      });
    return { state, gridId: home.gridId } as const;
  });
  if ("refused" in answer) throw new AppError("refused", { kind: answer.refused });
  await ctx.live.announce(`grid:${answer.gridId}`, `user:${userId}`);
  return { state: answer.state };
}
