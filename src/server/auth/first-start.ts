import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * What the server prints at its start while nobody holds the desk, for people who were handed a running server. The same
 * in every process, as it comes of the secret; worth nothing once there is a desk.
 * @param secret AUTH_SECRET
 */
export function firstStartToken(secret: string): string {
  return createHmac("sha256", secret).update("the first desk").digest("base64url").slice(0, 32);
}

export function isFirstStartToken(secret: string, given: string): boolean {
  const [a, b] = [firstStartToken(secret), given].map((token) => Buffer.from(token));
  return a !== undefined && b !== undefined && a.length === b.length && timingSafeEqual(a, b);
}
