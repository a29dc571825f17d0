import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Whether a request shows this token as its bearer; never without one. */
export function showsToken(req: IncomingMessage, token: string | undefined): boolean {
  if (!token) return false;
  const [a, b] = [Buffer.from(req.headers.authorization ?? ""), Buffer.from(`Bearer ${token}`)];
  return a.length === b.length && timingSafeEqual(a, b);
}
