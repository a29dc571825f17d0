import { wayRules } from "../../../src/roads/profile.ts";
import type { RawRoads } from "../../../src/roads/read-roads.ts";

/** 100 m in 1e-7 degrees at the equator. */
const BLOCK = 9000;

/**
 * A made-up city of `side` × `side` junctions: every tenth street is a primary, every fifth a tertiary, and of the
 * others each third is one-way, in turns up and down.
 */
export function gridCity(side: number): RawRoads {
  const ways: RawRoads["ways"][number][] = [];
  const refs = new Int32Array(side * side * 2);
  for (let k = 0; k < side * 2; k += 1) {
    const line = k >> 1;
    const highway = line % 10 === 0 ? "primary" : line % 5 === 0 ? "tertiary" : "residential";
    const oneway = highway === "residential" && line % 3 === 0 ? (line % 2 === 0 ? "yes" : "-1") : "no";
    const rules = wayRules(new Map(Object.entries({ highway, oneway })))!;
    for (let i = 0; i < side; i += 1) refs[k * side + i] = k & 1 ? line * side + i : i * side + line;
    ways.push({ id: k + 1, rules, start: k * side, end: (k + 1) * side });
  }
  return {
    ways,
    refs,
    lat: Int32Array.from({ length: side * side }, (_, node) => Math.floor(node / side) * BLOCK),
    lng: Int32Array.from({ length: side * side }, (_, node) => (node % side) * BLOCK),
    turnRules: [],
    turnRulesSkipped: 0,
    gates: [],
    conditionals: 0,
    unread: new Map(),
  };
}
