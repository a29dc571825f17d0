import { eq } from "drizzle-orm";
import type { DecideRowInput } from "#contract/group-list.ts";
import { listDoors } from "#db/queries/list-context.ts";
import { listImports } from "#db/schema/index.ts";
import type { RowDecision } from "#domain/group-list/settle-list.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { getListInHand } from "./list-in-hand.ts";

/**
 * What the worker makes of one row: taken so for that home, not counted, or (null) open again.
 * @throws AppError `not_found` for a list or row that is not there, `refused` `no_such_door` for a door that is not the
 *   grid's, `unknown_package`, or `not_from_here` for a list that is no longer being decided
 */
export async function decideRow(ctx: Ctx, input: DecideRowInput): Promise<void> {
  await act(ctx, async (tx) => {
    const { list } = await getListInHand(tx, input.importId);
    if (list.state !== "in_review") throw new AppError("refused", { kind: "not_from_here" });
    if (!list.read.orders[input.row]) throw new AppError("not_found");
    const { [input.row]: _, ...others } = list.decisions;
    const { [input.row]: __, ...refusals } = list.refusals;
    const decision = input.decision && cleaned(input.decision);
    if (decision?.kind === "take") {
      if (Object.keys(decision.items).some((letter) => !list.packages[letter]))
        throw new AppError("refused", { kind: "unknown_package" });
      const doors = await listDoors(tx, list.gridId);
      if (!doors.some((d) => d.door === decision.household)) throw new AppError("refused", { kind: "no_such_door" });
    }
    await tx
      .update(listImports)
      .set({ decisions: decision ? { ...others, [input.row]: decision } : others, refusals })
      .where(eq(listImports.id, list.id));
    tx.tell(`grid:${list.gridId}`);
  });
}

/** A package of which none is wanted is not named. */
const cleaned = (d: RowDecision): RowDecision =>
  d.kind === "ignore" ? d : { ...d, items: Object.fromEntries(Object.entries(d.items).filter(([, n]) => n > 0)) };
