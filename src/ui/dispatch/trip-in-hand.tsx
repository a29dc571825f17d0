"use client";
import type { OpenHandover, PlanStop, PublishRow } from "#contract/dispatch.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { BACK_TRIP_STATES, TRIP } from "#domain/movement/trip.ts";
import { RoadActs } from "./road-acts.tsx";
import { SkippedStops } from "./skipped-stops.tsx";
import { TowedHome } from "./towed-home.tsx";
import { TransferForm } from "./transfer-form.tsx";
import { TripActs } from "./trip-acts.tsx";
import { UncountedList } from "./uncounted-list.tsx";

const isOpen = ({ state }: PlanStop) => state !== null && OPEN_STOP_STATES.includes(state);
/** Somebody has still to bring something of it. */
const hasLeft = ({ stops }: PublishRow) => stops.some((x) => isOpen(x) || x.left?.riding);
/** All that the bus has brought home was counted, and may ride on. */
function isCountedBack({ state, stops }: PublishRow): boolean {
  const riding = stops.filter((x) => x.left?.riding);
  const home = state !== null && BACK_TRIP_STATES.includes(state);
  return home && riding.length > 0 && riding.every((x) => x.left?.countedAt);
}

type Props = {
  trip: PublishRow;
  /** Those of the same round. */
  trips: readonly PublishRow[];
  handovers: readonly OpenHandover[];
  nameOf: (placeId: string) => string;
  nowMs: number;
};

/** All that dispatch can do with one trip, as far as its state and its stops allow it. */
export function TripInHand({ trip, trips, handovers, nameOf, nowMs }: Props) {
  const acts = trip.state ? actsFor(TRIP, trip.state, "DIS") : [];
  const uncounted = handovers.filter((h) => h.state !== "disputed" && h.tripId === trip.id);
  const transfer = <TransferForm tripId={trip.id as TripId} number={trip.number} rescues={trip.rescues} />;
  return (
    <>
      <TripActs trip={trip} />
      {acts.includes("transfer") && hasLeft(trip) && transfer}
      {acts.includes("return") && !trip.stops.some(isOpen) && (
        <TowedHome tripId={trip.id as TripId} left={hasLeft(trip)} />
      )}
      <UncountedList handovers={uncounted} nowMs={nowMs} />
      <SkippedStops trip={trip} trips={trips} nameOf={nameOf} />
      {isCountedBack(trip) && transfer}
      {(acts.includes("divert") || acts.includes("go_on")) && (
        <RoadActs key={trip.stops.map((x) => x.state).join()} trip={trip} nameOf={nameOf} />
      )}
    </>
  );
}
