import { sql } from "drizzle-orm";
import type { DistrictFunnel, FunnelCounts, FunnelLosses } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";
import type { Names } from "#domain/kernel/names.ts";
import { AT_STORE_BAG_STATES, BEFORE_GATE_BAG_STATES } from "#domain/supply/bag.ts";

type Row = Readonly<
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

export type Funnel = {
  readonly bags: FunnelCounts;
  readonly homes: FunnelCounts;
  readonly losses: FunnelLosses;
  readonly districts: readonly DistrictFunnel[];
};

/** How far a cycle's packages have come, in bags and in homes, by district (largest first) and for the city. Sums are the database's. */
export async function readFunnel(tx: Tx, cycleId: string): Promise<Funnel> {
  const rows = await tx.execute<Row>(sql`
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
  const districts = rows.map(
    (r): DistrictFunnel => ({
      id: r.id,
      name: r.name,
      places: r.places,
      bags: {
        wanted: r.wanted,
        locked: r.locked,
        allocated: r.allocated,
        packed: r.packed,
        bus: r.bus,
        gate: r.gate,
        door: r.door,
      },
      homes: {
        wanted: r.h_wanted,
        locked: r.h_locked,
        allocated: r.h_allocated,
        packed: r.h_packed,
        bus: r.h_bus,
        gate: r.h_gate,
        door: r.h_door,
      },
    }),
  );
  const total = (key: keyof Row) => rows.reduce((n, r) => n + Number(r[key]), 0);
  return {
    districts,
    bags: sumCounts(districts.map((d) => d.bags)),
    homes: sumCounts(districts.map((d) => d.homes)),
    losses: { cancelled: total("cancelled"), shortAlloc: total("short_alloc"), shortPick: total("short_pick") },
  };
}

const NOTHING: FunnelCounts = { wanted: 0, locked: 0, allocated: 0, packed: 0, bus: 0, gate: 0, door: 0 };

function sumCounts(all: readonly FunnelCounts[]): FunnelCounts {
  return all.reduce(
    (a, b) => ({
      wanted: a.wanted + b.wanted,
      locked: a.locked + b.locked,
      allocated: a.allocated + b.allocated,
      packed: a.packed + b.packed,
      bus: a.bus + b.bus,
      gate: a.gate + b.gate,
      door: a.door + b.door,
    }),
    NOTHING,
  );
}
