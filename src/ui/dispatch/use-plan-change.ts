"use client";
import { useRef, useState } from "react";
import type { PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { ChangePrice, PlanChange } from "#contract/plan-edits.ts";
import type { BatchId, PlanId, SupermarketId, VehicleId } from "#domain/kernel/ids.ts";
import { type Api, api } from "../api.ts";
import { useAct } from "../use-act.ts";
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
export function toChange({ batchIds, from }: Moved, to: Where): PlanChange {
  return from ? { kind: "move", batchIds, from, to } : { kind: "take_in", batchIds, to };
}

/** What "to" says of where something is brought. */
export type Where = Extract<PlanChange, { kind: "take_in" }>["to"];

/** A further load of a bus at a store, after those that it has. */
export function asNewTrip(trips: readonly PlanTrip[], vehicleId: string, storeId: string): Where {
  const trip = trips.filter((x) => x.state === null && x.vehicleId === vehicleId).length;
  return { vehicleId: vehicleId as VehicleId, trip, loadAt: storeId as SupermarketId };
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

/** One change that is thought of, with its price: asked anew whenever another one is chosen. */
export function usePriced(planId: PlanId) {
  const { ask, answer: price, error, busy, forget } = useAsked<ChangePrice>();
  const [change, setChange] = useState<PlanChange>();
  const think = (next: PlanChange | undefined) => {
    setChange(next);
    if (next) void ask((c) => c.movement.priceChange.query({ planId, change: next }));
    else forget();
  };
  return { think, change, price, error, busy };
}
export type Priced = ReturnType<typeof usePriced>;

/** Makes a change of the plan that is shown. */
export function useTake({ plan }: Pick<PlanView, "plan">) {
  const { act, busy, error } = useAct();
  const take = (change: PlanChange): void => {
    if (plan) void act((c) => c.movement.changePlan.mutate({ planId: plan.id as PlanId, change }));
  };
  return { take, busy, error };
}
