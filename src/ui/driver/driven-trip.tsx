"use client";
import { createContext, type ReactNode, use, useMemo } from "react";
import type { DriverDayView, DriverStopView, DriverTripView } from "#contract/driver.ts";
import { instant } from "#domain/kernel/time.ts";
import { AT_GATE_STOP_STATES, CURRENT_STOP_STATES } from "#domain/movement/stop.ts";
import { notYetIn, type Outbox } from "#domain/offline/outbox.ts";
import { replayDrive } from "#domain/offline/replay-drive.ts";
import type { Load } from "../outbox/load.ts";
import { entriesOf } from "../outbox/of-kind.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";

/** The trip as it stands for its driver. */
export type Driven = {
  readonly trip: DriverTripView;
  /** The stop in hand; undefined where the trip is not being driven, or all are done. */
  readonly stop: DriverStopView | undefined;
  /** It is being driven, or unloaded where it broke down. */
  readonly running: boolean;
  /** When the page was read, by the server's clock. */
  readonly nowMs: number;
};
const Here = createContext<Driven | undefined>(undefined);

/** What the server said of the trip, with all played over it that was pressed on this phone and is not in it yet. */
export function DrivenTrip({ view, children }: { view: DriverDayView; children: ReactNode }) {
  const { box } = useOutbox().state;
  const driven = useMemo(() => view.trip && drive(view.trip, view.nowMs, box), [view, box]);
  return <Here value={driven ?? undefined}>{children}</Here>;
}

export const useDriven = (): Driven | undefined => use(Here);

function drive(read: DriverTripView, nowMs: number, box: Outbox<Load>): Driven {
  const pressed = entriesOf(notYetIn(box, instant(nowMs)), "drive").filter(
    (e) => !e.load.unsure || box.answers.has(e.id),
  );
  const trip = replayDrive(
    read,
    pressed.map((e) => e.load.event),
  );
  const inHand = ({ list }: DriverTripView) => list.find((s) => CURRENT_STOP_STATES.includes(s.state));
  const running = isInHand(trip);
  // The way was read for the stop that was next then.
  const nextLeg = inHand(read)?.stopId === inHand(trip)?.stopId ? trip.nextLeg : null;
  return { trip: { ...trip, nextLeg }, stop: running ? inHand(trip) : undefined, running, nowMs };
}

/** A bus that broke down at a gate is still unloaded there. */
const isInHand = ({ state, list }: DriverTripView) =>
  state === "broken_down" ? list.some((x) => AT_GATE_STOP_STATES.includes(x.state)) : state === "running";
