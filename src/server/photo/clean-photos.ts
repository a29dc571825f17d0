import type { PhotoInput } from "#contract/photo.ts";
import { AppError } from "../app-error.ts";
import { type CleanPhoto, cleanPhoto } from "./clean-photo.ts";

/** By their events' ids; what is no photo is not among them. Before the transaction, which would wait for it. */
export async function cleanPhotos(
  events: readonly { readonly id: string; readonly photo?: PhotoInput | undefined }[],
): Promise<ReadonlyMap<string, CleanPhoto>> {
  const clean = new Map<string, CleanPhoto>();
  for (const { id, photo } of events)
    try {
      if (photo) clean.set(id, await cleanPhoto(photo));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  return clean;
}
