import { randomUUID } from "node:crypto";
import { and, count, eq, gt, isNull, sql } from "drizzle-orm";
import type { JoinedHome, JoinHomeInput } from "#contract/people.ts";
import { auditEvents, buildings, households, persons } from "#db/schema/index.ts";
import type { GridId, HouseholdId, PersonId, UserId } from "#domain/kernel/ids.ts";
import { plusSeconds } from "#domain/kernel/time.ts";
import { buildingName } from "#domain/places/building-name.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { MEMBERSHIPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { record } from "../../record.ts";

/** A four-digit code must not be guessed: so many tries an hour, whatever the door. */
const TRIES_AN_HOUR = 6;

/**
 * Asks to belong to a home, or to help it. With the home's code it is done at once; else its grid worker is asked. The
 * answer says nothing about who lives there. Asking again changes the name, not the state.
 * @throws AppError `refused` with `no_such_door`, `wrong_code` or `too_many_tries`
 */
export async function joinHome(ctx: Ctx, input: JoinHomeInput): Promise<JoinedHome> {
  const userId = ctx.actor.userId;
  if (!userId) throw new AppError("forbidden");
  const answer = await act(ctx, (resident) =>
    resident.seeingAll(async (tx) => {
      const now = tx.at;
      // One after another for one person: calls that come at once, or in one batch, would all count the same tries.
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`join:${userId}`}, 0))`);
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
            eq(buildings.name, buildingName(input.building)),
            eq(households.unit, input.unit),
            eq(households.room, input.room),
            eq(households.vacant, false),
            // Nobody lives in a unit that orders as one: its head orders for it.
            isNull(households.heads),
          ),
        );
      const right = input.code !== undefined && home?.code === input.code;
      // Written even when it is refused, so that the tries are counted.
      await record(tx, {
        kind: "person.asked",
        subjectId: home?.id ?? input.communityId,
        data: { kind: input.kind, withCode: input.code !== undefined, right },
      });
      if (!home) return { refused: "no_such_door" } as const;
      if (input.code !== undefined && !right) return { refused: "wrong_code" } as const;
      const [before] = await tx
        .select()
        .from(persons)
        .where(and(eq(persons.userId, userId), eq(persons.householdId, home.id)))
        .for("update");
      const person = before ?? (await ask(tx, userId, home, input));
      if (before) await tx.update(persons).set({ name: input.name }).where(eq(persons.id, before.id));
      tx.tell([`grid:${home.gridId}`, `user:${userId}`]);
      const { state } = person;
      if (!right || state === "verified") return { state: state === "verified" ? state : "requested" } as const;
      const proof = { given: input.code, code: home.code };
      await moveOne(tx, MEMBERSHIPS, person, "prove", proof, { set: { verifiedBy: "join_code" } });
      return { state: "verified" } as const;
    }),
  );
  if (answer.refused) throw new AppError("refused", { kind: answer.refused });
  return answer;
}

async function ask(
  tx: ActTx,
  userId: UserId,
  home: { readonly id: HouseholdId; readonly gridId: GridId },
  { name, kind }: JoinHomeInput,
): Promise<typeof persons.$inferSelect> {
  const id = randomUUID() as PersonId;
  const asked = { id, householdId: home.id, gridId: home.gridId, userId, name, kind, createdAt: tx.at };
  const [person] = await tx
    .insert(persons)
    .values({ ...asked, state: "requested" })
    .onConflictDoNothing()
    .returning();
  // The same person asked twice at once: the other call has him.
  if (!person) throw new AppError("conflict");
  return person;
}
