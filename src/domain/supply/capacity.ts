/** Bags that a store has taken on for a delivery day, and those it has been asked for and not answered yet. */
export type StoreLoad = { readonly accepted: number; readonly asked: number };

/** How many bags more can be asked of a store for a day; below zero where it has more than it can pack. */
export function capacityLeft(dailyCapacityBags: number, load: StoreLoad | undefined): number {
  return dailyCapacityBags - (load?.accepted ?? 0) - (load?.asked ?? 0);
}
