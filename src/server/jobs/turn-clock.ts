import { and, eq, inArray, isNotNull, lte, type SQL, sql } from "drizzle-orm";
import { claims, cycles, zoneVersions } from "#db/schema/index.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { type CycleAct, type CycleState, OVER_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { TOLD_ORDER_STATES } from "#domain/orders/household-order.ts";
import { ANSWERED_CLAIM_STATES, CLAIM } from "#domain/oversight/claim.ts";
import { act, look, type View } from "../act.ts";
import { AppError } from "../app-error.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import { CLAIMS, ZONES } from "../lives.ts";
import { move, moveAll, moveOne } from "../move.ts";
import { isDue } from "../usecases/cycles/cycle-facts.ts";
import { moveCycle } from "../usecases/cycles/move-cycle.ts";
import { tellOfMoneyBack } from "./tell-of-money-back.ts";

/** The act that the clock makes on a cycle in this state, if its guards hold by now. */
const DUE: Readonly<Partial<Record<CycleState, CycleAct>>> = {
  published: "open",
  open: "start_closing",
  closing: "close",
  fulfilling: "start_reconciling",
};

/** Claims that wait for an answer whose day may pass. */
const UNANSWERED = statesBefore(CLAIM, "escalate").filter((s) => s !== "rejected" && s !== "remedied");

/** The next moment after now, up to `until`, at which the clock has something to do; undefined when there is none. */
export async function findNextDue(tx: View, until: Instant): Promise<Instant | undefined> {
  const [row] = await tx.execute<{ at: string | null }>(sql`SELECT min(at) AS at FROM (
      SELECT CASE state WHEN 'published' THEN opens_at WHEN 'open' THEN cut_off_at ELSE grace_ends_at END AS at
      FROM cycles WHERE state IN ('published', 'open', 'closing')
      UNION ALL SELECT "from" FROM zone_versions WHERE state = 'approved'
      UNION ALL SELECT answer_by FROM claims WHERE state IN ${UNANSWERED}
    ) due WHERE at > ${new Date(tx.at).toISOString()}::timestamptz AND at <= ${new Date(until).toISOString()}::timestamptz`);
  return row?.at ? (Date.parse(row.at) as Instant) : undefined;
}

/** Does what is due by the database's time; run again at once it does nothing. Each cycle is an act of its own. */
export async function turnClock(ctx: Ctx): Promise<void> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const { alive, now } = await look(system, async (tx) => ({
    alive: await tx
      .select()
      .from(cycles)
      .where(inArray(cycles.state, Object.keys(DUE) as CycleState[])),
    now: tx.at,
  }));
  for (const cycle of alive) {
    const due = DUE[cycle.state];
    if (!due) continue;
    // Grid workers have the grace to clear up, even when every sheet is in before.
    if (due === "close" && now < cycle.graceEndsAt) continue;
    // Seen before it is locked: whoever is at a door meanwhile does not wait for a cycle that stays as it is.
    if (!(await look(system, (tx) => isDue(tx, due, cycle)))) continue;
    try {
      await moveCycle(system, due, { cycleId: cycle.id });
    } catch (error) {
      // A guard that holds no more is tried again with the next turn.
      if (!(error instanceof AppError)) throw error;
    }
  }
  await startZones(system);
  await handUpClaims(system);
}

/** Zone versions whose time has come take effect; what they follow is superseded. */
async function startZones(ctx: Ctx): Promise<void> {
  await act(ctx, async (tx) => {
    const starting = await tx
      .select()
      .from(zoneVersions)
      .where(and(eq(zoneVersions.state, "approved"), lte(zoneVersions.from, tx.at)))
      .orderBy(zoneVersions.from, zoneVersions.id)
      .for("update");
    for (const zone of starting) {
      const { parents, from } = zone;
      const before = await tx
        .select()
        .from(zoneVersions)
        .where(and(inArray(zoneVersions.id, parents), eq(zoneVersions.state, "effective")))
        .orderBy(zoneVersions.id)
        .for("update");
      await moveAll(tx, ZONES, before, "supersede", (z) => ({ parents, id: z.id }), { set: { to: from } });
      await moveOne(tx, ZONES, zone, "take_effect", { now: tx.at, from }, { data: { level: zone.level } });
    }
  });
}

/** Claims that were not answered on their day go to the desk. */
async function handUpClaims(ctx: Ctx): Promise<void> {
  await act(ctx, async (tx) => {
    const late = await tx
      .select()
      .from(claims)
      .where(and(inArray(claims.state, UNANSWERED), isNotNull(claims.answerBy), lte(claims.answerBy, tx.at)))
      .for("update", { skipLocked: true });
    await move(tx, CLAIMS, late, "escalate", (c) => ({ now: tx.at, answerBy: c.answerBy }));
  });
}

/** Not longer ago than a worker may have stood still: what is older has been told. */
const recent = (at: SQL): SQL => sql`${at} > app_now() - interval '3 days'`;

