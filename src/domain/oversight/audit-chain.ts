/** What may stand in an audit event: whatever JSON can hold. */
export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [key: string]: AuditValue };
export type AuditEvent = { readonly [key: string]: AuditValue };

/** Events that were linked together: rows are many, links are few, so the order path never waits for the chain. */
export type AuditBatch = { readonly prevHash: string; readonly hash: string; readonly events: readonly AuditEvent[] };

/** The hash before the first batch. */
export const GENESIS_HASH = "0".repeat(64);

export type ChainBreak = {
  readonly kind: "link_broken" | "content_changed";
  readonly expected: string;
  readonly found: string;
};

/** One line of JSON per event with keys in alphabetical order: the same text whatever order a store hands keys back in. */
export function auditText(events: readonly AuditEvent[]): string {
  return events.map(canonical).join("\n");
}

function canonical(value: AuditValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonical(v)}`).join(",")}}`;
}

/** Links events to all that came before: `hash = sha256(prevHash, newline, text of the events)`. */
export function linkBatch(
  prevHash: string,
  events: readonly AuditEvent[],
  sha256: (text: string) => string,
): AuditBatch {
  return { prevHash, hash: sha256(`${prevHash}\n${auditText(events)}`), events };
}

/** What is wrong with a batch that should follow the hash `last`; undefined when it does. */
export function breakAt(last: string, batch: AuditBatch, sha256: (text: string) => string): ChainBreak | undefined {
  if (batch.prevHash !== last) return { kind: "link_broken", expected: last, found: batch.prevHash };
  const { hash } = linkBatch(last, batch.events, sha256);
  return batch.hash === hash ? undefined : { kind: "content_changed", expected: hash, found: batch.hash };
}
