import { type Opening, openingsFor } from "#routing/insertion-slack.ts";
import type { Problem } from "#routing/problem.ts";
import { type HandMadeDay, retime } from "#routing/retime.ts";
import { type DayChange, editDay, type Priced, priceOf, type Target, type TripAt } from "./edit-day.ts";

/** So many places are looked at for the best: their price is worked out from the whole plan. */
const LOOKED_AT = 6;

/**
 * Who else could take stops that are driven together: the best trips and further loads that break nothing, cheapest
 * first, each with its price. At a trip only the cheapest place is named. Where nobody can come in time, those that could
 * if the gate shut later: how much later is in the price.
 * @param from the trip that has them; null when they are left out
 * @param may whether days with them are wanted at all: what somebody has fixed stays
 */
export function offersFor(
  problem: Problem,
  days: HandMadeDay[],
  stops: readonly number[],
  from: TripAt | null,
  most: number,
  may: (after: HandMadeDay[]) => boolean,
): { change: DayChange; price: Priced }[] {
  const asked = { problem, days, stops, from, most, may };
  const inTime = offersIn(asked, problem, (price) => price.late.length === 0);
  if (inTime.length > 0) return inTime;
  const open = problem.stops.map((stop, i) =>
    stops.includes(i)
      ? { ...stop, windows: [{ from: stop.windows?.[0]?.from ?? 0, to: Number.POSITIVE_INFINITY }] }
      : stop,
  );
  // The cheapest hour may be far into the evening: whoever asks a gate to stay open asks for as little as will do.
  const soonest = (a: Opening, b: Opening) => a.earliest - b.earliest;
  const onlyTheirs = (price: Priced) => price.late.every(({ stop }) => stops.includes(stop));
  return offersIn(asked, { ...problem, stops: open }, onlyTheirs, soonest);
}

type Asked = {
  readonly problem: Problem;
  readonly days: HandMadeDay[];
  readonly stops: readonly number[];
  readonly from: TripAt | null;
  readonly most: number;
  readonly may: (after: HandMadeDay[]) => boolean;
};

/** @param openTo the problem in which places are looked for; prices are those of the problem that was asked about */
function offersIn(
  { problem, days, stops, from, most, may }: Asked,
  openTo: Problem,
  wanted: (price: Priced) => boolean,
  order: (a: Opening, b: Opening) => number = () => 0,
): { change: DayChange; price: Priced }[] {
  const [first] = stops;
  const without = from ? editDay(problem, days, { kind: "leave_out", stops, from }) : days;
  if (first === undefined || !without) return [];
  // A trip that has nothing but these stops is not there while they are out: later trips of its bus count one less.
  const alone = from && days.find((d) => d.vehicle === from.vehicle)?.trips[from.trip];
  const vanished = alone?.visits.every((v) => stops.includes(v.stop)) ? from : null;
  const seen = new Set<string>();
  const places: Target[] = [];
  for (const opening of openingsFor(openTo, retime(openTo, without).solution, first).sort(order)) {
    const { vehicle, supplier } = opening;
    const trip = opening.trip + (vanished?.vehicle === vehicle && opening.trip >= vanished.trip ? 1 : 0);
    const name = `${vehicle} ${trip} ${opening.newTrip}`;
    const own = from?.vehicle === vehicle && (opening.newTrip ? vanished !== null : trip === from.trip);
    if (own || seen.has(name)) continue;
    seen.add(name);
    if (opening.newTrip) {
      if (supplier !== null) places.push({ vehicle, trip, loadAt: supplier });
    } else {
      const there = without.find((d) => d.vehicle === vehicle)?.trips[opening.trip];
      places.push({ vehicle, trip, before: there?.visits[opening.position]?.stop ?? null });
    }
    if (places.length === LOOKED_AT) break;
  }
  const old = retime(problem, days);
  const priced = places.flatMap((to) => {
    const change: DayChange = from ? { kind: "move", stops, from, to } : { kind: "take_in", stops, to };
    const after = editDay(problem, days, change);
    return after && may(after) ? [{ change, price: priceOf(problem, old, after) }] : [];
  });
  return priced
    .filter(({ price }) => price.allowed && wanted(price))
    .sort((a, b) => a.price.cost - b.price.cost)
    .slice(0, most);
}
