import { liftZoneInput, placesWithinInput, setZonesInput, zoneEffectInput } from "#contract/zones.ts";
import { liftZone, setZones } from "../../usecases/zones/set-zones.ts";
import { listPlacesWithin } from "../../views/desk/list-places-within.ts";
import { readZoneEffect } from "../../views/desk/read-zone-effect.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const zonesRouter = router({
  set: desk.input(setZonesInput).mutation(({ ctx, input }) => setZones(ctx, input)),
  lift: desk.input(liftZoneInput).mutation(({ ctx, input }) => liftZone(ctx, input)),
  effect: desk.input(zoneEffectInput).query(({ ctx, input }) => readZoneEffect(ctx, input)),
  placesWithin: desk.input(placesWithinInput).query(({ ctx, input }) => listPlacesWithin(ctx, input)),
});
