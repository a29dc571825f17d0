import type { StoreDayView, WaveView } from "#contract/store.ts";
import { listEarlyExpiries } from "#db/queries/early-expiries.ts";
import { readStoreLoads } from "#db/queries/store-loads.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { capacityLeft } from "#domain/supply/capacity.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { getWave } from "./get-wave.ts";
import { listGroups } from "./list-groups.ts";
import { pickCycle, pickStore } from "./store-in-hand.ts";

const NO_WAVE: WaveView = {
  bags: 0,
  batches: 0,
  open: false,
  items: [],
  packages: [],
  stops: [],
  notices: [],
  lots: [],
  now: null,
  short: null,
};

/** Everything the store's desk shows: batches against capacity, the pick in hand, the buses at the dock. */
export async function getStoreDay(
  ctx: Ctx,
  asked: { store?: string | undefined; cycle?: string | undefined; item?: string | undefined },
): Promise<StoreDayView> {
  return look(ctx, async (tx) => {
    const now = tx.at;
    const { store, stores } = await pickStore(tx, ctx, asked.store);
    const { cycle, cycles } = await pickCycle(tx, store.supermarketId, now, asked.cycle);
    const load = cycle ? (await readStoreLoads(tx, cycle.cycleId)).get(store.supermarketId) : undefined;
    const all = cycle ? await listGroups(tx, cycle.cycleId, store.supermarketId) : [];
    const pending = all.flatMap((g) => g.batches).filter((b) => b.state === "pending");
    const groups = all
      .map((g) => ({ ...g, batches: g.batches.filter((b) => b.state !== "pending") }))
      .filter((g) => g.batches.length > 0);
    const sum = (of: readonly { bags: number }[]) => of.reduce((n, b) => n + b.bags, 0);
    return {
      nowMs: now,
      person: ctx.actor.name,
      manager: ctx.actor.role === "SUPM",
      store,
      stores,
      cycle,
      cycles,
      pending,
      groups: groups.map((g) => ({ ...g, bags: sum(g.batches) })),
      capacity: {
        day: store.dailyCapacityBags,
        accepted: load?.accepted ?? 0,
        asked: load?.asked ?? 0,
        left: capacityLeft(store.dailyCapacityBags, load),
      },
      expiries: cycle ? await listEarlyExpiries(tx, cycle.cycleId, toServiceDay(now), store.supermarketId) : [],
      roundBags: sum(groups.flatMap((g) => g.batches)),
      wave: cycle ? await getWave(tx, cycle.cycleId, store.supermarketId, now, asked.item) : NO_WAVE,
    };
  });
}
