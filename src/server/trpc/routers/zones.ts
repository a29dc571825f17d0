import { liftZoneInput, setZoneInput } from "#contract/zones.ts";
import { liftZone, setZone } from "../../usecases/zones/set-zone.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const zonesRouter = router({
  set: desk.input(setZoneInput).mutation(({ ctx, input }) => setZone(ctx, input)),
  lift: desk.input(liftZoneInput).mutation(({ ctx, input }) => liftZone(ctx, input)),
});
