import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * Where a request comes from: what is counted by address is counted for it. Each proxy writes whom it was asked by at the
 * right end of X-Forwarded-For, so with `proxies` of our own in front the address is that many places from the right.
 * Whatever stands further left the client may have written himself. A request that did not come through all of them
 * counts for the socket that it came by.
 * @param proxies of our own in front of this process; 0: none, the header is not read
 */
export function clientAddress(req: Pick<IncomingMessage, "headers" | "socket">, proxies: number): string {
  const socket = req.socket.remoteAddress ?? "unknown";
  if (proxies === 0) return socket;
  const hops = String(req.headers["x-forwarded-for"] ?? "").split(",");
  const told = hops.at(-proxies)?.trim() ?? "";
  return isIP(told) ? told : socket;
}
