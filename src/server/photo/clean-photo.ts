import sharp from "sharp";
import type { PhotoInput } from "#contract/photo.ts";
import { AppError } from "../app-error.ts";

export type CleanPhoto = { readonly mediaType: "image/jpeg"; readonly bytes: Buffer };

/** More is not needed to count bags or to see a broken egg, in pixels of the longer side. */
const LONGEST_SIDE = 2_000;
/** The decoder knows more: drawings that fetch other files, documents, pictures of telescopes. */
const OF_PHONES: readonly (string | undefined)[] = ["jpeg", "png", "webp"];
/** A small file may hold a picture that fills the memory when it is unpacked. */
const MOST_PIXELS = 50_000_000;

/**
 * A photo decoded and written anew as it is seen: upright, and without what a camera writes beside it, such as the place
 * and the time. Whatever the file was called, a picture is what is kept.
 * @throws AppError `refused` with `not_a_photo` for what cannot be decoded whole
 */
export async function cleanPhoto({ base64 }: PhotoInput): Promise<CleanPhoto> {
  try {
    const picture = sharp(Buffer.from(base64, "base64"), { limitInputPixels: MOST_PIXELS, failOn: "error" });
    if (!OF_PHONES.includes((await picture.metadata()).format)) throw new Error("no photo");
    const bytes = await picture
      .rotate()
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 80 })
      .toBuffer();
    return { mediaType: "image/jpeg", bytes };
  } catch {
    throw new AppError("refused", { kind: "not_a_photo" });
  }
}
