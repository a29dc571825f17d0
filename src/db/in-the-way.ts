/**
 * What others in the way have done to a work, under whatever it was wrapped in on the way up: `undone`, as two were waiting
 * for each other (deadlock_detected, serialization_failure), so that the same once more goes through; `waited` for a lock
 * for as long as anybody may (lock_not_available).
 */
export function inTheWay(error: unknown): "undone" | "waited" | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (code === "40P01" || code === "40001") return "undone";
  return code === "55P03" ? "waited" : inTheWay(cause);
}
