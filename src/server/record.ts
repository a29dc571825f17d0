import { sql } from "drizzle-orm";
import { auditEvents } from "#db/schema/index.ts";
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

/** So many rows are written by one statement of parameters; more go in as one array. */
const FEW = 20;

/** Writes events into the audit, in the act's own transaction and with its person: no change without its event, no event without its change. */
export async function record(tx: ActTx, events: Recorded | readonly Recorded[]): Promise<void> {
  const all = [events].flat() as Recorded[];
  if (all.length === 0) return;
  const { actor } = tx;
  const rows = all.map((e) => ({
    kind: e.kind,
    subject: e.kind.slice(0, e.kind.indexOf(".")),
    subjectId: e.subjectId,
    cycleId: e.cycleId ?? null,
    reason: e.reason ?? null,
    data: e.data ?? {},
  }));
  const same = { at: tx.at, actor: actor.userId, standsInFor: actor.standsInFor ?? null, role: actor.role };
  if (rows.length <= FEW) await tx.insert(auditEvents).values(rows.map((r) => ({ ...same, ...r })));
  else
    await tx.execute(sql`INSERT INTO audit_events (at, actor, stands_in_for, role, kind, subject, subject_id, cycle_id, reason, data)
      SELECT ${new Date(same.at).toISOString()}::timestamptz, ${same.actor}::uuid, ${same.standsInFor}::uuid, ${same.role}::role, e.kind, e.subject, e."subjectId", e."cycleId", e.reason, e.data
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e (kind text, subject text, "subjectId" uuid, "cycleId" uuid, reason text, data jsonb)`);
}
