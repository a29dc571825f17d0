"use client";
import type { DriveEvent } from "#contract/drive.ts";
import type { DriverStopView } from "#contract/driver.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { deviceNow } from "../kit/device-now.ts";
import { newKey } from "../new-key.ts";
import type { DriveLoad } from "../outbox/load.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";

type Bare<E> = E extends unknown ? Omit<E, "id" | "deviceAt"> : never;
/** What is pressed, before it has its number and its time. */
export type Press = Bare<DriveEvent>;

/** Whose order is kept: all that is pressed on one trip. */
export const aboutTrip = (tripId: TripId): string => `trip ${tripId}`;

/** Puts what the driver presses into the outbox: it counts on his screen at once, and is sent when there is a network. */
export function usePress(tripId: TripId, stop?: Pick<DriverStopView, "name">): (press: Press) => void {
  const { outbox } = useOutbox();
  return (press) => {
    const load = loadOf(tripId, press, stop);
    void outbox?.put(aboutTrip(tripId), load, { id: load.event.id });
  };
}

export function loadOf(tripId: TripId, press: Press, stop: Pick<DriverStopView, "name"> | undefined): DriveLoad {
  const event = { ...press, id: newKey(), deviceAt: deviceNow() } as DriveEvent;
  return { kind: "drive", tripId, event, place: stop?.name ?? null };
}
