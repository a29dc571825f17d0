import type { IncomingMessage } from "node:http";

/** What a screen sends at most, in bytes: a photo or a list of places through the API, the places of a fleet, a few words elsewhere. */
const LIMITS = [
  ["/api/trpc/", 4_000_000],
  ["/api/auth/", 16_000],
  ["/api/positions", 100_000],
  ["/api/", 0],
  ["/", 100_000],
] as const;

/**
 * Why a request's body is not read, as a status; undefined when it may be. Judged by what its head says, before a byte of
 * it is taken in: Node reads no more than the length that was told. A body without a length (chunked) has no end that
 * anybody could know, no screen sends one, and it is refused whatever its size.
 * @param path without the query
 */
export function bodyRefused(headers: IncomingMessage["headers"], path: string): 411 | 413 | undefined {
  if (headers["transfer-encoding"] !== undefined) return 411;
  const limit = LIMITS.find(([start]) => path.startsWith(start))?.[1] ?? 0;
  return Number(headers["content-length"] ?? 0) > limit ? 413 : undefined;
}
