import { recordDriveInput } from "#contract/drive.ts";
import {
  clearTripsInput,
  countBackInput,
  divertTripInput,
  fixTripInput,
  planInput,
  publishTripsInput,
  rePlanStopInput,
  requestPlanInput,
  ruleHandoverInput,
  sayFoundInput,
  showNumberInput,
  skipStopInput,
  tellWhereInput,
  transferTripInput,
  tripReasonInput,
  typeInPaperInput,
} from "#contract/movement.ts";
import { changePlanInput, offersInput, stepPlanInput } from "#contract/plan-edits.ts";
import { namePlanInput } from "#contract/plan-versions.ts";
import { addClosureInput, endClosureInput } from "#contract/roads.ts";
import { tripInput } from "#contract/supply.ts";
import type { Runtime } from "../../runtime.ts";
import { sayFound } from "../../usecases/bags/say-found.ts";
import { addClosure, endClosure } from "../../usecases/movement/close-roads.ts";
import { countBack, giveUpStop } from "../../usecases/movement/count-back.ts";
import { divertTrip, resumeTrip } from "../../usecases/movement/divert-trip.ts";
import { actAtStop } from "../../usecases/movement/drive-trip.ts";
import { changePlan, stepPlan } from "../../usecases/movement/edit-plan.ts";
import { disinfectTrips, returnTrip } from "../../usecases/movement/end-trip.ts";
import { fixTrip } from "../../usecases/movement/fix-trip.ts";
import { typeInPaper } from "../../usecases/movement/hand-over-alone.ts";
import { clearTrips } from "../../usecases/movement/load-trip.ts";
import { acceptPlan, requestPlan } from "../../usecases/movement/make-plan.ts";
import { namePlan, takeUpPlan } from "../../usecases/movement/name-plan.ts";
import { cancelTrip, publishTrips, unpublishTrip } from "../../usecases/movement/publish-trips.ts";
import { rePlanStop } from "../../usecases/movement/re-plan-stop.ts";
import { recordDrive } from "../../usecases/movement/record-drive.ts";
import { breakDown, goOn, transferTrip } from "../../usecases/movement/relieve-trip.ts";
import { ruleHandover } from "../../usecases/movement/rule-handover.ts";
import { showNumber } from "../../usecases/movement/show-number.ts";
import { tellWhere } from "../../usecases/movement/tell-where.ts";
import { listOffers, priceChange } from "../../views/dispatch/price-change.ts";
import { procedureFor, router } from "../init.ts";

const dispatch = procedureFor("DIS");
const driver = procedureFor("DRV");
const depot = procedureFor("DEP");

/** Asks the worker for the times of the days to come. */
const timesOf = (runtime: Runtime) => () => runtime.queue.send("follow-roads", {});

export const movementRouter = router({
  requestPlan: dispatch
    .input(requestPlanInput)
    .mutation(({ ctx, input }) => requestPlan(ctx, input, (job) => ctx.runtime.queue.send("solve-plan", job))),
  acceptPlan: dispatch
    .input(planInput)
    .mutation(({ ctx, input }) => acceptPlan(ctx, input, (job) => ctx.runtime.queue.send("follow-roads", job))),
  priceChange: dispatch
    .input(changePlanInput)
    .query(({ ctx, input }) => priceChange(ctx, input, ctx.runtime.drafts, timesOf(ctx.runtime))),
  offers: dispatch
    .input(offersInput)
    .query(({ ctx, input }) => listOffers(ctx, input, ctx.runtime.drafts, timesOf(ctx.runtime))),
  changePlan: dispatch
    .input(changePlanInput)
    .mutation(({ ctx, input }) => changePlan(ctx, input, ctx.runtime.drafts, timesOf(ctx.runtime))),
  namePlan: dispatch.input(namePlanInput).mutation(({ ctx, input }) => namePlan(ctx, input)),
  takeUpPlan: dispatch.input(planInput).mutation(({ ctx, input }) => takeUpPlan(ctx, input)),
  stepPlan: dispatch.input(stepPlanInput).mutation(({ ctx, input }) => stepPlan(ctx, input)),
  addClosure: procedureFor("DIS", "DESK")
    .input(addClosureInput)
    .mutation(({ ctx, input }) => addClosure(ctx, input, () => ctx.runtime.queue.send("follow-roads", {}))),
  endClosure: procedureFor("DIS", "DESK")
    .input(endClosureInput)
    .mutation(({ ctx, input }) => endClosure(ctx, input, () => ctx.runtime.queue.send("follow-roads", {}))),
  publish: dispatch.input(publishTripsInput).mutation(({ ctx, input }) => publishTrips(ctx, input)),
  fix: dispatch.input(fixTripInput).mutation(({ ctx, input }) => fixTrip(ctx, input)),
  unpublish: dispatch.input(tripInput).mutation(({ ctx, input }) => unpublishTrip(ctx, input)),
  cancelTrip: dispatch.input(tripReasonInput).mutation(({ ctx, input }) => cancelTrip(ctx, input)),
  ruleHandover: procedureFor("DIS", "DESK")
    .input(ruleHandoverInput)
    .mutation(({ ctx, input }) => ruleHandover(ctx, input)),
  skipStop: dispatch.input(skipStopInput).mutation(({ ctx, input }) => actAtStop(ctx, { ...input, act: "skip" })),
  countBack: dispatch.input(countBackInput).mutation(({ ctx, input }) => countBack(ctx, input)),
  giveUpStop: dispatch.input(skipStopInput).mutation(({ ctx, input }) => giveUpStop(ctx, input)),
  rePlanStop: dispatch.input(rePlanStopInput).mutation(({ ctx, input }) => rePlanStop(ctx, input)),
  sayFound: procedureFor("DRV", "DIS")
    .input(sayFoundInput)
    .mutation(({ ctx, input }) => sayFound(ctx, input)),
  breakDown: procedureFor("DRV", "DIS")
    .input(tripInput)
    .mutation(({ ctx, input }) => breakDown(ctx, input)),
  transfer: dispatch.input(transferTripInput).mutation(({ ctx, input }) => transferTrip(ctx, input)),
  divert: dispatch.input(divertTripInput).mutation(({ ctx, input }) => divertTrip(ctx, input)),
  goOn: procedureFor("DRV", "DIS")
    .input(tripInput)
    .mutation(({ ctx, input }) => goOn(ctx, input)),
  typeInPaper: procedureFor("GW", "DIS")
    .input(typeInPaperInput)
    .mutation(({ ctx, input }) => typeInPaper(ctx, input)),
  showNumber: procedureFor("DRV", "GW", "DIS", "DEP")
    .input(showNumberInput)
    .mutation(({ ctx, input }) => showNumber(ctx, input)),
  resume: dispatch.input(tripInput).mutation(({ ctx, input }) => resumeTrip(ctx, input)),
  clear: depot.input(clearTripsInput).mutation(({ ctx, input }) => clearTrips(ctx, input)),
  disinfect: depot.input(publishTripsInput).mutation(({ ctx, input }) => disinfectTrips(ctx, input)),
  recordDrive: driver.input(recordDriveInput).mutation(({ ctx, input }) => recordDrive(ctx, input)),
  tellWhere: driver.input(tellWhereInput).mutation(({ ctx, input }) => tellWhere(ctx, input)),
  return: dispatch.input(tripInput).mutation(({ ctx, input }) => returnTrip(ctx, input)),
});
