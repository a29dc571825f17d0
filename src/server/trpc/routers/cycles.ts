import {
  approveAllocationInput,
  closeEarlyInput,
  communityOutInput,
  createCycleInput,
  cycleActInput,
  cycleInput,
  packageOffInput,
  rewriteCycleInput,
  undoAllocationInput,
} from "#contract/cycles.ts";
import type { CycleAct } from "#domain/offer/cycle.ts";
import { cancelCycle } from "../../usecases/cycles/cancel-cycle.ts";
import { closeEarly, cutOffEarly } from "../../usecases/cycles/close-early.ts";
import { createCycle } from "../../usecases/cycles/create-cycle.ts";
import { moveCycle } from "../../usecases/cycles/move-cycle.ts";
import { rewriteCycle } from "../../usecases/cycles/rewrite-cycle.ts";
import { takeCommunityOut } from "../../usecases/cycles/take-community-out.ts";
import { takePackageOff } from "../../usecases/cycles/take-package-off.ts";
import { approveAllocation } from "../../usecases/supply/approve-allocation.ts";
import { requestAllocation } from "../../usecases/supply/preview-allocation.ts";
import { undoAllocation } from "../../usecases/supply/undo-allocation.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");
const act = (name: CycleAct) =>
  desk.input(cycleActInput).mutation(async ({ ctx, input }) => ({ state: (await moveCycle(ctx, name, input)).state }));

export const cyclesRouter = router({
  create: desk.input(createCycleInput).mutation(({ ctx, input }) => createCycle(ctx, input)),
  rewrite: desk.input(rewriteCycleInput).mutation(({ ctx, input }) => rewriteCycle(ctx, input)),
  publish: act("publish"),
  openEarly: act("open_early"),
  extend: act("extend"),
  cutOffEarly: desk.input(closeEarlyInput).mutation(({ ctx, input }) => cutOffEarly(ctx, input)),
  closeEarly: desk.input(closeEarlyInput).mutation(({ ctx, input }) => closeEarly(ctx, input)),
  cancel: desk.input(cycleActInput).mutation(async ({ ctx, input }) => {
    const { state, orders } = await cancelCycle(ctx, input);
    return { state, orders };
  }),
  takeCommunityOut: desk.input(communityOutInput).mutation(({ ctx, input }) => takeCommunityOut(ctx, input)),
  takePackageOff: desk.input(packageOffInput).mutation(({ ctx, input }) => takePackageOff(ctx, input)),
  settle: act("settle"),
  previewAllocation: desk
    .input(cycleInput)
    .mutation(({ ctx, input }) =>
      requestAllocation(ctx, input, (job) => ctx.runtime.queue.send("preview-allocation", job)),
    ),
  approveAllocation: desk.input(approveAllocationInput).mutation(({ ctx, input }) => approveAllocation(ctx, input)),
  undoAllocation: desk.input(undoAllocationInput).mutation(({ ctx, input }) => undoAllocation(ctx, input)),
});
