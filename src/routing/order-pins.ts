import type { Pin } from "./problem.ts";

type Order = Extract<Pin, { kind: "order" }>;

/**
 * Pins of kind "order" that share a stop as one pin, in an order that keeps each of them: a visit of the search is held
 * by one pin alone. Orders that run in a circle have no such order; then what comes first stays first.
 */
export function mergeOrders(pins: readonly Pin[]): Pin[] {
  const others = pins.filter((pin) => pin.kind !== "order");
  const groups: Order[][] = [];
  for (const pin of pins) {
    if (pin.kind !== "order") continue;
    const touching = groups.filter((group) => group.some(({ stops }) => stops.some((s) => pin.stops.includes(s))));
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push([...touching.flat(), pin]);
  }
  return [
    ...others,
    ...groups.map((group) => (group.length === 1 ? group[0]! : { ...group[0]!, stops: oneOrder(group) })),
  ];
}

/** A topological order (Kahn 1962), of equals the one named first. */
function oneOrder(group: readonly Order[]): number[] {
  const left = new Set(group.flatMap(({ stops }) => stops));
  const isBefore = (stop: number) =>
    group.every(({ stops }) => {
      const at = stops.indexOf(stop);
      return at < 0 || stops.slice(0, at).every((before) => !left.has(before));
    });
  const order: number[] = [];
  while (left.size > 0) {
    const next = [...left].find(isBefore) ?? [...left][0]!;
    order.push(next);
    left.delete(next);
  }
  return order;
}
