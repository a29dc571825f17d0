import type { ListImportInput } from "#contract/group-list.ts";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { LIST_IMPORTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { getListInHand } from "./list-in-hand.ts";

/** 不要这份: a list that was not written is laid aside; its text is kept. @throws AppError `not_found`, `refused` */
export async function discardList(ctx: Ctx, input: ListImportInput): Promise<void> {
  await act(ctx, async (tx) => {
    const { list } = await getListInHand(tx, input.importId);
    await moveOne(tx, LIST_IMPORTS, list, "discard", {});
  });
}
