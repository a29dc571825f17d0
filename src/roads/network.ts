import { type ClosedArea, type Closure, closedArea, crosses } from "./closure.ts";
import type { Departure } from "./departure.ts";
import { headOf, originalOf, type RoadGraph, turnAngle } from "./road-graph.ts";
import { eachSquare, type RoadIndex } from "./road-index.ts";
import { strongParts } from "./strong-part.ts";
import { fits, LIMITS_LENGTH } from "./tags/limits.ts";
import { openByHour } from "./timed-rules.ts";
import { TOP_SPEED_KMH, VEHICLE_BIT, type Vehicle } from "./vehicle.ts";

/** The graph as one vehicle sees it around some closures: which edges are open, and which edge follows which. */
export type Network = {
  readonly graph: RoadGraph;
  readonly index: RoadIndex;
  readonly closed: readonly (ClosedArea & { readonly id: string })[];
  readonly open: Uint8Array;
  /** Junctions that cannot be passed: a bollard, a shut gate, a bar too low. One may turn back there. */
  readonly shut: Uint8Array;
  /** Vehicle bits per junction that is passed only to a door behind it. */
  readonly gated: Uint8Array;
  /** The hours that hold at some moment, as `rulesAt` numbers them. */
  readonly hours: readonly number[];
  /** The large strongly connected part that an edge lies in, closures not regarded, see `strongParts`; 0 where no stop may be put. */
  readonly main: Uint8Array;
  /** Edges that are no way through for this vehicle: leaving them costs `THROUGH_TICKS`, unless one started in them. */
  readonly guests: Uint8Array;
  /** Edges that stand for a segment on ways to a forbidden turn, by the segment: a stop on it is reached there too. */
  readonly copies: ReadonlyMap<number, readonly number[]>;
  /** Tenths of a second along an edge, at least 1: whoever drives on gets older, and searches count on it. */
  readonly ticks: Int32Array;
  /** After edge `e` come `turnTo[turnStart[e]]` up to `turnTo[turnStart[e + 1]]`. */
  readonly turnStart: Int32Array;
  readonly turnTo: Int32Array;
  /** Tenths of a second from the beginning of the edge before to the beginning of the edge after. */
  readonly turnTicks: Int32Array;
};

/** What a search reads: little enough to be shared with worker threads. */
export type Drivable = Pick<
  Network,
  "open" | "main" | "guests" | "copies" | "ticks" | "turnStart" | "turnTo" | "turnTicks"
> & {
  readonly graph: Pick<RoadGraph, "decimetres">;
};

/** Seconds that a turn costs; right-hand traffic, as everywhere this product is used so far. */
const TURN_SECONDS = { ahead: 0, right: 2, left: 5, sharp: 8, back: 20 };

/**
 * Price of driving through a street that is open to those alone who go to a door in it: paid on leaving it, so that
 * whoever ends there pays nothing, and not by whoever started there. Ten minutes, as Valhalla's `destination_only_penalty`.
 */
export const THROUGH_TICKS = 6000;

/**
 * The network without closures.
 * @param departs what is open or shut by the hour is as it is then; absent, as at most hours
 */
export function openNetwork(graph: RoadGraph, index: RoadIndex, vehicle: Vehicle, departs?: Departure): Network {
  const bit = VEHICLE_BIT[vehicle.kind];
  const within = Uint8Array.from({ length: graph.limits.length / LIMITS_LENGTH }, (_, row) =>
    fits(graph.limits, row, vehicle) ? 1 : 0,
  );
  const open = new Uint8Array(graph.segments * 2);
  const guests = new Uint8Array(open.length);
  const ticks = new Int32Array(open.length);
  for (let edge = 0; edge < open.length; edge += 1) {
    const s = edge >> 1;
    open[edge] = (graph.access[edge]! & bit) !== 0 && within[graph.limit[edge]!] === 1 ? 1 : 0;
    guests[edge] = (graph.guests[edge]! & bit) !== 0 ? 1 : 0;
    const speedKmh = Math.min(graph.speedKmh[s]!, TOP_SPEED_KMH[vehicle.kind]);
    ticks[edge] = Math.max(1, Math.round((graph.decimetres[s]! * 3.6) / speedKmh));
  }
  const shut = Uint8Array.from(graph.blocked, (binds, j) =>
    (binds & bit) !== 0 || within[graph.junctionLimit[j]!] === 0 ? 1 : 0,
  );
  const gated = graph.gated.slice();
  const hours = openByHour(graph, { open, guests, shut, gated }, vehicle, departs);
  const turns = listTurns(graph, { open, guests, ticks, shut, gated, hours }, bit);
  const main = strongParts(turns.turnStart, turns.turnTo, open);
  const copies = new Map<number, number[]>();
  for (const edge of graph.copies.instead) {
    const segment = originalOf(graph, edge) >> 1;
    copies.set(segment, [...(copies.get(segment) ?? []), edge]);
  }
  return { graph, index, closed: [], open, shut, gated, hours, main, guests, copies, ticks, ...turns };
}

