import { and, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { claims, cycles, zoneVersions } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import type { CycleAct } from "#domain/offer/cycle.ts";
import { CLAIM_FLOW } from "#domain/oversight/claim.ts";
import { ZONE_FLOW } from "#domain/zones/zone.ts";
import { AppError, unwrap } from "../app-error.ts";
import { type Ctx, inScope, systemActor } from "../ctx.ts";
import { record } from "../record.ts";
import { moveCycle } from "../usecases/cycles/move-cycle.ts";

/** The act that the clock makes on a cycle in this state, if its guards hold by now. */
const DUE: Readonly<Partial<Record<(typeof cycles.$inferSelect)["state"], CycleAct>>> = {
  published: "open",
  open: "start_closing",
  closing: "close",
  fulfilling: "start_reconciling",
};

/** Does what is due at `ctx.clock.now()`; run again at once it does nothing. */
export async function turnClock(ctx: Ctx): Promise<void> {
  const system: Ctx = { ...ctx, actor: systemActor };
  const now = ctx.clock.now();
  const alive = await inScope(system, (tx) =>
    tx
      .select()
      .from(cycles)
      .where(inArray(cycles.state, ["published", "open", "closing", "fulfilling"])),
  );
  for (const cycle of alive) {
    const act = DUE[cycle.state];
    if (!act) continue;
    // Grid workers have the grace to clear up, even when every sheet is in before.
    if (act === "close" && now < cycle.graceEndsAt) continue;
    try {
      await moveCycle(system, act, { cycleId: cycle.id });
    } catch (error) {
      // A guard that does not hold yet is tried again with the next turn.
      if (!(error instanceof AppError)) throw error;
    }
  }
  await inScope(system, async (tx) => {
    const starting = await tx
      .select()
      .from(zoneVersions)
      .where(and(eq(zoneVersions.state, "approved"), lte(zoneVersions.from, now)))
      .for("update");
    for (const zone of starting) {
      const state = unwrap(decide(ZONE_FLOW, zone.state, "take_effect", "SYS", { effective_time_reached: true }));
      if (zone.parents.length > 0)
        await tx
          .update(zoneVersions)
          .set({ state: "superseded", to: zone.from })
          .where(and(inArray(zoneVersions.id, zone.parents), eq(zoneVersions.state, "effective")));
      await tx.update(zoneVersions).set({ state }).where(eq(zoneVersions.id, zone.id));
      await record(tx, system, { kind: "zone.effective", subjectId: zone.id, data: { level: zone.level } });
    }
    const late = await tx
      .select()
      .from(claims)
      .where(
        and(
          inArray(claims.state, ["opened", "accepted", "reopened"]),
          isNotNull(claims.answerBy),
          lte(claims.answerBy, now),
        ),
      )
      .for("update", { skipLocked: true });
    for (const claim of late) {
      const state = unwrap(decide(CLAIM_FLOW, claim.state, "escalate", "SYS", { same_day_clock_ran_out: true }));
      await tx.update(claims).set({ state }).where(eq(claims.id, claim.id));
      await record(tx, system, { kind: "claim.escalated", subjectId: claim.id, cycleId: claim.cycleId });
    }
  });
}

/** Writes what homes should know onto their bell: once per home and event, however often the job runs. */
export async function tellHomes(ctx: Ctx): Promise<void> {
  await inScope({ ...ctx, actor: systemActor }, (tx) =>
    tx.execute(sql`WITH news (key, household_id, grid_id, kind, values, at) AS (
        SELECT 'order:' || o.id || ':' || o.state, o.household_id, o.grid_id, 'order.' || o.state, jsonb_build_object('orderId', o.id), o.changed_at
        FROM household_orders o JOIN cycles c ON c.id = o.cycle_id
        WHERE c.state NOT IN ('settled', 'archived', 'cancelled') AND o.state IN ('shorted_out', 'at_gate', 'delivered', 'held', 'failed', 'needs_review')
        UNION ALL
        -- Taken back by somebody who is not of the home: the home itself knows.
        SELECT 'order:' || o.id || ':cancelled', o.household_id, o.grid_id, 'order.cancelled', jsonb_build_object('orderId', o.id), r.at
        FROM household_orders o JOIN cycles c ON c.id = o.cycle_id JOIN order_revisions r ON r.order_id = o.id AND r.act = 'cancelled'
        WHERE c.state NOT IN ('settled', 'archived', 'cancelled') AND o.state = 'cancelled'
          AND NOT EXISTS (SELECT FROM persons p WHERE p.household_id = o.household_id AND p.user_id = r.by)
        UNION ALL
        SELECT 'payment:' || o.id || ':rejected', o.household_id, o.grid_id, 'payment.rejected', jsonb_build_object('orderId', o.id), o.changed_at
        FROM household_orders o JOIN cycles c ON c.id = o.cycle_id
        WHERE c.state NOT IN ('settled', 'archived', 'cancelled') AND o.payment = 'rejected'
        UNION ALL
        SELECT 'short:' || l.order_id, l.household_id, l.grid_id, 'order.short', jsonb_build_object('orderId', l.order_id, 'bags', sum(coalesce(l.shorted_alloc, 0) + coalesce(l.shorted_pick, 0))), now()
        FROM order_lines l JOIN cycles c ON c.id = l.cycle_id
        WHERE c.state NOT IN ('settled', 'archived', 'cancelled') AND coalesce(l.shorted_alloc, 0) + coalesce(l.shorted_pick, 0) > 0
        GROUP BY l.order_id, l.household_id, l.grid_id
        UNION ALL
        SELECT 'claim:' || m.id || ':' || m.state, m.household_id, m.grid_id, 'claim.' || m.state, jsonb_build_object('orderId', m.order_id), now()
        FROM claims m WHERE m.state IN ('accepted', 'rejected', 'remedied')
      )
      INSERT INTO notices (id, dedupe_key, household_id, grid_id, kind, values, at)
      SELECT gen_random_uuid(), n.key, n.household_id, n.grid_id, n.kind, n.values, n.at FROM news n
      WHERE NOT EXISTS (SELECT FROM notices told WHERE told.dedupe_key = n.key)
      ON CONFLICT DO NOTHING`),
  );
}
