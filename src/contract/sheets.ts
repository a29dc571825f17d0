import { z } from "zod";
import type { CycleId, GridId, GridSheetId } from "#domain/kernel/ids.ts";
import { id } from "./orders.ts";

export const sheetOfGridInput = z.object({ cycleId: id<CycleId>(), gridId: id<GridId>() });
export type SheetOfGridInput = z.infer<typeof sheetOfGridInput>;

export const acceptSheetsInput = z.object({ sheetIds: z.array(id<GridSheetId>()).min(1).max(200) });
export type AcceptSheetsInput = z.infer<typeof acceptSheetsInput>;

export const sheetInput = z.object({ sheetId: id<GridSheetId>() });
export type SheetInput = z.infer<typeof sheetInput>;

export const returnSheetInput = z.object({ sheetId: id<GridSheetId>(), reason: z.string().trim().min(1).max(200) });
export type ReturnSheetInput = z.infer<typeof returnSheetInput>;

/** The answer to a submitted sheet: what stands on the paper too. */
export type SubmittedSheet = {
  readonly sheetId: GridSheetId;
  readonly checksum: string;
  readonly homes: number;
  readonly bags: number;
};
