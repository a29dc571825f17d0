import type { Pin, Problem } from "../../routing/problem.ts";
import type { Fault } from "./range-faults.ts";

/** Pins that no plan can keep together, or not with what the stop or the vehicle says: each with the one it clashes with. */
export function pinFaults(problem: Problem): Fault[] {
  const pins = problem.pins ?? [];
  const faults = pins.flatMap((pin, i) => namedTwice(pin, i));
  // With a stop twice in a pin the rest would only repeat that.
  if (faults.length > 0) return faults;
  return [...twoVehicles(pins), ...notAllowed(problem, pins), ...tooClose(problem, pins), ...noOrder(pins)];
}

const stopsOf = (pin: Pin) => (pin.kind === "bus" ? [pin.stop] : pin.stops);

function namedTwice(pin: Pin, i: number): Fault[] {
  const stops = stopsOf(pin);
  const at = stops.findIndex((stop, k) => stops.indexOf(stop) < k);
  return at < 0 ? [] : [{ path: ["pins", i, "stops", at], message: `names stop ${stops[at]} twice` }];
}

/** A stop is on one vehicle, and a vehicle carries one frozen load. */
function twoVehicles(pins: readonly Pin[]): Fault[] {
  const faults: Fault[] = [];
  const held = new Map<number, { vehicle: number; pin: number }>();
  const frozen = new Map<number, number>();
  for (const [i, pin] of pins.entries()) {
    if (pin.kind === "apart") continue;
    const isFrozen = pin.kind === "prefix";
    for (const stop of stopsOf(pin)) {
      const before = held.get(stop);
      if (before && before.vehicle !== pin.vehicle)
        faults.push({
          path: ["pins", i],
          message: `puts stop ${stop} on vehicle ${pin.vehicle}, pins[${before.pin}] puts it on vehicle ${before.vehicle}`,
        });
      else held.set(stop, { vehicle: pin.vehicle, pin: before?.pin ?? i });
    }
    const earlier = isFrozen ? frozen.get(pin.vehicle) : undefined;
    if (earlier !== undefined)
      faults.push({
        path: ["pins", i],
        message: `is a second load on board of vehicle ${pin.vehicle}, pins[${earlier}] is the first`,
      });
    if (isFrozen) frozen.set(pin.vehicle, earlier ?? i);
  }
  return faults;
}

/** What is on board already has happened and is reported; what is only wished for must be allowed. */
function notAllowed({ vehicles, stops }: Problem, pins: readonly Pin[]): Fault[] {
  return pins.flatMap((pin, i) => {
    if (pin.kind !== "bus" && pin.kind !== "order") return [];
    const rights = vehicles[pin.vehicle]?.zone ?? 0;
    return stopsOf(pin).flatMap((index) => {
      const stop = stops[index];
      const zone = stop?.zone ?? 0;
      const why =
        stop?.vehicles && !stop.vehicles.includes(pin.vehicle)
          ? "which is not in the stop's list of vehicles"
          : (rights & zone) !== zone
            ? "which has not the rights of the stop's zone"
            : undefined;
      return why ? [{ path: ["pins", i], message: `puts stop ${index} on vehicle ${pin.vehicle}, ${why}` }] : [];
    });
  });
}

/** Stops kept apart cannot be kept together, nor be more than the trips of their vehicle. */
function tooClose({ vehicles }: Problem, pins: readonly Pin[]): Fault[] {
  const faults: Fault[] = [];
  const vehicleOf = new Map<number, number>();
  for (const pin of pins) if (pin.kind !== "apart") for (const stop of stopsOf(pin)) vehicleOf.set(stop, pin.vehicle);
  for (const [i, apart] of pins.entries()) {
    if (apart.kind !== "apart") continue;
    for (const [k, pin] of pins.entries()) {
      if (pin.kind !== "order" && pin.kind !== "prefix") continue;
      const both = pin.stops.filter((stop) => apart.stops.includes(stop));
      if (both.length > 1)
        faults.push({
          path: ["pins", i],
          message: `keeps stops ${both.join(" and ")} apart, pins[${k}] keeps them together`,
        });
    }
    const counts = new Map<number, number>();
    for (const stop of apart.stops) {
      const vehicle = vehicleOf.get(stop);
      if (vehicle !== undefined) counts.set(vehicle, (counts.get(vehicle) ?? 0) + 1);
    }
    for (const [vehicle, count] of counts) {
      const trips =
        (vehicles[vehicle]?.maxTrips ?? 0) + (pins.some((p) => p.kind === "prefix" && p.vehicle === vehicle) ? 1 : 0);
      if (count > trips && faults.length === 0)
        faults.push({
          path: ["pins", i],
          message: `keeps ${count} stops apart that other pins put on vehicle ${vehicle}, which does ${trips} trips`,
        });
    }
  }
  return faults;
}

/** Orders that run in a circle: each stop of a pin comes before the next, what is on board before all else of its vehicle. */
function noOrder(pins: readonly Pin[]): Fault[] {
  const after = new Map<number, Set<number>>();
  const onBoard = new Map<number, readonly number[]>();
  for (const pin of pins) if (pin.kind === "prefix") onBoard.set(pin.vehicle, pin.stops);
  const reaches = (from: number, to: number) => {
    const seen = new Set([from]);
    for (const stop of seen) {
      if (stop === to) return true;
      for (const next of after.get(stop) ?? []) seen.add(next);
    }
    return false;
  };
  const add = (before: number, then: number) => void after.set(before, (after.get(before) ?? new Set()).add(then));
  const sorted = [...pins.entries()].sort(([, a], [, b]) => Number(b.kind === "prefix") - Number(a.kind === "prefix"));
  for (const [i, pin] of sorted) {
    if (pin.kind !== "order" && pin.kind !== "prefix") continue;
    const board = pin.kind === "order" ? (onBoard.get(pin.vehicle) ?? []) : [];
    for (const stop of pin.kind === "order" ? pin.stops : [])
      if (!board.includes(stop)) for (const loaded of board) add(loaded, stop);
    for (const [k, then] of pin.stops.entries()) {
      const before = pin.stops[k - 1];
      if (before === undefined) continue;
      if (reaches(then, before))
        return [
          { path: ["pins", i], message: `puts stop ${before} before stop ${then}, other pins the other way round` },
        ];
      add(before, then);
    }
  }
  return [];
}
