import { LATEST_BEGIN } from "./model.ts";
import type { Problem } from "./problem.ts";
import type { Solution } from "./solution.ts";

/** Moves every time of a plan by so many seconds. */
export function shiftTimes(solution: Solution, seconds: number): Solution {
  if (seconds === 0) return solution;
  return {
    ...solution,
    days: solution.days.map((day) => ({
      ...day,
      departAt: day.departAt + seconds,
      endAt: day.endAt + seconds,
      trips: day.trips.map((trip) => ({
        ...trip,
        loadAt: trip.loadAt + seconds,
        departAt: trip.departAt + seconds,
        visits: trip.visits.map((visit) => ({
          ...visit,
          arriveAt: visit.arriveAt + seconds,
          startAt: visit.startAt + seconds,
          departAt: visit.departAt + seconds,
        })),
      })),
    })),
  };
}

/**
 * The problem on a clock that the search's arrays can hold: where a time lies below 0 or beyond `LATEST_BEGIN`, as seconds
 * since 1970 do, all count from the first shift's beginning, before which nothing happens. `zero` is that time on the
 * caller's clock, 0 where nothing was moved.
 */
export function onOwnClock(problem: Problem): { problem: Problem; zero: number } {
  const zero = zeroOf(problem);
  if (zero === 0) return { problem, zero };
  const from = (time: number) => Math.max(0, time - zero);
  // Whatever ends before the first shift is over: −1 is a time that nobody keeps.
  const to = (time: number) => Math.max(-1, time - zero);
  const { vehicles, suppliers, stops, pins } = problem;
  return {
    zero,
    problem: {
      ...problem,
      vehicles: vehicles.map((v) => ({ ...v, shift: { from: v.shift.from - zero, to: v.shift.to - zero } })),
      suppliers: suppliers.map((s) => ({ ...s, open: { from: from(s.open.from), to: to(s.open.to) } })),
      stops: stops.map((stop) => ({
        ...stop,
        ...(stop.release !== undefined && { release: from(stop.release) }),
        ...(stop.windows && {
          windows: stop.windows.map((w) => ({
            ...w,
            from: from(w.from),
            to: to(w.to),
            ...(w.hardTo !== undefined && { hardTo: to(w.hardTo) }),
          })),
        }),
      })),
      ...(pins && { pins: pins.map((pin) => (pin.kind === "prefix" ? { ...pin, time: from(pin.time) } : pin)) }),
    },
  };
}

/** Where the search's clock begins: 0, as long as it holds all beginnings and nothing ends before it. */
export function zeroOf({ vehicles, suppliers, stops, pins = [] }: Problem): number {
  const begins = [
    ...vehicles.map((v) => v.shift.from),
    ...suppliers.map((s) => s.open.from),
    ...stops.flatMap((s) => [...(s.release === undefined ? [] : [s.release]), ...(s.windows ?? []).map((w) => w.from)]),
    ...pins.flatMap((pin) => (pin.kind === "prefix" ? [pin.time] : [])),
  ];
  if (begins.every((time) => time >= 0 && time <= LATEST_BEGIN)) return 0;
  return vehicles.reduce((least, v) => Math.min(least, v.shift.from), Number.POSITIVE_INFINITY);
}
