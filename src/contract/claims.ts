import { z } from "zod";
import type { OrderId } from "#domain/kernel/ids.ts";
import { CLAIM_KINDS } from "#domain/oversight/claim.ts";
import { id } from "./orders.ts";

/** About 2 MB of picture: screens shrink a photo to a tenth of that before it is sent. */
const MOST_BASE64 = 2_800_000;

export const openClaimInput = z.object({
  orderId: id<OrderId>(),
  kind: z.enum(CLAIM_KINDS),
  words: z.string().trim().max(300).default(""),
  photo: z
    .object({
      mediaType: z.enum(["image/jpeg", "image/png", "image/webp"]),
      base64: z.base64().min(1).max(MOST_BASE64),
    })
    .optional(),
});
export type OpenClaimInput = z.infer<typeof openClaimInput>;
