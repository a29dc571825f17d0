import { randomInt } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { DecidePersonInput } from "#contract/grid.ts";
import { households, persons } from "#db/schema/index.ts";
import type { HouseholdId, PersonId, UserId } from "#domain/kernel/ids.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { MEMBERSHIPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { record } from "../../record.ts";

/**
 * Lets a person who asked for a home in, or not. @returns whose rights changed
 * @throws AppError `not_found`, `conflict` when somebody decided meanwhile
 */
export async function decidePerson(ctx: Ctx, input: DecidePersonInput): Promise<{ userId: UserId | null }> {
  return act(ctx, async (tx) => {
    const [person] = await tx.select().from(persons).where(eq(persons.id, input.personId)).for("update");
    if (!person) throw new AppError("not_found");
    const data = { householdId: person.householdId };
    if (input.decision === "verify")
      await moveOne(tx, MEMBERSHIPS, person, "verify", {}, { set: { verifiedBy: "grid_worker" }, data });
    else await moveOne(tx, MEMBERSHIPS, person, "decline", {}, { data });
    return { userId: person.userId };
  });
}

/** Makes a home a new code of four digits for its others to join by; the code before ends. @throws AppError `not_found` */
export async function makeJoinCode(ctx: Ctx, input: { householdId: HouseholdId }): Promise<{ joinCode: string }> {
  const joinCode = String(randomInt(0, 10_000)).padStart(4, "0");
  return act(ctx, async (tx) => {
    const stored = await tx
      .update(households)
      .set({ joinCode })
      .where(eq(households.id, input.householdId))
      .returning({ id: households.id });
    if (stored.length === 0) throw new AppError("not_found");
    await record(tx, { kind: "household.join_code_made", subjectId: input.householdId });
    return { joinCode };
  });
}

/** The number behind a masked one; that he looked is on record. @throws AppError `not_found` also when there is no number */
export async function showPhone(ctx: Ctx, input: { personId: PersonId }): Promise<{ phone: string }> {
  return act(ctx, async (tx) => {
    const [row] = await tx.execute<{ phone: string | null }>(sql`SELECT phone_of(${input.personId}) AS phone`);
    if (!row?.phone) throw new AppError("not_found");
    await record(tx, { kind: "person.phone_shown", subjectId: input.personId });
    return { phone: row.phone };
  });
}
