/** What the drivers and the server say when a connection is lost or none is to be had. */
const CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  // admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);
/** The queue's driver gives the end of a connection no code. */
const WORDS = /^Connection terminated/;

/**
 * Whether the work failed because the database could not be asked, under whatever it was wrapped in on the way up. The
 * queue hands on plain objects instead of errors.
 */
export function isUnreachable(error: unknown): boolean {
  // A `TypeError` is what `fetch` wraps its troubles in: those are somebody else's.
  if (typeof error !== "object" || error === null || error instanceof TypeError) return false;
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  return CODES.has(String(code)) || WORDS.test(String(message)) || isUnreachable(cause);
}
