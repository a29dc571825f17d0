import { randomInt } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { DecidePersonInput } from "#contract/grid.ts";
import { households, persons } from "#db/schema/index.ts";
import type { HouseholdId, PersonId, UserId } from "#domain/kernel/ids.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * Lets a person who asked for a home in, or not. @returns whose rights changed
 * @throws AppError `not_found`, `conflict` when somebody decided meanwhile
 */
export async function decidePerson(ctx: Ctx, input: DecidePersonInput): Promise<{ userId: UserId | null }> {
  const person = await inScope(ctx, async (tx) => {
    const [seen] = await tx.select().from(persons).where(eq(persons.id, input.personId));
    if (!seen) throw new AppError("not_found");
    const verified = input.decision === "verify";
    const [person] = await tx
      .update(persons)
      .set(verified ? { state: "verified", verifiedBy: "grid_worker" } : { state: "declined" })
      .where(and(eq(persons.id, input.personId), eq(persons.state, "requested")))
      .returning();
    if (!person) throw new AppError("conflict");
    await record(tx, ctx, {
      kind: verified ? "person.verified" : "person.declined",
      subjectId: person.id,
      data: { householdId: person.householdId },
    });
    return person;
  });
  await ctx.live.announce(
    `grid:${person.gridId}`,
    `home:${person.householdId}`,
    ...(person.userId ? [`user:${person.userId}` as const] : []),
  );
  return { userId: person.userId };
}

/** Makes a home a new code of four digits for its others to join by; the code before ends. @throws AppError `not_found` */
export async function makeJoinCode(ctx: Ctx, input: { householdId: HouseholdId }): Promise<{ joinCode: string }> {
  const joinCode = String(randomInt(0, 10_000)).padStart(4, "0");
  return inScope(ctx, async (tx) => {
    const stored = await tx
      .update(households)
      .set({ joinCode })
      .where(eq(households.id, input.householdId))
      .returning({ id: households.id });
    if (stored.length === 0) throw new AppError("not_found");
    await record(tx, ctx, { kind: "household.join_code_made", subjectId: input.householdId });
    return { joinCode };
  });
}

/** The number behind a masked one; that he looked is on record. @throws AppError `not_found` also when there is no number */
export async function showPhone(ctx: Ctx, input: { personId: PersonId }): Promise<{ phone: string }> {
  return inScope(ctx, async (tx) => {
    const [row] = await tx.execute<{ phone: string | null }>(sql`SELECT phone_of(${input.personId}) AS phone`);
    if (!row?.phone) throw new AppError("not_found");
    await record(tx, ctx, { kind: "person.phone_shown", subjectId: input.personId });
    return { phone: row.phone };
  });
}
