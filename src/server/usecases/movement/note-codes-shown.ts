import { and, eq, inArray } from "drizzle-orm";
import type { BusView } from "#contract/grid.ts";
import { auditEvents } from "#db/schema/index.ts";
import type { GridId } from "#domain/kernel/ids.ts";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

const KIND = "stop.code_shown";

/**
 * Writes down that a grid worker is shown the hand-over codes of these buses, before he is: once for him and each stop,
 * however often his page reads again. A code that was read out is worth a signature, so who had it must be known.
 */
export async function noteCodesShown(ctx: Ctx, gridId: GridId, buses: readonly BusView[]): Promise<void> {
  const stops = buses.filter((b) => b.code !== null).map((b) => b.stopId);
  const { userId } = ctx.actor;
  if (stops.length === 0 || !userId) return;
  await act(ctx, async (tx) => {
    const known = await tx.seeingAll((all) =>
      all
        .select({ stop: auditEvents.subjectId })
        .from(auditEvents)
        .where(
          and(
            eq(auditEvents.subject, "stop"),
            inArray(auditEvents.subjectId, stops),
            eq(auditEvents.kind, KIND),
            eq(auditEvents.actor, userId),
          ),
        ),
    );
    const fresh = stops.filter((id) => !known.some((k) => k.stop === id));
    await record(
      tx,
      fresh.map((subjectId) => ({ kind: KIND, subjectId, data: { gridId } }) as const),
    );
  });
}
