import { acceptSheetsInput, returnSheetInput, sheetInput, sheetOfGridInput } from "#contract/sheets.ts";
import { acceptSheets, returnSheet } from "../../usecases/sheets/accept-sheets.ts";
import { submitSheet } from "../../usecases/sheets/submit-sheet.ts";
import { freezeThawedSheet, thawSheet } from "../../usecases/sheets/thaw-sheet.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const sheetsRouter = router({
  submit: procedureFor("GW")
    .input(sheetOfGridInput)
    .mutation(({ ctx, input }) => submitSheet(ctx, input)),
  accept: procedureFor("COM")
    .input(acceptSheetsInput)
    .mutation(({ ctx, input }) => acceptSheets(ctx, input)),
  return: procedureFor("COM", "DESK")
    .input(returnSheetInput)
    .mutation(({ ctx, input }) => returnSheet(ctx, input)),
  thaw: desk.input(returnSheetInput).mutation(({ ctx, input }) => thawSheet(ctx, input)),
  freezeAgain: desk.input(sheetInput).mutation(({ ctx, input }) => freezeThawedSheet(ctx, input)),
});
