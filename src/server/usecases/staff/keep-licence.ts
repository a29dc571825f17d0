import { eq } from "drizzle-orm";
import type { KeepLicenceInput } from "#contract/leaving.ts";
import { driverLicences, users } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * Writes down a driver's licence as it stands on his card; what it was before stays in the record. The same again
 * changes nothing. Trips that are published already stay so: each is looked at when it is published.
 * @throws AppError `not_found`
 */
export async function keepLicence(ctx: Ctx, input: KeepLicenceInput): Promise<void> {
  const { userId, ...licence } = input;
  await act(ctx, async (tx) => {
    const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId));
    if (!user) throw new AppError("not_found");
    const [before] = await tx.select().from(driverLicences).where(eq(driverLicences.userId, userId)).for("update");
    if (before?.class === licence.class && before.validTo === licence.validTo) return;
    await tx.insert(driverLicences).values(input).onConflictDoUpdate({ target: driverLicences.userId, set: licence });
    await record(tx, { kind: "account.licensed", subjectId: userId, data: licence });
    tx.tell(["desk", "dispatch"]);
  });
}
