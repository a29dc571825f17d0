import { z } from "zod";

/** About 2 MB of picture: screens shrink a photo to a tenth of that before it is sent. */
const MOST_BASE64 = 2_800_000;

/** A picture as a phone sends it; what it says of itself is a claim. */
export const photo = z.object({
  mediaType: z.enum(["image/jpeg", "image/png", "image/webp"]),
  base64: z.base64().min(1).max(MOST_BASE64),
});
export type PhotoInput = z.infer<typeof photo>;
