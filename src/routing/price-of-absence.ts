import type { Problem, Travel, Vehicle } from "./problem.ts";

const DAY_SECONDS = 86_400;

/**
 * The price of leaving out what must be served: more than serving any one stop can cost on the dearest vehicle, with
 * all that it delays, so that leaving it out never pays.
 */
export function priceOfTheImpossible({ classes, vehicles, stops, balancePerHourSquared = 0 }: Problem): number {
  const farthest = classes.reduce((most, { metres }) => Math.max(most, longest(metres)), 0);
  const dearest = (read: (v: Vehicle) => number) => vehicles.reduce((most, v) => Math.max(most, read(v)), 0);
  const day = Math.min(
    DAY_SECONDS,
    dearest((v) => Math.min(v.shift.to - v.shift.from, v.maxSeconds ?? DAY_SECONDS)),
  );
  const end = dearest((v) => v.shift.to);
  let [late, optional] = [0, 0];
  for (const { windows = [], unservedCost } of stops) {
    late += windows.reduce(
      (most, { to, hardTo = end, latePerSecond = 0 }) => Math.max(most, latePerSecond * (Math.min(hardTo, end) - to)),
      0,
    );
    optional = Math.max(optional, unservedCost ?? 0);
  }
  return (
    1 +
    4 * farthest * dearest((v) => v.cost.perMetre) +
    dearest((v) => v.cost.fixed) +
    day * dearest((v) => v.cost.perSecond + (v.cost.overtimePerSecond ?? 0)) +
    balancePerHourSquared * (day / 3600) ** 2 +
    late +
    2 * optional
  );
}

/** The longest way of a table, or of the box around all places of a plane. */
function longest(travel: Travel): number {
  if (travel.kind === "plane") return travel.scale * Math.hypot(span(travel.x), span(travel.y));
  let most = 0;
  for (let i = 0; i < travel.values.length; i++) most = Math.max(most, travel.values[i]!);
  return most;
}

function span(values: ArrayLike<number>): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i]!);
    most = Math.max(most, values[i]!);
  }
  return most - least;
}
