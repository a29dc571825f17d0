import { LOAD_SECONDS, type PlanBatch, type PlanStore } from "./plan-day.ts";

// What trips that stay leave to the rest of a day: trips that are out, or that somebody has locked.

/** A batch without the bags that ride already, all else in proportion; nothing where all ride. */
export function withoutBags(batch: PlanBatch, riding: number): PlanBatch[] {
  const bags = batch.bags - riding;
  const part = bags / batch.bags;
  if (bags <= 0) return [];
  return [
    {
      ...batch,
      bags,
      grams: Math.round(batch.grams * part),
      millilitres: Math.round(batch.millilitres * part),
      fragileBags: Math.round(batch.fragileBags * part),
    },
  ];
}

/**
 * A store while some loads are given away. As many docks as are ever taken at once are not given away again; where that
 * is all of them, loads come later.
 * @param taken when those loads begin, in seconds of the service day
 */
export function withoutDocks(store: PlanStore, taken: readonly number[]): PlanStore {
  const atOnce = Math.max(0, ...taken.map((at) => taken.filter((b) => b <= at && at < b + LOAD_SECONDS).length));
  if (atOnce < store.dockSlots) return { ...store, dockSlots: store.dockSlots - atOnce };
  return {
    ...store,
    loadingOpensSeconds: Math.max(store.loadingOpensSeconds, ...taken.map((at) => at + LOAD_SECONDS)),
  };
}
