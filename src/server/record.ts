import type { Tx } from "#db/client.ts";
import { auditEvents } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { Ctx } from "./ctx.ts";

export type Recorded = {
  /** What happened, `batch.accepted`; the subject is the part before the dot. */
  readonly kind: `${string}.${string}`;
  readonly subjectId: string;
  readonly cycleId?: CycleId | undefined;
  readonly reason?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** Writes events into the audit, in the transaction of the change itself: no change without its event, no event without its change. */
export async function record(tx: Tx, ctx: Pick<Ctx, "actor" | "clock">, ...events: readonly Recorded[]): Promise<void> {
  if (events.length === 0) return;
  const { actor } = ctx;
  await tx.insert(auditEvents).values(
    events.map((e) => ({
      at: ctx.clock.now(),
      actor: actor.userId,
      standsInFor: actor.standsInFor ?? null,
      role: actor.role,
      kind: e.kind,
      subject: e.kind.slice(0, e.kind.indexOf(".")),
      subjectId: e.subjectId,
      cycleId: e.cycleId ?? null,
      reason: e.reason ?? null,
      data: e.data ?? {},
    })),
  );
}
