/**
 * Where an input holds what no text of ours may hold: a NUL, which PostgreSQL does not store, or half of a pair of UTF-16
 * units. @returns the path (`lines.0.note`), undefined when all can be stored
 */
export function unreadableIn(input: unknown, path: readonly string[] = []): string | undefined {
  if (typeof input === "string") return input.includes("\0") || !input.isWellFormed() ? path.join(".") : undefined;
  if (typeof input !== "object" || input === null) return undefined;
  for (const [key, value] of Object.entries(input)) {
    const found = unreadableIn(key, [...path, key]) ?? unreadableIn(value, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
