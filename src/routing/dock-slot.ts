import type { Tours } from "./tours.ts";

/** When the bus could load at `supplier` after its trip `after` and these visits' goods are ready: the slot to book. */
export function bookFor(tours: Tours, bus: number, after: number, supplier: number, visits: readonly number[]): number {
  const { model } = tours;
  const seconds = model.seconds[model.classOf[bus]!]!;
  const last = after < 0 ? -1 : tours.prev[tours.tail(after)]!;
  const from = last < 0 ? model.startPlace[bus]! : tours.place[last]!;
  let ready = last < 0 ? model.shiftFrom[bus]! : tours.earliest[last]! + tours.service[last]!;
  ready += seconds.get(from, model.supplierPlace[supplier]!);
  if (last >= 0 && last < model.n && model.rank[last]! > 0) ready += model.disinfect[bus]!;
  ready = Math.max(ready, model.supplierOpen[supplier]!);
  for (const visit of visits) ready = Math.max(ready, model.release[visit]!);
  return tours.docks.earliest(supplier, ready);
}
