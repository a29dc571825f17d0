import type { BusView } from "#contract/grid.ts";
import { LATE_FROM_MS } from "#domain/movement/expected-times.ts";

/** How much later than planned a bus comes, or for how long it should have been here. One that stands has no hour to be late by. */
export function latenessOf(bus: BusView): { readonly kind: "late" | "overdue"; readonly ms: number } | undefined {
  if (bus.way === "stands") return undefined;
  if (bus.overdueMs >= LATE_FROM_MS) return { kind: "overdue", ms: bus.overdueMs };
  return bus.lateMs >= LATE_FROM_MS ? { kind: "late", ms: bus.lateMs } : undefined;
}
