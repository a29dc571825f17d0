import { sql } from "drizzle-orm";
import type { CycleId, OrderId } from "#domain/kernel/ids.ts";
import type { Tx } from "../client.ts";

type SharedOutMoney = { order_id: OrderId; full: string; short: string; extra: string };

/** For each order of a cycle that was shared out: the price of what was locked, and what was credited for short and charged for filled cases, in fen. */
export const listSharedOutMoney = (tx: Pick<Tx, "execute">, cycleId: CycleId) =>
  tx.execute<SharedOutMoney>(sql`
    SELECT o.id AS order_id, l.full, l.short + s.refunds AS short, l.extra
    FROM household_orders o JOIN LATERAL (
      SELECT sum(locked * price_fen) AS full, sum((shorted_alloc + coalesce(shorted_pick, 0)) * price_fen) AS short, sum(extra_alloc * price_fen) AS extra
      FROM order_lines WHERE order_id = o.id AND allocated IS NOT NULL
    ) l ON true JOIN LATERAL (
      SELECT coalesce(sum(x.refund_fen), 0) AS refunds FROM bag_substitutions x JOIN bags b ON b.id = x.bag_id WHERE b.order_id = o.id
    ) s ON true
    WHERE o.cycle_id = ${cycleId} AND l.full IS NOT NULL`);
