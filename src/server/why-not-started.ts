import { isUnreachable } from "#db/unreachable.ts";

/** Why a process did not come up, in one line for whoever starts it. */
export function whyNotStarted(error: NodeJS.ErrnoException): string {
  if (error.code === "EADDRINUSE") return `Port ${process.env.PORT || 3000} is in use: set PORT to a free one.`;
  if (isUnreachable(error)) return `No database answers at DATABASE_URL (${error.message || error.code}).`;
  return error.message;
}
