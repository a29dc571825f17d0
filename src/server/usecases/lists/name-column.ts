import { eq } from "drizzle-orm";
import type { ListImportInput, NameColumnInput } from "#contract/group-list.ts";
import { type KeptSheet, listImports } from "#db/schema/index.ts";
import { parseSheet } from "#domain/group-list/parse-sheet.ts";
import { countColumns } from "#domain/group-list/read-table.ts";
import { useColumn } from "#domain/group-list/sheet-columns.ts";
import { decide } from "#domain/kernel/machine.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { LIST_IMPORTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { getListInHand } from "./list-in-hand.ts";
import { getRoundOfList, readAgainst } from "./round-of-list.ts";

type List = typeof listImports.$inferSelect;

/**
 * Says what a column of a sheet holds; its rows are read anew.
 * @throws AppError `not_found` for a list or column that is not there; `refused` `not_from_here` once the columns are
 *   accepted, `unknown_package`, `not_open`
 */
export async function nameColumn(ctx: Ctx, input: NameColumnInput): Promise<void> {
  await act(ctx, async (tx) => {
    const { list } = await getListInHand(tx, input.importId);
    if (list.state !== "pasted") throw new AppError("refused", { kind: "not_from_here" });
    if (!list.sheet?.columns[input.column]) throw new AppError("not_found");
    const { use } = input;
    if (use.kind === "item" && !list.packages[use.code]) throw new AppError("refused", { kind: "unknown_package" });
    await readAnew(tx, list, { ...list.sheet, columns: useColumn(list.sheet.columns, input.column, use) });
    tx.tell(`grid:${list.gridId}`);
  });
}

/**
 * The columns are right: the rows become candidates, as those of a pasted text are, read against what stands now. The
 * grid's next sheet with the same head is taken the same way.
 * @throws AppError `not_found`; `refused` while no column holds homes or none what they want, `not_open`
 */
export async function acceptColumns(ctx: Ctx, input: ListImportInput): Promise<void> {
  await act(ctx, async (tx) => {
    const { list } = await getListInHand(tx, input.importId);
    const facts = countColumns(list.sheet?.columns ?? []);
    unwrap(decide(LIST_IMPORTS.machine, list.state, "parse", tx.role, facts));
    if (!list.sheet) throw new AppError("not_found");
    const orders = await readAnew(tx, list, { ...list.sheet, accepted: true });
    const parsed = await moveOne(tx, LIST_IMPORTS, list, "parse", facts, { data: { orders } });
    await moveOne(tx, LIST_IMPORTS, parsed, "review", {}, { data: { orders } });
  });
}

/** @returns how many orders were read */
async function readAnew(tx: ActTx, list: List, sheet: KeptSheet): Promise<number> {
  const { context, packages } = await readAgainst(tx, await getRoundOfList(tx, list.cycleId, list.gridId));
  const read = parseSheet(list.text, sheet, sheet.bad, context);
  await tx.update(listImports).set({ sheet, read, packages }).where(eq(listImports.id, list.id));
  return read.orders.length;
}
