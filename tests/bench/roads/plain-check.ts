import { type Network, THROUGH_TICKS } from "../../../src/roads/network.ts";
import { headOf, originalOf, type RoadGraph, turnAngle } from "../../../src/roads/road-graph.ts";
import { roadMatrix, UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import type { Snap } from "../../../src/roads/snap.ts";
import { scatter } from "./scatter.ts";

/**
 * Compares matrix entries with a Dijkstra that shares nothing with the engine but the graph: it finds followers from
 * the graph's own arrays, and its queue is a sorted map of plain sets.
 * @param matrixOf who is compared
 * @returns how many pairs were compared, and how many of them differ in seconds or metres
 */
export function plainCheck(net: Network, pairs: number, seed: number, matrixOf: typeof roadMatrix = roadMatrix) {
  const size = Math.ceil(Math.sqrt(pairs)) + 1;
  const { seconds, metres, stops } = matrixOf(net, scatter(net, size, seed));
  let [compared, wrong] = [0, 0];
  for (let i = 0; i < size; i += 1) {
    const from = stops[i]!;
    if (!from.ok) continue;
    const found = plainSearch(net, from.snap);
    for (let j = 0; j < size && compared < pairs; j += 1) {
      const to = stops[j]!;
      if (i === j || !to.ok) continue;
      const best = plainEnd(net, found, from.snap, to.snap);
      compared += 1;
      const [time, way] = best ? [best.ticks / 10, best.decimetres / 10].map(Math.round) : [UNREACHABLE, UNREACHABLE];
      if (seconds[i * size + j] !== time || metres[i * size + j] !== way) wrong += 1;
    }
  }
  return { compared, wrong };
}

/** Its own inverse. */
const atHome = (edge: number) => -1 - edge;

type Cost = { ticks: number; decimetres: number };

function plainSearch(net: Network, source: Snap): Map<number, Cost> {
  const queue = new Map<number, Map<number, number>>();
  const times: number[] = [];
  const add = (ticks: number, edge: number, decimetres: number) => {
    let slot = queue.get(ticks);
    if (!slot) {
      slot = new Map();
      queue.set(ticks, slot);
      // Latest first; most come near the end.
      let [low, high] = [0, times.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (times[middle]! > ticks) low = middle + 1;
        else high = middle;
      }
      times.splice(low, 0, ticks);
    }
    slot.set(edge, Math.min(decimetres, slot.get(edge) ?? Infinity));
  };
  // A state is an edge, and below zero the same edge while one has not yet left the streets for guests that one began in.
  const step = (state: number, base: number, way: number) => {
    const edge = state < 0 ? atHome(state) : state;
    for (const [after, cost] of followers(net, edge)) {
      const stays = net.guests[after] === 1;
      const leaves = state < 0 && !stays ? THROUGH_TICKS : 0;
      add(base + cost - leaves, state < 0 && stays ? atHome(after) : after, way);
    }
  };
  for (const edge of [source.segment * 2, source.segment * 2 + 1]) {
    if (!servesStops(net, edge)) continue;
    const driven = edge & 1 ? 1 - source.fraction : source.fraction;
    const length = net.graph.decimetres[source.segment]!;
    const state = net.guests[edge] === 1 ? atHome(edge) : edge;
    step(state, -Math.round(net.ticks[edge]! * driven), length - Math.round(length * driven));
  }
  const done = new Map<number, Cost>();
  while (times.length > 0) {
    const now = times[times.length - 1]!;
    const slot = queue.get(now)!;
    const first = slot.entries().next();
    if (first.done) {
      times.pop();
      queue.delete(now);
      continue;
    }
    const [state, way] = first.value;
    slot.delete(state);
    if (done.has(state)) continue;
    done.set(state, { ticks: now, decimetres: way });
    step(state, now, way + net.graph.decimetres[(state < 0 ? atHome(state) : state) >> 1]!);
  }
  for (const [state, cost] of [...done])
    if (state < 0) {
      const known = done.get(atHome(state));
      if (!known || compare(cost, known) < 0) done.set(atHome(state), cost);
    }
  return done;
}

/** Edges after an edge with the ticks up to their beginning, by the rules and not by the network's lists. */
function followers(net: Network, edge: number): [number, number][] {
  const { graph } = net;
  const junction = headOf(graph, edge);
  const busStopped = net.shut[junction] === 1;
  const original = originalOf(graph, edge);
  const leaving = [...graph.outEdge.subarray(graph.outStart[junction], graph.outStart[junction + 1])];
  const allowed = leaving.filter((after) => {
    if (!net.open[after] || (busStopped && after !== (original ^ 1))) return false;
    return !graph.bans.to.some(
      (to, i) =>
        to === after && (graph.bans.from[i] === edge || graph.bans.from[i] === original) && graph.bans.binds[i]! & 2,
    );
  });
  const onwards = allowed.filter((after) => after !== (original ^ 1));
  if (onwards.length === 0) return allowed.map((after) => [after, net.ticks[edge]! + 200]);
  return onwards.map((after) => {
    const angle = turnAngle(graph, edge, after);
    const size = Math.abs(angle);
    const price = leaving.length < 3 || size < 35 ? 0 : size > 135 ? 80 : angle > 0 ? 20 : 50;
    const gate = (graph.gated[junction]! & 2) !== 0 ? THROUGH_TICKS : 0;
    const through = net.guests[edge] === 1 && net.guests[after] === 0 ? THROUGH_TICKS : 0;
    return [onto(graph, edge, after), net.ticks[edge]! + price + gate + through];
  });
}

/** The copy that is driven on instead of an edge, on the way to a turn that is forbidden at its end. */
function onto(graph: RoadGraph, edge: number, after: number): number {
  for (const before of [edge, originalOf(graph, edge)]) {
    const found = graph.copies.from.findIndex((from, i) => from === before && graph.copies.to[i] === after);
    if (found >= 0) return graph.copies.instead[found]!;
  }
  return after;
}

/** Open and in a large part: the larger one's where the street's two directions lie in two. */
function servesStops({ open, main }: Network, edge: number): boolean {
  if (!open[edge] || !main[edge]) return false;
  return !main[edge ^ 1] || main[edge]! <= main[edge ^ 1]!;
}

function compare(a: Cost, b: Cost): number {
  return a.ticks - b.ticks || a.decimetres - b.decimetres;
}

function plainEnd(net: Network, found: Map<number, Cost>, from: Snap, to: Snap): Cost | undefined {
  const ends: Cost[] = [];
  const length = net.graph.decimetres[to.segment]!;
  const there = net.graph.copies.instead.filter((edge) => originalOf(net.graph, edge) >> 1 === to.segment);
  const home = [from.segment * 2, from.segment * 2 + 1].find((edge) => servesStops(net, edge));
  for (const edge of [to.segment * 2, to.segment * 2 + 1, ...there]) {
    if (!servesStops(net, edge) || home === undefined || net.main[edge] !== net.main[home]) continue;
    const along = edge & 1 ? 1 - to.fraction : to.fraction;
    const start = edge & 1 ? 1 - from.fraction : from.fraction;
    if (from.segment === edge >> 1 && along >= start)
      ends.push({
        ticks: Math.round(net.ticks[edge]! * (along - start)),
        decimetres: Math.round(length * (along - start)),
      });
    const at = found.get(edge);
    if (at)
      ends.push({
        ticks: at.ticks + Math.round(net.ticks[edge]! * along),
        decimetres: at.decimetres + Math.round(length * along),
      });
  }
  return ends.sort(compare)[0];
}
