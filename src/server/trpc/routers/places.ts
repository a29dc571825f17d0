import { checkPlacesInput, markSetDownInput, placeImportInput } from "#contract/places.ts";
import { checkPlaceFile, takeInPlaces } from "../../usecases/places/import-places.ts";
import { markSetDown } from "../../usecases/places/mark-set-down.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const placesRouter = router({
  check: desk
    .input(checkPlacesInput)
    .mutation(({ ctx, input }) => checkPlaceFile(ctx, input, (job) => ctx.runtime.queue.send("import-places", job))),
  markSetDown: procedureFor("COM", "DESK")
    .input(markSetDownInput)
    .mutation(({ ctx, input }) => markSetDown(ctx, input)),
  takeIn: desk
    .input(placeImportInput)
    .mutation(({ ctx, input }) => takeInPlaces(ctx, input, (job) => ctx.runtime.queue.send("import-places", job))),
});
