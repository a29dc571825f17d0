import {
  clearTripsInput,
  planInput,
  publishTripsInput,
  requestPlanInput,
  ruleHandoverInput,
  sayLateInput,
  stopActInput,
  tripReasonInput,
} from "#contract/movement.ts";
import { tripInput } from "#contract/supply.ts";
import { sayLate } from "../../usecases/driver/say-late.ts";
import { actAtStop, departTrip } from "../../usecases/movement/drive-trip.ts";
import { disinfectTrips, returnTrip } from "../../usecases/movement/end-trip.ts";
import { clearTrips } from "../../usecases/movement/load-trip.ts";
import { acceptPlan, requestPlan } from "../../usecases/movement/make-plan.ts";
import { cancelTrip, publishTrips, unpublishTrip } from "../../usecases/movement/publish-trips.ts";
import { ruleHandover } from "../../usecases/movement/rule-handover.ts";
import { procedureFor, router } from "../init.ts";

const dispatch = procedureFor("DIS");
const driver = procedureFor("DRV");
const depot = procedureFor("DEP");

export const movementRouter = router({
  requestPlan: dispatch
    .input(requestPlanInput)
    .mutation(({ ctx, input }) => requestPlan(ctx, input, (job) => ctx.runtime.queue.send("solve-plan", job))),
  acceptPlan: dispatch.input(planInput).mutation(({ ctx, input }) => acceptPlan(ctx, input)),
  publish: dispatch.input(publishTripsInput).mutation(({ ctx, input }) => publishTrips(ctx, input)),
  unpublish: dispatch.input(tripInput).mutation(({ ctx, input }) => unpublishTrip(ctx, input)),
  cancelTrip: dispatch.input(tripReasonInput).mutation(({ ctx, input }) => cancelTrip(ctx, input)),
  ruleHandover: procedureFor("DIS", "DESK")
    .input(ruleHandoverInput)
    .mutation(({ ctx, input }) => ruleHandover(ctx, input)),
  clear: depot.input(clearTripsInput).mutation(({ ctx, input }) => clearTrips(ctx, input)),
  disinfect: depot.input(publishTripsInput).mutation(({ ctx, input }) => disinfectTrips(ctx, input)),
  depart: driver.input(tripInput).mutation(({ ctx, input }) => departTrip(ctx, input)),
  atStop: driver.input(stopActInput).mutation(({ ctx, input }) => actAtStop(ctx, input)),
  sayLate: driver.input(sayLateInput).mutation(({ ctx, input }) => sayLate(ctx, input)),
  return: driver.input(tripInput).mutation(({ ctx, input }) => returnTrip(ctx, input)),
});
