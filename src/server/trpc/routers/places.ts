import { checkBookInput, cityImportInput } from "#contract/city-imports.ts";
import { markSetDownInput } from "#contract/places.ts";
import { clearInventedNeeds } from "../../usecases/city/clear-invented-needs.ts";
import { checkBook } from "../../usecases/city/keep-book.ts";
import { takeInBook } from "../../usecases/city/take-in-book.ts";
import { undoImport } from "../../usecases/city/undo-import.ts";
import { markSetDown } from "../../usecases/places/mark-set-down.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const placesRouter = router({
  check: desk
    .input(checkBookInput)
    .mutation(({ ctx, input }) => checkBook(ctx, input, (job) => ctx.runtime.queue.send("import-city", job))),
  markSetDown: procedureFor("COM", "DESK")
    .input(markSetDownInput)
    .mutation(({ ctx, input }) => markSetDown(ctx, input)),
  takeIn: desk
    .input(cityImportInput)
    .mutation(({ ctx, input }) => takeInBook(ctx, input, (job) => ctx.runtime.queue.send("import-city", job))),
  undo: desk.input(cityImportInput).mutation(({ ctx, input }) => undoImport(ctx, input)),
  clearInventedNeeds: desk.mutation(({ ctx }) => clearInventedNeeds(ctx)),
});
