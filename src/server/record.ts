import { sql } from "drizzle-orm";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { ActTx } from "./act.ts";

export type Recorded = {
  /** What happened, `batch.accept`; the subject is the part before the dot. */
  readonly kind: `${string}.${string}`;
  readonly subjectId: string;
  readonly cycleId?: CycleId | undefined;
  readonly reason?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** So many events wait for the end of the act, at most. */
const MOST_WAITING = 10_000;

/**
 * Notes events for the audit, with the person of the act. They are written when it ends, all by one statement and in its own
 * transaction: no change without its event, no event without its change.
 */
export async function record(tx: ActTx, events: Recorded | readonly Recorded[]): Promise<void> {
  for (const event of [events].flat() as Recorded[]) tx.events.push(event);
  if (tx.events.length > MOST_WAITING) await writeEvents(tx);
}

/** Writes what `record` noted. */
export async function writeEvents(tx: Pick<ActTx, "execute" | "actor" | "at" | "events">): Promise<void> {
  const events = tx.events.splice(0);
  if (events.length === 0) return;
  const { userId, standsInFor, role } = tx.actor;
  const rows = events.map((e) => ({
    kind: e.kind,
    subject: e.kind.slice(0, e.kind.indexOf(".")),
    subject_id: e.subjectId,
    cycle_id: e.cycleId ?? null,
    reason: e.reason ?? null,
    data: e.data ?? {},
  }));
  await tx.execute(sql`INSERT INTO audit_events (at, actor, stands_in_for, role, kind, subject, subject_id, cycle_id, reason, data)
    SELECT ${new Date(tx.at).toISOString()}::timestamptz, ${userId}::uuid, ${standsInFor ?? null}::uuid, ${role}::role, e.*
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e (kind text, subject text, subject_id uuid, cycle_id uuid, reason text, data jsonb)`);
}