/** Writes what homes should know onto their bell: once per home and event, however often the job runs. */
export async function tellHomes(ctx: Ctx): Promise<void> {
  await act({ ...ctx, actor: SYSTEM }, async (tx) => {
    await tellOfMoneyBack(tx);
    await tx.execute(sql`WITH news (key, household_id, grid_id, kind, values, at) AS (
        SELECT 'order:' || o.id || ':' || o.state, o.household_id, o.grid_id, 'order.' || o.state, jsonb_build_object('orderId', o.id), o.changed_at
        FROM household_orders o JOIN cycles c ON c.id = o.cycle_id
        WHERE c.state NOT IN ${OVER_CYCLE_STATES} AND o.state IN ${TOLD_ORDER_STATES}
        UNION ALL
        -- Taken back by somebody who is not of the home: the home itself knows.
        SELECT 'order:' || o.id || ':cancelled', o.household_id, o.grid_id, 'order.cancelled', jsonb_build_object('orderId', o.id), r.at
        FROM household_orders o JOIN cycles c ON c.id = o.cycle_id JOIN order_revisions r ON r.order_id = o.id AND r.act = 'cancelled'
        WHERE (c.state NOT IN ${OVER_CYCLE_STATES} OR (c.state = 'cancelled' AND ${recent(sql`r.at`)})) AND o.state = 'cancelled'
          AND NOT EXISTS (SELECT FROM persons p WHERE p.household_id = o.household_id AND p.user_id = r.by)
        UNION ALL
        -- The desk took a package off it.
        SELECT 'order:' || o.id || ':revision:' || r.revision, o.household_id, o.grid_id, 'order.taken_off', jsonb_build_object('orderId', o.id, 'why', r.reason), r.at
        FROM household_orders o JOIN cycles c ON c.id = o.cycle_id JOIN order_revisions r ON r.order_id = o.id AND r.act = 'changed' AND r.reason IS NOT NULL
        WHERE c.state NOT IN ${OVER_CYCLE_STATES}
        UNION ALL
        -- The desk ended the round before its time, and says why.
        SELECT 'order:' || o.id || ':cut_early:' || extract(epoch FROM c.cut_early_at), o.household_id, o.grid_id, 'order.cut_early', jsonb_build_object('orderId', o.id, 'why', c.cut_early_reason), c.cut_early_at
        FROM household_orders o JOIN cycles c ON c.id = o.cycle_id
        WHERE c.state NOT IN ${OVER_CYCLE_STATES} AND c.cut_early_at IS NOT NULL AND o.state <> 'cancelled'
        UNION ALL
        SELECT 'order:' || o.id || ':taken:' || extract(epoch FROM s.taken_at), o.household_id, o.grid_id, 'order.taken', jsonb_build_object('orderId', o.id, 'why', s.taken_reason), s.taken_at
        FROM household_orders o JOIN cycles c ON c.id = o.cycle_id JOIN grid_sheets s ON s.cycle_id = o.cycle_id AND s.grid_id = o.grid_id
        WHERE c.state NOT IN ${OVER_CYCLE_STATES} AND s.taken_at IS NOT NULL AND o.state <> 'cancelled'
        UNION ALL
        SELECT 'payment:' || p.seq || ':rejected', p.household_id, p.grid_id, 'payment.rejected', jsonb_build_object('orderId', p.order_id), p.answered_at
        FROM payment_claims p WHERE p.reason IS NOT NULL AND ${recent(sql`p.answered_at`)}
        UNION ALL
        SELECT 'back:' || e.transaction_id, o.household_id, o.grid_id, 'money.paid_back', jsonb_build_object('orderId', o.id, 'fen', e.amount_fen), e.at
        FROM household_orders o JOIN ledger_entries e ON e.order_id = o.id AND e.kind IN ('refund', 'hand_back') AND e.amount_fen > 0
          JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'household'
        WHERE ${recent(sql`o.changed_at`)} AND ${recent(sql`e.at`)}
        UNION ALL
        SELECT 'short:' || l.order_id, l.household_id, l.grid_id, 'order.short', jsonb_build_object('orderId', l.order_id, 'bags', sum(coalesce(l.shorted_alloc, 0) + coalesce(l.shorted_pick, 0))), app_now()
        FROM order_lines l JOIN cycles c ON c.id = l.cycle_id
        WHERE c.state NOT IN ${OVER_CYCLE_STATES} AND coalesce(l.shorted_alloc, 0) + coalesce(l.shorted_pick, 0) > 0
        GROUP BY l.order_id, l.household_id, l.grid_id
        UNION ALL
        SELECT 'claim:' || m.id || ':' || m.state || CASE WHEN m.reopened > 0 THEN ':again' ELSE '' END, m.household_id, m.grid_id, 'claim.' || m.state, jsonb_build_object('orderId', m.order_id), app_now()
        FROM claims m WHERE m.state IN ${ANSWERED_CLAIM_STATES}
      )
      INSERT INTO notices (id, dedupe_key, household_id, grid_id, kind, values, at)
      SELECT gen_random_uuid(), n.key, n.household_id, n.grid_id, n.kind, n.values, n.at FROM news n
      WHERE NOT EXISTS (SELECT FROM notices told WHERE told.dedupe_key = n.key)
      ON CONFLICT DO NOTHING`);
  });
}
