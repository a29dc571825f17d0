import { and, inArray, type SQL } from "drizzle-orm";
import { listImports } from "#db/schema/index.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import type { ActTx } from "../../act.ts";
import { LIST_IMPORTS } from "../../lives.ts";
import { moveAll } from "../../move.ts";

/** Lays the pasted lists that wait among `which` aside, with what they would have been written to; their texts are kept. */
export async function layAsideLists(tx: ActTx, which: SQL | undefined, reason: string | undefined): Promise<void> {
  const waiting = await tx
    .select()
    .from(listImports)
    .where(and(which, inArray(listImports.state, statesBefore(LIST_IMPORTS.machine, "discard"))))
    .orderBy(listImports.id)
    .for("update");
  await moveAll(tx, LIST_IMPORTS, waiting, "discard", {}, { reason });
}
