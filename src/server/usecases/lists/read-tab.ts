import { eq } from "drizzle-orm";
import type { ReadTabInput } from "#contract/group-list.ts";
import { type KeptTab, listImports } from "#db/schema/index.ts";
import { rowsOf } from "#domain/group-list/sheet-text.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { readSheet } from "./add-sheet.ts";
import { getListInHand } from "./list-in-hand.ts";
import { getRoundOfList } from "./round-of-list.ts";

/**
 * Takes another tab of the workbook for the list. The one that was read stays with it, so that it may be gone back to.
 * @throws AppError `not_found` for a list or tab that is not there; `refused` `not_from_here` once the columns are
 *   accepted, `not_open`
 */
export async function readTab(ctx: Ctx, input: ReadTabInput): Promise<void> {
  await act(ctx, async (tx) => {
    const { list } = await getListInHand(tx, input.importId);
    if (list.state !== "pasted") throw new AppError("refused", { kind: "not_from_here" });
    const { tab: now, otherTabs = [], file = null, bad = [] } = list.sheet ?? {};
    // Asked a second time for the tab that is read already, there is nothing to do.
    if (now?.at === input.tab) return;
    const next = otherTabs.find((o) => o.at === input.tab);
    if (!now || !next) throw new AppError("not_found");
    const left: KeptTab = { ...now, text: list.text, bad };
    const { kept, ...anew } = await readSheet(tx, await getRoundOfList(tx, list.cycleId, list.gridId), {
      rows: rowsOf(next.text).map((r) => r.cells),
      bad: next.bad,
      file,
      tab: { at: next.at, name: next.name },
      otherTabs: [...otherTabs.filter((o) => o !== next), left],
    });
    await tx
      .update(listImports)
      .set({ ...anew, sheet: kept })
      .where(eq(listImports.id, list.id));
    tx.tell(`grid:${list.gridId}`);
  });
}
