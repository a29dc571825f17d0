import { createOTP } from "@better-auth/utils/otp";
import { and, eq, isNull } from "drizzle-orm";
import type { DemoKey } from "#contract/demo.ts";
import { persons } from "#db/schema/index.ts";
import type { PersonId, UserId } from "#domain/kernel/ids.ts";
import { act, look } from "../act.ts";
import { AppError } from "../app-error.ts";
import type { DemoAccounts } from "../auth/demo-account.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import { demoSignIns } from "./sign-ins.ts";

/**
 * How to sign in as somebody of the demo, by the very calls of the sign-in page: an account is made for whoever has none.
 * @param id of his account, or of a person of a home who has none yet
 * @throws AppError `not_found`
 */
export async function enterAs(ctx: Ctx, accounts: DemoAccounts, id: string): Promise<DemoKey> {
  const known = await accounts.signInOf(id as UserId);
  if (known) {
    const { totp } = demoSignIns().find((s) => s.signIn === known.signIn) ?? {};
    return { ...known, code: totp ? await createOTP(totp).totp() : null };
  }
  // The account bears the person's own id, so that two at once make the same one.
  const [person] = await look({ ...ctx, actor: SYSTEM }, (tx) =>
    tx
      .select({ name: persons.name })
      .from(persons)
      .where(eq(persons.id, id as PersonId)),
  );
  if (!person) throw new AppError("not_found");
  await accounts.make({ userId: id as UserId, name: person.name });
  await act({ ...ctx, actor: SYSTEM }, (tx) =>
    tx
      .update(persons)
      .set({ userId: id as UserId })
      .where(and(eq(persons.id, id as PersonId), isNull(persons.userId))),
  );
  const made = await accounts.signInOf(id as UserId);
  if (!made) throw new AppError("not_found");
  return { ...made, code: null };
}
