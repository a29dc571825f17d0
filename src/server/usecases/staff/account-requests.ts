import { and, eq, lte } from "drizzle-orm";
import type { AccountRequestInput, AskForAccountInput, ConfirmedRequest } from "#contract/accounts.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import { accountRequests, assignments, users } from "#db/schema/index.ts";
import type { AccountRequestId, UserId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { ASKED_FOR_MS } from "#domain/oversight/account-request.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Accounts } from "../../auth/accounts.ts";
import type { Ctx } from "../../ctx.ts";
import { ACCOUNT_REQUESTS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { record } from "../../record.ts";

/** Somebody of the staff, by his user name: residents have no password, and help themselves by their telephone. */
async function getStaff(tx: ActTx, username: string): Promise<UserId> {
  const [found] = await tx
    .select({ id: users.id })
    .from(users)
    .innerJoin(assignments, and(eq(assignments.userId, users.id), notEnded(tx.at)))
    .where(eq(users.username, username))
    .limit(1);
  if (!found) throw new AppError("refused", { kind: "no_such_staff" });
  return found.id;
}

/**
 * One of the desk asks that somebody's password or second factor be replaced. Nothing happens to the account before
 * another one confirms.
 * @throws AppError `refused` with `no_such_staff` or `asked_already`; `conflict` with `key_taken` when the key
 * was sent with another content
 */
export async function askForAccount(ctx: Ctx, input: AskForAccountInput): Promise<void> {
  await act(ctx, async (tx) => {
    const askedBy = whoActs(tx);
    const about = await getStaff(tx, input.username);
    const wish = { userId: about, act: input.act, reason: input.reason, askedBy };
    if (await wasSent(tx, input.requestId, wish)) return;
    // What nobody confirmed in its day makes room.
    const old = and(eq(accountRequests.userId, about), eq(accountRequests.act, input.act), isOpen);
    const stale = await tx
      .select()
      .from(accountRequests)
      .where(and(old, lte(accountRequests.askedAt, minus(tx.at, ASKED_FOR_MS))));
    await moveAll(tx, ACCOUNT_REQUESTS, stale, "withdraw", {}, { set: { decidedBy: askedBy } });
    const [made] = await tx
      .insert(accountRequests)
      .values({ id: input.requestId, ...wish, askedAt: tx.at })
      .onConflictDoNothing()
      .returning({ id: accountRequests.id });
    // Of two at once with one key the second finds what the first has just written.
    if (!made && (await wasSent(tx, input.requestId, wish))) return;
    if (!made) throw new AppError("refused", { kind: "asked_already" });
    const data = { about, act: input.act };
    await record(tx, { kind: "account_request.ask", subjectId: made.id, reason: input.reason, data });
    tx.tell("desk");
  });
}

/**
 * Another one of the desk confirms. On record first, then done, then finished: killed in between, the same call of the same
 * person goes on. A factor is taken away, and its person sets up a new one when he signs in; a password is told once.
 * Either ends every session of the account.
 * @throws AppError `not_found`; `refused` with the domain's reason
 */
export async function confirmAccount(
  ctx: Ctx,
  input: AccountRequestInput,
  accounts: Accounts,
): Promise<ConfirmedRequest & { readonly userId: UserId }> {
  const request = await act(ctx, async (tx) => {
    const request = await getRequest(tx, input);
    const { userId: about, askedBy, askedAt } = request;
    const by = whoActs(tx);
    if (request.state === "confirmed" && request.decidedBy === by) return request;
    const data = { about, act: request.act };
    const facts = { by, askedBy, about, now: tx.at, askedAt };
    return moveOne(tx, ACCOUNT_REQUESTS, request, "confirm", facts, { set: { decidedBy: by }, data });
  });
  const { userId, username, act: what } = request;
  const password = what === "password" ? (await accounts.reset(userId)).password : null;
  if (what === "factor") await accounts.dropFactor(userId);
  await act(ctx, (tx) => moveOne(tx, ACCOUNT_REQUESTS, request, "finish", {}));
  return { userId, username, act: what, password };
}

/** Takes back what was asked. @throws AppError `not_found`; `refused` with the domain's reason */
export async function withdrawAccount(ctx: Ctx, input: AccountRequestInput): Promise<void> {
  await act(ctx, async (tx) => {
    const request = await getRequest(tx, input);
    await moveOne(tx, ACCOUNT_REQUESTS, request, "withdraw", {}, { set: { decidedBy: tx.actor.userId } });
  });
}

const isOpen = eq(accountRequests.state, "asked");
const minus = (at: Instant, ms: number) => (at - ms) as Instant;

/** Whether this key was sent before. @throws AppError `conflict` with `key_taken` when it was sent with another content */
async function wasSent(
  tx: ActTx,
  id: AccountRequestId,
  wish: Pick<typeof accountRequests.$inferSelect, "userId" | "act" | "reason" | "askedBy">,
): Promise<boolean> {
  const [sent] = await tx.select().from(accountRequests).where(eq(accountRequests.id, id));
  if (!sent) return false;
  const same = (Object.keys(wish) as (keyof typeof wish)[]).every((key) => sent[key] === wish[key]);
  if (!same) throw new AppError("conflict", { kind: "key_taken" });
  return true;
}

function whoActs(tx: ActTx): UserId {
  if (!tx.actor.userId) throw new Error("an account is asked about by somebody");
  return tx.actor.userId;
}

async function getRequest(tx: ActTx, { requestId }: AccountRequestInput) {
  const [found] = await tx
    .select({ request: accountRequests, username: users.username })
    .from(accountRequests)
    .innerJoin(users, eq(users.id, accountRequests.userId))
    .where(eq(accountRequests.id, requestId));
  if (!found) throw new AppError("not_found");
  return { ...found.request, username: found.username ?? "" };
}
