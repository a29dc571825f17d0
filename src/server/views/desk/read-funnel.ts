import type { DistrictFunnel, FunnelCounts, FunnelLosses } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";
import { type FunnelRow, readFunnelRows } from "#db/queries/funnel-rows.ts";

export type Funnel = {
  readonly bags: FunnelCounts;
  readonly homes: FunnelCounts;
  readonly losses: FunnelLosses;
  readonly districts: readonly DistrictFunnel[];
};

/** How far a cycle's packages have come, in bags and in homes, by district (largest first) and for the city. Sums are the database's. */
export async function readFunnel(tx: Tx, cycleId: string): Promise<Funnel> {
  const rows = await readFunnelRows(tx, cycleId);
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
  const total = (key: keyof FunnelRow) => rows.reduce((n, r) => n + Number(r[key]), 0);
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