/** The same network with some streets closed. A segment that touches an area is closed from junction to junction. */
export function closeRoads(base: Network, closures: readonly Closure[], vehicle: Vehicle): Network {
  if (closures.length === 0) return base;
  const { graph, index } = base;
  const closed = closures.map((closure) => ({ ...closedArea(closure), id: closure.id }));
  const open = base.open.slice();
  const ways = new Set(closures.flatMap((closure) => closure.ways ?? []));
  for (let s = 0; ways.size > 0 && s < graph.segments; s += 1)
    if (ways.has(graph.way[s]!)) open[s * 2] = open[s * 2 + 1] = 0;
  for (const s of closures.flatMap((closure) => closure.segments ?? [])) open[s * 2] = open[s * 2 + 1] = 0;
  for (const area of closed)
    eachSquare(index, area.box, (square) => {
      for (let i = index.start[square]!; i < index.start[square + 1]!; i += 1) {
        const p = index.pieces[i]!;
        const s = index.segmentOf[p]!;
        if (open[s * 2] === 0 && open[s * 2 + 1] === 0) continue;
        const [x, y] = [graph.shapeLng, graph.shapeLat];
        if (crosses(area, x[p]!, y[p]!, x[p + 1]!, y[p + 1]!)) open[s * 2] = open[s * 2 + 1] = 0;
      }
    });
  for (const copy of graph.copies.instead) open[copy]! &= open[originalOf(graph, copy)]!;
  return { ...base, closed, open, ...listTurns(graph, { ...base, open }, VEHICLE_BIT[vehicle.kind]) };
}

const NO_BANS: readonly number[] = [];

/** A vehicle goes back the way it came only where nothing else is left: at a dead end, or before a closure. */
function listTurns(
  graph: RoadGraph,
  { open, guests, ticks, shut, gated, hours }: Pick<Network, "open" | "guests" | "ticks" | "shut" | "gated" | "hours">,
  bit: number,
) {
  const banned = new Map<number, number[]>();
  for (let i = 0; i < graph.bans.from.length; i += 1) {
    const hour = graph.bans.hours[i]!;
    if ((graph.bans.binds[i]! & bit) === 0 || (hour > 0 && !hours.includes(hour))) continue;
    const from = graph.bans.from[i]!;
    banned.set(from, [...(banned.get(from) ?? []), graph.bans.to[i]!]);
  }
  const instead = new Map<number, Map<number, number>>();
  for (const [i, from] of graph.copies.from.entries())
    instead.set(from, (instead.get(from) ?? new Map()).set(graph.copies.to[i]!, graph.copies.instead[i]!));
  const turnStart = new Int32Array(open.length + 1);
  const to: number[] = [];
  const cost: number[] = [];
  const reached = new Set(graph.copies.instead);
  const copiesFrom = (graph.segments - graph.copies.of.length) * 2;
  for (let edge = 0; edge < open.length; edge += 1) {
    // Of a copy one direction is driven, and the other does not exist.
    if (open[edge] === 1 && (edge < copiesFrom || reached.has(edge))) {
      const original = edge < copiesFrom ? edge : originalOf(graph, edge);
      const own = banned.get(edge) ?? NO_BANS;
      const bans = original === edge ? own : [...own, ...(banned.get(original) ?? NO_BANS)];
      const onto = instead.get(edge) ?? (original === edge ? undefined : instead.get(original));
      const junction = headOf(graph, edge);
      const first = graph.outStart[junction]!;
      const last = graph.outStart[junction + 1]!;
      const before = to.length;
      const gate = (gated[junction]! & bit) !== 0 ? THROUGH_TICKS : 0;
      for (let k = first; shut[junction] === 0 && k < last; k += 1) {
        const after = graph.outEdge[k]!;
        if (after === (original ^ 1) || open[after] === 0 || bans.includes(after)) continue;
        to.push(onto?.get(after) ?? instead.get(original)?.get(after) ?? after);
        const through = gate + (guests[edge] === 1 && guests[after] === 0 ? THROUGH_TICKS : 0);
        cost.push(ticks[edge]! + through + (last - first > 2 ? turnCost(turnAngle(graph, edge, after)) : 0));
      }
      if (to.length === before && open[original ^ 1] === 1 && !bans.includes(original ^ 1)) {
        to.push(original ^ 1);
        cost.push(ticks[edge]! + TURN_SECONDS.back * 10);
      }
    }
    turnStart[edge + 1] = to.length;
  }
  return { turnStart, turnTo: Int32Array.from(to), turnTicks: Int32Array.from(cost) };
}

function turnCost(angle: number): number {
  const size = Math.abs(angle);
  if (size < 35) return TURN_SECONDS.ahead * 10;
  if (size > 135) return TURN_SECONDS.sharp * 10;
  return (angle > 0 ? TURN_SECONDS.right : TURN_SECONDS.left) * 10;
}
