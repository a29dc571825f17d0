import type { ListOrder } from "./order.ts";

const MOST = 4;

/**
 * Doors of the grid that an address without a whole door may mean: those whose room it names, of its building first where
 * it names one. Only offered, never taken by itself.
 * @param doors `building-unit-room`, in the order of the stairs
 */
export function likelyDoors(order: ListOrder, doors: readonly string[]): string[] {
  if (order.household !== null) return [order.household];
  const written = order.rawAddress?.match(/[0-9]+/g) ?? [];
  const room = written.findLast((n) => n.length >= 3);
  if (!room) return [];
  const named = new Set(written.filter((n) => n !== room));
  const fits = doors.filter((d) => d.endsWith(`-${room}`));
  const ofBuilding = fits.filter((d) => named.has(d.slice(0, d.indexOf("-"))));
  return (ofBuilding.length > 0 ? ofBuilding : fits).slice(0, MOST);
}
