import { wayRules } from "../../../src/roads/profile.ts";
import type { RawRoads } from "../../../src/roads/read-roads.ts";
import type { TurnRule } from "../../../src/roads/turn-rule.ts";

/** About 100 m, in 1e-7 degrees near the equator, where a square is square. */
const STEP = 9000;

export type Street = {
  readonly id?: number;
  readonly nodes: readonly number[];
  readonly tags?: Record<string, string>;
};

/** Streets on squared paper: node `row × 100 + column` lies `row` steps north and `column` steps east of 0, 0. */
export function tinyRoads(streets: readonly Street[], turnRules: readonly TurnRule[] = []): RawRoads {
  const numbers = [...new Set(streets.flatMap((street) => street.nodes))].sort((a, b) => a - b);
  const number = new Map(numbers.map((node, i) => [node, i]));
  const refs: number[] = [];
  const ways = streets.map((street, i) => {
    const start = refs.length;
    for (const node of street.nodes) refs.push(number.get(node)!);
    const rules = wayRules(new Map(Object.entries({ highway: "residential", ...street.tags })));
    if (!rules) throw new Error("not a street");
    return { id: street.id ?? i + 1, rules, start, end: refs.length };
  });
  return {
    ways,
    refs: Int32Array.from(refs),
    lat: Int32Array.from(numbers, (node) => Math.floor(node / 100) * STEP),
    lng: Int32Array.from(numbers, (node) => (node % 100) * STEP),
    turnRules: turnRules.map((rule) => ({ ...rule, via: number.get(rule.via) ?? -1 })),
    turnRulesSkipped: 0,
    gates: [],
    conditionals: 0,
    unread: new Map(),
  };
}

/** The place of a node, or between nodes with fractions of a step. */
export function spot(row: number, column: number) {
  return { lat: (row * STEP) / 1e7, lng: (column * STEP) / 1e7 };
}
