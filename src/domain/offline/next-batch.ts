import type { Entry } from "./outbox.ts";

type Limits<Load> = {
  readonly kindOf: (load: Load) => string;
  /** How long it is on the wire, about. */
  readonly bytesOf: (load: Load) => number;
  readonly most: number;
  readonly mostBytes: number;
  /** Not to be sent yet, as it can still be taken back. */
  readonly held?: string | undefined;
  /** What could not be taken in just now; the others do not wait for it. */
  readonly stuck: ReadonlySet<string>;
};

/**
 * The next entries to send: of one kind, oldest first, as many as fit; one alone is sent however long it is. Nothing
 * overtakes an earlier entry about the same thing, nor one of another kind: doors come after the count at the gate that
 * brought their bags.
 */
export function nextBatch<Load>(waiting: readonly Entry<Load>[], limits: Limits<Load>): Entry<Load>[] {
  const { kindOf, bytesOf, most, mostBytes, held, stuck } = limits;
  const batch: Entry<Load>[] = [];
  const closed = new Set(stuck);
  let bytes = 0;
  for (const entry of waiting) {
    if (entry.id === held) closed.add(entry.about);
    if (closed.has(entry.about)) continue;
    bytes += bytesOf(entry.load);
    const first = batch[0];
    if (first && (batch.length === most || bytes > mostBytes || kindOf(first.load) !== kindOf(entry.load))) break;
    batch.push(entry);
  }
  return batch;
}
