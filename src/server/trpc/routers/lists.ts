import { decideRowInput, listImportInput, pasteListInput, writeListInput } from "#contract/group-list.ts";
import { applyList } from "../../usecases/lists/apply-list.ts";
import { decideRow } from "../../usecases/lists/decide-row.ts";
import { discardList } from "../../usecases/lists/discard-list.ts";
import { pasteList } from "../../usecases/lists/paste-list.ts";
import { undoList } from "../../usecases/lists/undo-list.ts";
import { procedureFor, router } from "../init.ts";

const worker = procedureFor("GW");

export const listsRouter = router({
  paste: worker.input(pasteListInput).mutation(({ ctx, input }) => pasteList(ctx, input)),
  decide: worker.input(decideRowInput).mutation(({ ctx, input }) => decideRow(ctx, input)),
  write: worker.input(writeListInput).mutation(({ ctx, input }) => applyList(ctx, input)),
  undo: worker.input(writeListInput).mutation(({ ctx, input }) => undoList(ctx, input)),
  discard: worker.input(listImportInput).mutation(({ ctx, input }) => discardList(ctx, input)),
});
