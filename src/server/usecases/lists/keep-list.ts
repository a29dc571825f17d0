import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { type KeptSheet, listImports } from "#db/schema/index.ts";
import type { GroupList } from "#domain/group-list/parse-group-list.ts";
import type { ListImportId, PackageVersionId } from "#domain/kernel/ids.ts";
import type { ActTx } from "../../act.ts";
import { layAsideLists } from "./lay-aside-lists.ts";
import type { RoundOfList } from "./round-of-list.ts";

type Kept = {
  readonly text: string;
  readonly read: GroupList;
  readonly packages: Readonly<Record<string, PackageVersionId>>;
  readonly sheet?: KeptSheet;
};

/**
 * Keeps a list with its text; a sheet waits for its columns to be looked at. A list of the same grid and round that still
 * waits is laid aside: the newer one holds all that the older one did.
 */
export async function keepList(tx: ActTx, round: RoundOfList, kept: Kept) {
  await layAsideLists(tx, and(eq(listImports.cycleId, round.id), eq(listImports.gridId, round.gridId)), undefined);
  const [list] = await tx
    .insert(listImports)
    .values({
      ...kept,
      id: randomUUID() as ListImportId,
      cycleId: round.id,
      gridId: round.gridId,
      state: kept.sheet ? "pasted" : "parsed",
      pastedBy: tx.actor.userId,
      pastedAt: tx.at,
      stateAt: tx.at,
    })
    .returning();
  if (!list) throw new Error("a list that was not kept");
  return list;
}
