import type { GridId, StopId, TripId } from "../kernel/ids.ts";
import { type ActOf, type AnyMachine, actsFor, type StateOf } from "../kernel/machine.ts";
import type { Instant } from "../kernel/time.ts";
import {
  HANDOVER,
  type HandoverState,
  HOLDING_HANDOVER_STATES,
  SETTLED_HANDOVER_STATES,
} from "../movement/handover.ts";
import { COMING_STOP_STATES, CURRENT_STOP_STATES, OPEN_STOP_STATES, STOP, type StopState } from "../movement/stop.ts";
import { TRIP, type TripState } from "../movement/trip.ts";

/** What a driver pressed, as far as his screen follows from it. */
type Pressed = { readonly deviceAt: Instant } & (
  | { readonly act: "depart" | "resume" | "return"; readonly tripId: TripId }
  | AtStop
);
type AtStop = { readonly deviceAt: Instant; readonly stopId: StopId } & (
  | { readonly act: "arrive" | "wait" | "unload" | "skip" }
  | { readonly act: "late"; readonly minutes: number }
  | { readonly act: "code" | "paper" | "set_down" | "names"; readonly gridId: GridId }
);

type Pile = { readonly gridId: GridId; readonly state: HandoverState | "on_bus"; readonly bags: number };
type Stop = {
  readonly stopId: StopId;
  readonly state: StopState;
  readonly arrivedMs: number | null;
  readonly leftMs: number | null;
  readonly lateMinutes: number | null;
  readonly piles: readonly Pile[];
};
type Trip = { readonly tripId: TripId; readonly state: TripState; readonly list: readonly Stop[] };

const PILE_ACT = { code: "hand_by_code", paper: "hand_on_paper", set_down: "set_down", names: "type_in" } as const;

/**
 * The trip as the server will tell of it when it has taken in what the driver `pressed`, by the tables of the lives; what
 * else `trip` holds stays as it is. A press that the trip has in it already leads nowhere and changes nothing, so it does
 * no harm to play one too many. Of the guards only those are asked whose facts are here: the others are the server's.
 */
export function replayDrive<T extends Trip>(trip: T, pressed: readonly Pressed[]): T {
  return pressed.reduce(after, trip as Trip) as T;
}

function after(trip: Trip, pressed: Pressed): Trip {
  if ("stopId" in pressed) return afterStop(trip, pressed);
  const to = pressed.tripId === trip.tripId ? leadsTo(TRIP, trip.state, pressed.act) : undefined;
  if (!to) return trip;
  if (pressed.act === "depart") return approachNext({ ...trip, state: leadsTo(TRIP, to, "run") ?? to });
  const openStops = trip.list.filter((s) => OPEN_STOP_STATES.includes(s.state)).length;
  if (pressed.act === "return" && !TRIP.guards.stops_done({ openStops })) return trip;
  return { ...trip, state: to };
}

function afterStop(trip: Trip, pressed: AtStop): Trip {
  const stop = trip.list.find((s) => s.stopId === pressed.stopId);
  // A bus that stands broken at a gate is unloaded there; it arrives nowhere any more. Names are typed in at any time.
  const goes = trip.state === "running" || (trip.state === "broken_down" && pressed.act !== "arrive");
  if (!stop || !(goes || pressed.act === "names")) return trip;
  const now = stopAfter(stop, pressed);
  return now === stop ? trip : approachNext({ ...trip, list: trip.list.map((s) => (s === stop ? now : s)) });
}

function stopAfter(stop: Stop, pressed: AtStop): Stop {
  switch (pressed.act) {
    case "late":
      return COMING_STOP_STATES.includes(stop.state) ? { ...stop, lateMinutes: pressed.minutes } : stop;
    case "arrive": {
      const state = leadsTo(STOP, stop.state, "arrive");
      return state ? { ...stop, state, arrivedMs: pressed.deviceAt } : stop;
    }
    case "wait": {
      const state = leadsTo(STOP, stop.state, "wait");
      return state ? { ...stop, state } : stop;
    }
    case "skip": {
      const state = leadsTo(STOP, stop.state, "skip");
      return state ? { ...stop, state, leftMs: pressed.deviceAt, piles: stop.piles.map(withdrawn) } : stop;
    }
    case "unload":
      return unloading(stop);
    case "names":
      return withPile(stop, pressed.gridId, "type_in");
    default:
      return handed(withPile(unloading(stop), pressed.gridId, PILE_ACT[pressed.act]), stop, pressed.deviceAt);
  }
}

/** The bags are off the bus, each pile offered; as it was where there are none, or where it is not to be unloaded. */
function unloading(stop: Stop): Stop {
  const state = leadsTo(STOP, stop.state, "start_unloading");
  const aboard = stop.piles.filter((p) => p.state === "on_bus");
  const bagsAboard = aboard.reduce((n, p) => n + p.bags, 0);
  if (!state || !STOP.guards.bags_aboard({ bagsAboard })) return stop;
  return { ...stop, state, piles: stop.piles.map((p) => (aboard.includes(p) ? { ...p, state: "offered" } : p)) };
}

function withPile(stop: Stop, gridId: GridId, act: ActOf<typeof HANDOVER>): Stop {
  const pile = stop.piles.find((p) => p.gridId === gridId);
  const state = pile && pile.state !== "on_bus" ? leadsTo(HANDOVER, pile.state, act) : undefined;
  return state ? { ...stop, piles: stop.piles.map((p) => (p === pile ? { ...p, state } : p)) } : stop;
}

/** Once no pile is open the stop is done; as `before` where the pile was not to be had. */
function handed(stop: Stop, before: Stop, at: Instant): Stop {
  const moved = stop.piles.some((p, i) => SETTLED.includes(p.state) && p.state !== before.piles[i]?.state);
  if (!moved) return before;
  const state = stop.piles.every((p) => SETTLED.includes(p.state)) && leadsTo(STOP, stop.state, "hand_over");
  return state ? { ...stop, state, leftMs: at } : stop;
}

const SETTLED: readonly Pile["state"][] = SETTLED_HANDOVER_STATES;
const HOLDING: readonly Pile["state"][] = HOLDING_HANDOVER_STATES;
const withdrawn = (pile: Pile): Pile => (HOLDING.includes(pile.state) ? { ...pile, state: "withdrawn" } : pile);

/** The next planned stop is the one that the bus drives to, unless it has one in hand. */
function approachNext(trip: Trip): Trip {
  if (trip.list.some((s) => CURRENT_STOP_STATES.includes(s.state))) return trip;
  const next = trip.list.find((s) => s.state === "planned");
  const state = next && leadsTo(STOP, next.state, "approach");
  return state ? { ...trip, list: trip.list.map((s) => (s === next ? { ...s, state } : s)) } : trip;
}

/** Where the table leads a driver; undefined where it lets him nowhere. */
function leadsTo<M extends AnyMachine>(machine: M, from: StateOf<M>, act: ActOf<M>) {
  if (!actsFor(machine, from, "DRV").includes(act)) return undefined;
  return machine.flow[from][act].to as StateOf<M>;
}
