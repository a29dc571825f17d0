"use client";
import { useRef, useState } from "react";
import type { PlanTrip } from "#contract/dispatch.ts";
import type { PlanChange } from "#contract/plan-edits.ts";
import type { BatchId, PlanId, VehicleId } from "#domain/kernel/ids.ts";
import { type Api, api } from "../api.ts";
import { useErrorWords } from "../use-error-words.ts";

/** What is moved: the batches of one stop, and the trip that has them; none for those that are left out. */
export type Moved = {
  readonly planId: PlanId;
  readonly batchIds: BatchId[];
  readonly from: TripAt | null;
};
export type TripAt = { readonly vehicleId: VehicleId; readonly trip: number };

/** A proposed trip as changes name it: the nth of its bus. */
export function toTripAt(trips: readonly PlanTrip[], trip: PlanTrip): TripAt {
  const own = trips
    .filter((x) => x.state === null && x.vehicleId === trip.vehicleId)
    .toSorted((a, b) => a.dockMs - b.dockMs);
  return { vehicleId: trip.vehicleId as VehicleId, trip: own.findIndex((x) => x.id === trip.id) };
}

/** The change that brings what is moved to a place. */
export function toChange({ batchIds, from }: Moved, to: Extract<PlanChange, { kind: "take_in" }>["to"]): PlanChange {
  return from ? { kind: "move", batchIds, from, to } : { kind: "take_in", batchIds, to };
}

/** A question to the server: the answer to the last one that was asked, and the words of what went wrong. */
export function useAsked<T>() {
  const words = useErrorWords();
  const [answer, setAnswer] = useState<T>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const last = useRef(0);
  const ask = async (question: (client: Api) => Promise<T>): Promise<void> => {
    last.current += 1;
    const mine = last.current;
    setBusy(true);
    setError(undefined);
    setAnswer(undefined);
    try {
      const told = await question(await api());
      if (mine === last.current) setAnswer(() => told);
    } catch (e) {
      if (mine === last.current) setError(words(e));
    }
    if (mine === last.current) setBusy(false);
  };
  const forget = () => {
    last.current += 1;
    setAnswer(undefined);
    setError(undefined);
    setBusy(false);
  };
  return { ask, answer, error, busy, forget };
}
