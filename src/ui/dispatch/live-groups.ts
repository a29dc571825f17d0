import { LATE_FROM_MS } from "#domain/movement/expected-times.ts";
import type { TripOnRoad } from "./buses-on-map.ts";

export type LiveGroup = { readonly kind: "broken" | "late" | "on_time"; readonly ids: readonly string[] };

/** What needs somebody comes first: those that stand, then the late ones by how late, then the rest by their next hour. */
export function liveGroups(trips: readonly TripOnRoad[]): LiveGroup[] {
  const broken = trips.filter((t) => t.row.state === "broken_down");
  const going = trips.filter((t) => t.row.state !== "broken_down");
  const late = going.filter((t) => t.row.lateMs >= LATE_FROM_MS).toSorted((a, b) => b.row.lateMs - a.row.lateMs);
  const onTime = going.filter((t) => t.row.lateMs < LATE_FROM_MS).toSorted((a, b) => a.bus.dueMs - b.bus.dueMs);
  const ids = (of: readonly TripOnRoad[]) => of.map((t) => t.row.id);
  const groups: LiveGroup[] = [
    { kind: "broken", ids: ids(broken) },
    { kind: "late", ids: ids(late) },
    { kind: "on_time", ids: ids(onTime) },
  ];
  return groups.filter((g) => g.ids.length > 0);
}
