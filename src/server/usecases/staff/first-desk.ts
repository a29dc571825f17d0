import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { FirstDesk, FirstDeskInput } from "#contract/staff.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import { assignments, users } from "#db/schema/index.ts";
import type { AssignmentId } from "#domain/kernel/ids.ts";
import { type ActTx, act, look, type View } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Accounts } from "../../auth/accounts.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * Makes the desk account that everything else is given by; only while nobody holds the desk. The account is made before
 * the role is given: killed in between, the same call tells a new password.
 * @throws AppError `refused` with `desk_exists`, or `name_taken` when the user name is somebody else's
 */
export async function makeFirstDesk(
  ctx: Pick<Ctx, "db" | "live">,
  input: FirstDeskInput,
  accounts: Accounts,
): Promise<FirstDesk> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  await look(system, refuseSecondDesk);
  const { userId, password } = await accounts.make({ ...input, untold: true });
  if (password === null) throw new AppError("refused", { kind: "name_taken" });
  const factor = await accounts.layFactor(userId, input.username);
  await act(system, async (tx) => {
    // Two at once: the second waits here, and finds that there is a desk.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(7266003)`);
    await refuseSecondDesk(tx);
    const id = randomUUID() as AssignmentId;
    await tx.insert(assignments).values({ id, userId, role: "DESK", from: tx.at });
    await record(tx, { kind: "role.given", subjectId: id, data: { to: userId, role: "DESK", first: true } });
  });
  return { username: input.username, password, ...factor };
}

/**
 * The way back when nobody can sign in as the desk any more: a new first password and a new second factor for somebody
 * who holds it. Only from the server's own shell, and on record with the name of the shell's user.
 * @throws AppError `not_found` when nobody of this name holds the desk
 */
export async function recoverDesk(
  ctx: Pick<Ctx, "db" | "live">,
  input: { readonly username: string; readonly by: string },
  accounts: Accounts,
): Promise<FirstDesk> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const [held] = await look(system, (tx) => listDesks(tx, input.username));
  if (!held) throw new AppError("not_found");
  // On record first: a way in that nobody could read about later must not exist.
  await act(system, (tx) => record(tx, { kind: "desk.recovered", subjectId: held.userId, data: { by: input.by } }));
  const { password } = await accounts.reset(held.userId);
  return { username: input.username, password, ...(await accounts.layFactor(held.userId, input.username)) };
}

const listDesks = (tx: View, username?: string) =>
  tx
    .select({ userId: assignments.userId })
    .from(assignments)
    .innerJoin(users, eq(users.id, assignments.userId))
    .where(
      and(
        eq(assignments.role, "DESK"),
        notEnded(tx.at),
        username === undefined ? undefined : eq(users.username, username),
      ),
    )
    .limit(1);

async function refuseSecondDesk(tx: View | ActTx): Promise<void> {
  if ((await listDesks(tx)).length > 0) throw new AppError("refused", { kind: "desk_exists" });
}

/** Whether the city has a desk that somebody may sign in to. */
export async function hasDesk(ctx: Pick<Ctx, "db">): Promise<boolean> {
  return look({ ...ctx, actor: SYSTEM }, async (tx) => (await listDesks(tx)).length > 0);
}
