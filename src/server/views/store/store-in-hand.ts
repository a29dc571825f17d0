import { inArray, sql } from "drizzle-orm";
import type { StoreCycleRef, StoreDayView, StoreRef } from "#contract/store.ts";
import type { Tx } from "#db/client.ts";
import { supermarkets } from "#db/schema/index.ts";
import type { CycleId, SupermarketId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, type ServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { type CycleState, DELIVERING_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { UNSTAGED_BATCH_STATES } from "#domain/supply/batch.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";

/** The store in hand: the one asked for if it is his, else his first. @throws AppError `forbidden` when he has none now */
export async function pickStore(
  tx: Tx,
  ctx: Ctx,
  asked: string | undefined,
): Promise<{ store: StoreRef; stores: StoreRef[] }> {
  const rows = await tx
    .select()
    .from(supermarkets)
    .where(inArray(supermarkets.id, [...ctx.actor.supermarkets]))
    .orderBy(supermarkets.code);
  const stores = rows.map((r) => ({
    supermarketId: r.id,
    name: r.name,
    dailyCapacityBags: r.dailyCapacityBags,
  }));
  const store = stores.find((s) => s.supermarketId === asked) ?? stores[0];
  if (!store) throw new AppError("forbidden");
  return { store, stores };
}

type Row = {
  id: CycleId;
  number: number;
  state: CycleState;
  day: ServiceDay;
  opens: string;
  cut: string;
  grace: string;
  bags: number;
  open: boolean;
};

/** The store's rounds, newest first, and the one in work: asked for, else the earliest that still has something to pack or load. */
export async function pickCycle(
  tx: Tx,
  store: SupermarketId,
  now: Instant,
  asked: string | undefined,
): Promise<{ cycle: StoreDayView["cycle"]; cycles: StoreCycleRef[] }> {
  const rows = await tx.execute<Row>(sql`
    SELECT c.id, c.number, c.state, c.delivery_day::text AS day, c.opens_at AS opens, c.cut_off_at AS cut, c.grace_ends_at AS grace,
      (SELECT count(*)::int FROM bags g WHERE g.cycle_id = c.id AND g.supermarket_id = ${store}) AS bags,
      bool_or(b.state IN ${UNSTAGED_BATCH_STATES}) AS open
    FROM cycles c JOIN batches b ON b.cycle_id = c.id AND b.supermarket_id = ${store}
    WHERE c.state IN ${DELIVERING_CYCLE_STATES} GROUP BY c.id ORDER BY c.delivery_day DESC, c.number DESC LIMIT 8`);
  const today = toServiceDay(now);
  const inWork = rows.filter((r) => r.open && r.day >= today).at(-1);
  const row = rows.find((r) => r.id === asked) ?? inWork ?? rows[0];
  const toRef = (r: Row): StoreCycleRef => ({
    cycleId: r.id,
    number: r.number,
    state: r.state,
    deliveryDayMs: atServiceDay(r.day, 0),
    bags: r.bags,
  });
  return {
    cycle: row
      ? { ...toRef(row), opensMs: Date.parse(row.opens), cutOffMs: Date.parse(row.cut), graceMs: Date.parse(row.grace) }
      : null,
    cycles: rows.map(toRef),
  };
}
