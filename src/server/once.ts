import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { clientEvents } from "#db/schema/index.ts";
import type { ActTx } from "./act.ts";
import { AppError } from "./app-error.ts";

/** What a phone says, as a hash that does not depend on the order in which it writes the fields. */
export function contentOf({ id: _, ...said }: { readonly id?: string | undefined }): string {
  const fields = Object.entries(said).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(fields)).digest("base64url");
}

/**
 * Does what a phone asks for once, however often it is sent: whoever comes second, also at the same moment, reads what
 * came of the first. A refusal leaves nothing behind, so that the same id may be tried again when things have changed.
 * @throws AppError `refused` with `id_taken` when the id was somebody else's, or came with other content
 */
export async function once<T extends object>(
  tx: ActTx,
  said: { readonly id: string; readonly kind: string; readonly content: string },
  work: () => Promise<T>,
): Promise<T> {
  const row = { ...said, outcome: {}, userId: tx.actor.userId, at: tx.at };
  const claimed = await tx.insert(clientEvents).values(row).onConflictDoNothing().returning({ id: clientEvents.id });
  if (claimed.length === 0) {
    const [first] = await tx.select().from(clientEvents).where(eq(clientEvents.id, said.id));
    if (first?.userId !== tx.actor.userId || first.kind !== said.kind || first.content !== said.content)
      throw new AppError("refused", { kind: "id_taken" });
    return first.outcome as T;
  }
  const outcome = await work();
  await tx.update(clientEvents).set({ outcome }).where(eq(clientEvents.id, said.id));
  return outcome;
}
