import type { LeftOut, ProposedTrip } from "#contract/movement.ts";
import {
  AGAINST,
  type Against,
  type ChangePrice,
  type PlanChange,
  type PlanPin,
  type PricedChange,
} from "#contract/plan-edits.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { type HandMadeDay, type Retimed, retime } from "#routing/retime.ts";
import { type DayChange, editDay, type Priced, priceOf } from "./edit-day.ts";
import { brokenPins, type PinnedTrip, pinsAfter } from "./kept-pins.ts";
import { offersFor } from "./offers-for-stop.ts";
import { type DraftDay, stopsOf, toDayChange, toHandMade, toTripAt, toWireTarget } from "./plan-draft.ts";
import { solutionToTrips } from "./solution-to-trips.ts";

/** A plan that is asked about: its trips as proposed, what it leaves out, and what somebody has fixed in it. */
export type DraftPlan = {
  readonly proposed: readonly ProposedTrip[];
  readonly leftOut: readonly LeftOut[];
  readonly pins: readonly PlanPin[];
};
type Tripping = { readonly vehicleId: string; readonly trip: number };

/** The plan after a change, with its figures. */
export type ChangedPlan = DraftPlan & {
  readonly price: ChangePrice;
  readonly costFen: number;
  readonly metres: number;
};
const OFFERS = 3;

/** The plan as a change would leave it, and the price; undefined when the change names what is not there. */
export function changeDraft(
  draft: DraftDay,
  serviceDay: ServiceDay,
  plan: DraftPlan,
  change: PlanChange,
): ChangedPlan | undefined {
  const days = toHandMade(draft, plan.proposed);
  const old = retime(draft.problem, days);
  if (change.kind === "pin" || change.kind === "lock") {
    const pins = pinsAfter(named(draft, days), plan.pins, change);
    return pins && { ...plan, pins, price: NOTHING, costFen: Math.round(old.cost.total), metres: metresOf(old) };
  }
  const asked = toDayChange(draft, change);
  const after = asked && editDay(draft.problem, days, asked);
  if (!asked || !after) return undefined;
  const priced = priceOf(draft.problem, old, after);
  const { solution, cost } = priced.made;
  const { trips, leftOut } = solutionToTrips(draft.day, serviceDay, solution);
  const price = toPrice(draft, priced, asked, days);
  const breaks = breaksPins(draft, plan.pins, days)(after);
  return {
    proposed: trips,
    leftOut: [...draft.unreachable, ...leftOut.map((l) => withReason(l, plan.leftOut, asked.kind))],
    pins: plan.pins,
    price: breaks ? { ...price, against: [...price.against, "pin"], allowed: false } : price,
    costFen: Math.round(cost.total),
    metres: metresOf(priced.made),
  };
}

/** What fixing costs. */
const NOTHING: ChangePrice = { costFen: 0, seconds: 0, metres: 0, late: [], load: null, against: [], allowed: true };

const metresOf = ({ solution }: Retimed) => Math.round(solution.days.reduce((n, d) => n + d.metres, 0));

const named = ({ day }: DraftDay, days: readonly HandMadeDay[]): PinnedTrip[] =>
  days.flatMap(({ vehicle, trips }) =>
    trips.map(({ visits }, trip) => ({
      vehicleId: day.vehicles[vehicle]?.id ?? "",
      trip,
      batchIds: visits.flatMap((v) => day.batches[v.stop]?.batchId ?? []),
    })),
  );

/** Whether days break a pin that is kept now. */
function breaksPins(draft: DraftDay, pins: readonly PlanPin[], now: readonly HandMadeDay[]) {
  const there = new Set<string>(draft.day.batches.map((b) => b.batchId));
  const broken = (days: readonly HandMadeDay[]) => brokenPins(named(draft, days), pins, (id) => there.has(id));
  const before = new Set(pins.length > 0 ? broken(now) : []);
  return (days: readonly HandMadeDay[]) => pins.length > 0 && broken(days).some((pin) => !before.has(pin));
}

/** The best places for batches that go together, cheapest first. */
export function offersInDraft(
  draft: DraftDay,
  plan: DraftPlan,
  batchIds: readonly string[],
  from: Tripping | null,
): PricedChange[] | undefined {
  const stops = stopsOf(draft, batchIds);
  const at = from && toTripAt(draft, from);
  if (!stops || at === undefined) return undefined;
  const days = toHandMade(draft, plan.proposed);
  const breaks = breaksPins(draft, plan.pins, days);
  return offersFor(draft.problem, days, stops, at, OFFERS, (after) => !breaks(after)).flatMap(({ change, price }) => {
    const to = change.kind === "move" || change.kind === "take_in" ? toWireTarget(draft, change.to) : undefined;
    if (!to) return [];
    const wire = from ? { kind: "move", batchIds, from, to } : { kind: "take_in", batchIds, to };
    return [{ change: wire as PlanChange, price: toPrice(draft, price, change, days) }];
  });
}

/** Why a batch is left out: as the plan said already, or because somebody took it off its trip. */
function withReason(left: LeftOut, before: readonly LeftOut[], did: DayChange["kind"]): LeftOut {
  const known = before.find((l) => l.batchId === left.batchId);
  if (known) return { ...left, reason: known.reason, missing: known.missing };
  return did === "leave_out" ? { ...left, reason: "by_hand", missing: 0 } : left;
}

function toPrice(
  { day, problem }: DraftDay,
  priced: Priced & { readonly made?: Retimed },
  change: DayChange,
  days: readonly HandMadeDay[],
): ChangePrice {
  const against = priced.against.map((kind): Against => AGAINST.find((known) => known === kind) ?? "other");
  return {
    costFen: Math.round(priced.cost),
    seconds: Math.round(priced.seconds),
    metres: Math.round(priced.metres),
    late: priced.late.flatMap(({ stop, seconds }) => {
      const batch = day.batches[stop];
      return batch ? [{ placeId: batch.communityId, seconds: Math.round(seconds) }] : [];
    }),
    load: loadOf(problem, change, days),
    against: [...new Set(against)],
    allowed: priced.allowed,
  };
}

/** Bags on the trip that stops come to, with them. */
function loadOf(problem: DraftDay["problem"], change: DayChange, days: readonly HandMadeDay[]): ChangePrice["load"] {
  if (change.kind !== "move" && change.kind !== "take_in" && change.kind !== "split") return null;
  const bags = (stop: number) => problem.stops[stop]?.demand[0] ?? 0;
  const { to } = change;
  const there = "loadAt" in to ? [] : (days.find((d) => d.vehicle === to.vehicle)?.trips[to.trip]?.visits ?? []);
  const sum = (visits: readonly { stop: number; amount?: number[] }[]) =>
    visits.reduce((n, v) => n + (v.amount?.[0] ?? bags(v.stop)), 0);
  const capacity = problem.vehicles[to.vehicle]?.capacity[0] ?? 0;
  if (change.kind === "split") return { bags: sum(there) + change.amount, capacity };
  const staying = there.filter((v) => !change.stops.includes(v.stop));
  const coming =
    change.kind === "move"
      ? (days.find((d) => d.vehicle === change.from.vehicle)?.trips[change.from.trip]?.visits ?? []).filter((v) =>
          change.stops.includes(v.stop),
        )
      : change.stops.map((stop) => ({ stop }));
  return { bags: sum(staying) + sum(coming), capacity };
}
