import type { PasteListInput } from "#contract/group-list.ts";
import { parseGroupList } from "#domain/group-list/parse-group-list.ts";
import { isSheetText } from "#domain/group-list/sheet-text.ts";
import type { ListImportId } from "#domain/kernel/ids.ts";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { LIST_IMPORTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { pastedLines } from "../city/read-files.ts";
import { keepSheet, rowsOfTab } from "./add-sheet.ts";
import { keepList } from "./keep-list.ts";
import { getRoundOfList, readAgainst } from "./round-of-list.ts";

/**
 * Reads a pasted group list against today's card, homes and orders, and keeps it with its text for the worker to decide
 * on. What was copied out of a spreadsheet waits for its columns to be looked at first.
 * @throws AppError `not_found` for another's grid; `refused` `not_open` when nothing may be ordered any more
 */
export async function pasteList(ctx: Ctx, input: PasteListInput): Promise<{ importId: ListImportId }> {
  const { cycleId, gridId, text } = input;
  const rows = isSheetText(text) ? await rowsOfTab(pastedLines(text)) : undefined;
  return act(ctx, async (tx) => {
    const round = await getRoundOfList(tx, cycleId, gridId);
    if (rows) return keepSheet(tx, round, { ...rows, file: null });
    const { context, packages } = await readAgainst(tx, round);
    const list = await keepList(tx, round, { text, read: parseGroupList(text, context), packages });
    await moveOne(tx, LIST_IMPORTS, list, "review", {}, { data: { orders: list.read.orders.length } });
    return { importId: list.id };
  });
}
