import { endAssignmentInput, inviteStaffInput } from "#contract/staff.ts";
import { endAssignment, inviteStaff } from "../../usecases/staff/invite-staff.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const staffRouter = router({
  invite: desk.input(inviteStaffInput).mutation(async ({ ctx, input }) => {
    const invited = await inviteStaff(ctx, input, ctx.runtime.makeAccount);
    ctx.runtime.forget(invited.userId);
    return invited;
  }),
  end: desk.input(endAssignmentInput).mutation(async ({ ctx, input }) => {
    const { userId } = await endAssignment(ctx, input);
    ctx.runtime.forget(userId);
  }),
});
