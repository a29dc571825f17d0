import type { MapPlace } from "./map-view.ts";

const TOWARDS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The place next to `fromId` in the direction of an arrow key; without one to start from, the first place. */
export function nearestPlace(
  places: readonly MapPlace[],
  fromId: string | undefined,
  key: string,
): MapPlace | undefined {
  const towards = TOWARDS[key];
  if (!towards) return undefined;
  const from = places.find((p) => p.id === fromId);
  if (!from) return places[0];
  let best: MapPlace | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const p of places) {
    const [dx, dy] = [p.lng - from.lng, p.lat - from.lat];
    const along = dx * towards[0] + dy * towards[1];
    if (along <= 1e-9) continue;
    const aside = Math.abs(dx * towards[1]) + Math.abs(dy * towards[0]);
    const cost = along + 2 * aside;
    if (cost < bestCost) [best, bestCost] = [p, cost];
  }
  return best;
}
