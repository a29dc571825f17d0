import { accountRequestInput, askForAccountInput } from "#contract/accounts.ts";
import { goOnLeaveInput, keepLicenceInput, openAccountInput, shutAccountInput } from "#contract/leaving.ts";
import { makeSlipsInput } from "#contract/sign-in-slips.ts";
import { endAssignmentInput, firstStartInput, inviteStaffInput } from "#contract/staff.ts";
import { AppError } from "../../app-error.ts";
import { isFirstStartToken } from "../../auth/first-start.ts";
import { askForAccount, confirmAccount, withdrawAccount } from "../../usecases/staff/account-requests.ts";
import { makeFirstDesk } from "../../usecases/staff/first-desk.ts";
import { goOnLeave } from "../../usecases/staff/go-on-leave.ts";
import { endAssignment, inviteStaff } from "../../usecases/staff/invite-staff.ts";
import { keepLicence } from "../../usecases/staff/keep-licence.ts";
import { makeSlips } from "../../usecases/staff/make-slips.ts";
import { openAccount, shutAccount } from "../../usecases/staff/shut-account.ts";
import { procedureFor, publicProcedure, router } from "../init.ts";

const desk = procedureFor("DESK");

export const staffRouter = router({
  /** While nobody holds the desk, whoever was handed the server's token makes its first account. */
  first: publicProcedure.input(firstStartInput).mutation(({ ctx, input: { token, ...who } }) => {
    if (!isFirstStartToken(ctx.runtime.env.AUTH_SECRET, token)) throw new AppError("refused", { kind: "wrong_token" });
    return makeFirstDesk(ctx.runtime, who, ctx.runtime.accounts);
  }),
  invite: desk.input(inviteStaffInput).mutation(async ({ ctx, input }) => {
    const invited = await inviteStaff(ctx, input, ctx.runtime.accounts.make);
    ctx.runtime.forget(invited.userId);
    return invited;
  }),
  slips: desk.input(makeSlipsInput).mutation(async ({ ctx, input }) => {
    const made = await makeSlips(ctx, input, ctx.runtime.accounts.reset);
    for (const { userId } of made.slips) ctx.runtime.forget(userId);
    return made;
  }),
  /** A lost password or factor: one asks, another one confirms. */
  ask: desk.input(askForAccountInput).mutation(({ ctx, input }) => askForAccount(ctx, input)),
  confirm: desk.input(accountRequestInput).mutation(async ({ ctx, input }) => {
    const { userId, ...told } = await confirmAccount(ctx, input, ctx.runtime.accounts);
    ctx.runtime.forget(userId);
    return told;
  }),
  withdraw: desk.input(accountRequestInput).mutation(({ ctx, input }) => withdrawAccount(ctx, input)),
  end: desk.input(endAssignmentInput).mutation(async ({ ctx, input }) => {
    const { userId } = await endAssignment(ctx, input);
    ctx.runtime.forget(userId);
  }),
  shut: desk.input(shutAccountInput).mutation(async ({ ctx, input }) => {
    const shut = await shutAccount(ctx, input);
    for (const userId of [input.userId, ...input.takers.map((t) => t.to)]) if (userId) ctx.runtime.forget(userId);
    return shut;
  }),
  /** What begins later is read when it does: a session is kept for seconds. */
  leave: desk.input(goOnLeaveInput).mutation(({ ctx, input }) => goOnLeave(ctx, input)),
  licence: desk.input(keepLicenceInput).mutation(({ ctx, input }) => keepLicence(ctx, input)),
  open: desk.input(openAccountInput).mutation(async ({ ctx, input }) => {
    const opened = await openAccount(ctx, input);
    ctx.runtime.forget(input.userId);
    return opened;
  }),
});
