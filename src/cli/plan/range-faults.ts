import { LATEST_BEGIN, LONGEST_WAY } from "../../routing/model.ts";
import { zeroOf } from "../../routing/own-clock.ts";
import type { Problem, Travel } from "../../routing/problem.ts";
import { loadCounter } from "../../routing/split.ts";

export type Fault = { readonly path: readonly (string | number)[]; readonly message: string };

/** Four years: a single service or load that takes longer is a slip, and four of them still add up in 32 bits. */
const LONGEST_SECONDS = 2 ** 27;
/** A stop of more loads is a slip of the unit; each would be a visit of its own. */
const MOST_LOADS = 1000;
const MOST_LOADS_IN_ALL = 20_000;

/** Numbers that the schema admits and the search's arrays do not hold, and units that cannot be meant. */
export function rangeFaults(problem: Problem): Fault[] {
  return [...clockFaults(problem), ...durationFaults(problem), ...travelFaults(problem), ...loadFaults(problem)];
}

function clockFaults(problem: Problem): Fault[] {
  const zero = zeroOf(problem);
  const faults: Fault[] = [];
  const begins = (time: number | undefined, ...path: (string | number)[]) => {
    if (time !== undefined && time > zero + LATEST_BEGIN)
      faults.push({
        path,
        message: `${time} is more than ${LATEST_BEGIN} s after the first shift begins: at most ${zero + LATEST_BEGIN}`,
      });
  };
  for (const [i, v] of problem.vehicles.entries()) begins(v.shift.from, "vehicles", i, "shift", "from");
  for (const [i, s] of problem.suppliers.entries()) begins(s.open.from, "suppliers", i, "open", "from");
  for (const [i, s] of problem.stops.entries()) {
    begins(s.release, "stops", i, "release");
    for (const [k, w] of (s.windows ?? []).entries()) begins(w.from, "stops", i, "windows", k, "from");
  }
  for (const [i, pin] of (problem.pins ?? []).entries()) if (pin.kind === "prefix") begins(pin.time, "pins", i, "time");
  return faults;
}

function durationFaults(problem: Problem): Fault[] {
  const faults: Fault[] = [];
  const lasts = (seconds: number | undefined, ...path: (string | number)[]) => {
    if (seconds !== undefined && seconds > LONGEST_SECONDS)
      faults.push({ path, message: `${seconds} s is out of range: 0 to ${LONGEST_SECONDS}` });
  };
  for (const [i, v] of problem.vehicles.entries()) lasts(v.disinfectSeconds, "vehicles", i, "disinfectSeconds");
  for (const [i, s] of problem.suppliers.entries()) lasts(s.loadSeconds, "suppliers", i, "loadSeconds");
  for (const [i, { service, demand }] of problem.stops.entries())
    lasts(service.setUp + service.perUnit * (demand[0] ?? 0), "stops", i, "service");
  return faults;
}

function travelFaults(problem: Problem): Fault[] {
  return problem.classes.flatMap((c, i) =>
    (["seconds", "metres"] as const).flatMap((side) => {
      const far = beyond(c[side]);
      if (!far) return [];
      return [
        { path: ["classes", i, side, ...far.path], message: `${far.value} is out of range: 0 to ${LONGEST_WAY}` },
      ];
    }),
  );
}

/** The first way that is too long. */
function beyond(travel: Travel): { path: (string | number)[]; value: number } | undefined {
  if (travel.kind === "table") {
    for (let i = 0; i < travel.values.length; i++) {
      const value = travel.values[i] ?? 0;
      if (value > LONGEST_WAY) return { path: ["values", i], value };
    }
    return undefined;
  }
  const span = (values: ArrayLike<number>) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < values.length; i++) {
      least = Math.min(least, values[i] ?? 0);
      most = Math.max(most, values[i] ?? 0);
    }
    return Math.max(0, most - least);
  };
  const longest = travel.scale * Math.hypot(span(travel.x), span(travel.y));
  return longest <= LONGEST_WAY ? undefined : { path: [], value: Math.round(longest) };
}

function loadFaults(problem: Problem): Fault[] {
  const loadsOf = loadCounter(problem);
  const faults: Fault[] = [];
  let all = 0;
  problem.stops.forEach((stop, i) => {
    const loads = loadsOf(stop);
    if (!Number.isFinite(loads)) return;
    all += Math.max(0, Math.ceil(loads) - 1);
    if (loads > MOST_LOADS)
      faults.push({
        path: ["stops", i, "demand"],
        message: `${stop.demand.join(", ")} is ${Math.ceil(loads)} loads of the largest vehicle that may come; at most ${MOST_LOADS}: is the unit the same as the vehicles' capacity?`,
      });
  });
  if (faults.length === 0 && all > MOST_LOADS_IN_ALL)
    faults.push({
      path: ["stops"],
      message: `are ${all} loads more than there are stops; at most ${MOST_LOADS_IN_ALL}`,
    });
  return faults;
}
