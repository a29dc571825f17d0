import {
  addSheetInput,
  decideRowInput,
  listImportInput,
  nameColumnInput,
  pasteListInput,
  readTabInput,
  writeListInput,
} from "#contract/group-list.ts";
import { addSheet } from "../../usecases/lists/add-sheet.ts";
import { applyList } from "../../usecases/lists/apply-list.ts";
import { decideRow } from "../../usecases/lists/decide-row.ts";
import { discardList } from "../../usecases/lists/discard-list.ts";
import { acceptColumns, nameColumn } from "../../usecases/lists/name-column.ts";
import { pasteList } from "../../usecases/lists/paste-list.ts";
import { readTab } from "../../usecases/lists/read-tab.ts";
import { undoList } from "../../usecases/lists/undo-list.ts";
import { procedureFor, router } from "../init.ts";

const worker = procedureFor("GW");

export const listsRouter = router({
  paste: worker.input(pasteListInput).mutation(({ ctx, input }) => pasteList(ctx, input)),
  addSheet: worker.input(addSheetInput).mutation(({ ctx, input }) => addSheet(ctx, input)),
  readTab: worker.input(readTabInput).mutation(({ ctx, input }) => readTab(ctx, input)),
  nameColumn: worker.input(nameColumnInput).mutation(({ ctx, input }) => nameColumn(ctx, input)),
  acceptColumns: worker.input(listImportInput).mutation(({ ctx, input }) => acceptColumns(ctx, input)),
  decide: worker.input(decideRowInput).mutation(({ ctx, input }) => decideRow(ctx, input)),
  write: worker.input(writeListInput).mutation(({ ctx, input }) => applyList(ctx, input)),
  undo: worker.input(writeListInput).mutation(({ ctx, input }) => undoList(ctx, input)),
  discard: worker.input(listImportInput).mutation(({ ctx, input }) => discardList(ctx, input)),
});
