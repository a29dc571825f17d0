import { randomUUID } from "node:crypto";
import { photos } from "#db/schema/index.ts";
import type { ActTx } from "../act.ts";
import type { CleanPhoto } from "./clean-photo.ts";

type Of = Pick<typeof photos.$inferInsert, "subject" | "subjectId" | "gridId" | "householdId">;

/** Keeps a picture with what it is of. @returns its id */
export async function keepPhoto(tx: ActTx, of: Of, photo: CleanPhoto): Promise<string> {
  const id = randomUUID();
  await tx.insert(photos).values({ id, ...of, ...photo, at: tx.at });
  return id;
}
