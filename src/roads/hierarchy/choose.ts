import type { Level } from "./level.ts";

const [STAYS, GOES, OPEN] = [1, 0, 2];
/** Each round finds fewer; after three hardly any is left. */
const ROUNDS = 3;

/**
 * Marks with 0 the nodes to be contracted next, with 1 those that stay. No two that go are neighbours, so that they can
 * go at once: those that cost less than all their neighbours, then the same among those not yet decided.
 * Source: Vetter (2009), "Parallel time-dependent contraction hierarchies".
 * @param importance of a node by its name
 */
export function chooseStaying(level: Level, importance: Float64Array): Uint8Array {
  const { start, head } = level;
  const cost = costs(level, importance);
  const mark = new Uint8Array(cost.length).fill(OPEN);
  const dearer = new Uint8Array(cost.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    dearer.fill(0);
    eachArc((from, to) => {
      if (mark[from] === OPEN && mark[to] === OPEN) dearer[cost[from]! < cost[to]! ? to : from] = 1;
    });
    for (let node = 0; node < mark.length; node += 1) if (mark[node] === OPEN && dearer[node] === 0) mark[node] = GOES;
    eachArc((from, to) => {
      if (mark[from] === GOES && mark[to] === OPEN) mark[to] = STAYS;
      if (mark[to] === GOES && mark[from] === OPEN) mark[from] = STAYS;
    });
  }
  for (let node = 0; node < mark.length; node += 1) if (mark[node] === OPEN) mark[node] = STAYS;
  return mark;

  function eachArc(visit: (from: number, to: number) => void) {
    for (let from = 0; from + 1 < start.length; from += 1)
      for (let k = start[from]!; k < start[from + 1]!; k += 1) visit(from, head[k]!);
  }
}

/** Little driven and with few ways through it is cheap. A little noise keeps long rows of equals from waiting for each other. */
function costs({ name, start, head }: Level, importance: Float64Array): Float64Array {
  const into = new Int32Array(name.length);
  for (const to of head) into[to]! += 1;
  return Float64Array.from(name, (id, node) => {
    const through = into[node]! * (start[node + 1]! - start[node]!);
    return Math.log2(1 + importance[id]!) + 3 * Math.log2(1 + through) + 0.5 * noise(id);
  });
}

/** 0 to 1, the same for the same node. */
function noise(id: number): number {
  return (Math.imul(id, 0x9e3779b1) >>> 0) / 2 ** 32;
}
