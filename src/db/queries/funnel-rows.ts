import { sql } from "drizzle-orm";
import type { Names } from "#domain/kernel/names.ts";
import { AT_STORE_BAG_STATES, BEFORE_GATE_BAG_STATES } from "#domain/supply/bag.ts";
import type { Tx } from "../client.ts";

export type FunnelRow = Readonly<
  Record<
    | "wanted"
    | "locked"
    | "allocated"
    | "packed"
    | "bus"
    | "gate"
    | "door"
    | "cancelled"
    | "short_alloc"
    | "short_pick"
    | "h_wanted"
    | "h_locked"
    | "h_allocated"
    | "h_packed"
    | "h_bus"
    | "h_gate"
    | "h_door"
    | "places",
    number
  >
> & {
  readonly id: string;
  readonly name: Names;
};

/** How many bags and homes (`h_`) of a cycle have come to each stage, for each district; the largest first. */
export const readFunnelRows = (tx: Pick<Tx, "execute">, cycleId: string) =>
  tx.execute<FunnelRow>(sql`
    WITH l AS (SELECT community_id, sum(wanted) AS wanted, sum(cancelled) AS cancelled, sum(locked) AS locked, sum(allocated) AS allocated,
        sum(shorted_alloc) AS short_alloc, sum(packed) AS packed, sum(shorted_pick) AS short_pick, sum(delivered) AS door
      FROM line_stages WHERE cycle_id = ${cycleId} GROUP BY community_id),
    b AS (SELECT community_id, sum(bags) FILTER (WHERE state NOT IN ${AT_STORE_BAG_STATES}) AS bus,
        sum(bags) FILTER (WHERE state NOT IN ${[...BEFORE_GATE_BAG_STATES, "lost"]}) AS gate
      FROM bag_counts WHERE cycle_id = ${cycleId} GROUP BY community_id),
    h AS (SELECT * FROM home_stages WHERE cycle_id = ${cycleId}),
    g AS (SELECT * FROM bag_homes WHERE cycle_id = ${cycleId})
    SELECT d.id, d.name, count(c.id)::int AS places,
      coalesce(sum(l.wanted), 0)::int AS wanted, coalesce(sum(l.cancelled), 0)::int AS cancelled, coalesce(sum(l.locked), 0)::int AS locked,
      coalesce(sum(l.allocated), 0)::int AS allocated, coalesce(sum(l.short_alloc), 0)::int AS short_alloc, coalesce(sum(l.packed), 0)::int AS packed,
      coalesce(sum(l.short_pick), 0)::int AS short_pick, coalesce(sum(b.bus), 0)::int AS bus, coalesce(sum(b.gate), 0)::int AS gate, coalesce(sum(l.door), 0)::int AS door,
      coalesce(sum(h.wanted), 0)::int AS h_wanted, coalesce(sum(h.locked), 0)::int AS h_locked, coalesce(sum(h.allocated), 0)::int AS h_allocated,
      coalesce(sum(h.packed), 0)::int AS h_packed, coalesce(sum(g.on_bus), 0)::int AS h_bus, coalesce(sum(g.at_gate), 0)::int AS h_gate, coalesce(sum(h.delivered), 0)::int AS h_door
    FROM communities c JOIN districts d ON d.id = c.district_id LEFT JOIN l ON l.community_id = c.id LEFT JOIN b ON b.community_id = c.id
      LEFT JOIN h ON h.community_id = c.id LEFT JOIN g ON g.community_id = c.id
    GROUP BY d.id ORDER BY wanted DESC, d.code`);
