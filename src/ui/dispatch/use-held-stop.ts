"use client";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { PlanView } from "#contract/dispatch.ts";
import type { ChangePrice, PlanChange } from "#contract/plan-edits.ts";
import type { BatchId, PlanId } from "#domain/kernel/ids.ts";
import { api } from "../api.ts";
import { useErrorWords } from "../use-error-words.ts";
import {
  type DropPlace,
  dropPlaces,
  type HeldStop,
  holdAt,
  isSamePlace,
  placeAtHour,
  placeOfHeld,
} from "./drop-places.ts";
import { scrollNear } from "./scroll-near.ts";
import { lastLeaveMs } from "./trip-labels.ts";
import { toChange, toTripAt } from "./use-plan-change.ts";

/** A stop that is being moved: where it would be put, and what that would cost, as soon as it is known. */
export type Hold = {
  readonly stop: HeldStop;
  readonly by: "pointer" | "keys";
  readonly at: DropPlace | undefined;
  readonly x: number;
  readonly y: number;
  readonly price?: ChangePrice | undefined;
  readonly error?: string | undefined;
  /** It was let go, and did not stay where it was put. */
  readonly putBack?: boolean;
};

/** So far a pointer goes before it is a move and not a tap. */
const SLOP_PX = 6;

/**
 * Stops are taken up in the list, on the timeline and on the map and let go in any of them, by pointer, finger or keys:
 * what is marked `data-hold` is taken up, what is marked `data-drop` takes it. Each place is priced while it is there, one
 * question at a time; what is not allowed goes back, and the reason is said.
 */
export function useHeldStop(view: PlanView, onTake: (change: PlanChange, placeId: string) => void) {
  const words = useErrorWords();
  const [hold, setHold] = useState<Hold>();
  const asking = useRef<{ wanted?: PlanChange | undefined; last: Promise<ChangePrice | undefined> }>({
    last: Promise.resolve(undefined),
  });
  const trips = view.trips.filter((x) => x.state === null);
  const open = view.plan?.state === "proposed" ? view.plan : null;

  const changeOf = (stop: HeldStop, at: DropPlace | undefined): PlanChange | undefined => {
    const trip = trips.find((x) => x.id === at?.tripId);
    const own = trips.find((x) => x.id === stop.tripId);
    if (!open || !at || !trip || isSamePlace(at, placeOfHeld(trips, stop))) return undefined;
    const moved = {
      planId: open.id as PlanId,
      batchIds: stop.batchIds as BatchId[],
      from: own ? toTripAt(trips, own) : null,
    };
    return toChange(moved, { ...toTripAt(trips, trip), before: at.before as BatchId | null });
  };
  const put = (next: Hold) => {
    setHold(next);
    const change = changeOf(next.stop, next.at);
    const mine = asking.current;
    mine.wanted = change;
    if (!change || !open) return;
    const isWanted = () => mine.wanted === change;
    mine.last = mine.last.then(async () => {
      if (!isWanted()) return undefined;
      try {
        const price = await (await api()).movement.priceChange.query({ planId: open.id as PlanId, change });
        if (isWanted()) setHold((h) => h && { ...h, price });
        return price;
      } catch (e) {
        if (isWanted()) setHold((h) => h && { ...h, error: words(e) });
        return undefined;
      }
    });
  };
  const putBack = () => {
    asking.current.wanted = undefined;
    setHold(undefined);
  };
  /** Nothing is let go before its price is known. */
  const letGo = async (held: Hold) => {
    const change = asking.current.wanted;
    if (!change) return putBack();
    const price = await asking.current.last;
    if (asking.current.wanted !== change) return;
    if (!price?.allowed) return setHold((h) => h && { ...h, putBack: true });
    putBack();
    onTake(change, held.stop.placeId);
  };

  const dropAt = (stop: HeldStop, x: number, y: number): DropPlace | undefined => {
    const at = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-drop]");
    const { drop, dropTrip } = at?.dataset ?? {};
    const place = at?.dataset.dropPlace;
    const trip = trips.find((t) =>
      dropTrip ? t.id === dropTrip : t.storeId === stop.storeId && t.stops.some((s) => s.placeId === place),
    );
    if (!at || !trip) return undefined;
    if (drop === "hour") {
      const bar = at.getBoundingClientRect();
      const share = (x - bar.left) / Math.max(1, bar.width);
      return placeAtHour(trip, stop, trip.dockMs + share * (lastLeaveMs(trip) - trip.dockMs));
    }
    if (drop === "last") return { tripId: trip.id, before: null };
    const before = trip.stops.find((s) => s.placeId === place)?.batchIds[0] ?? null;
    return before && stop.batchIds.includes(before) ? placeOfHeld(trips, stop) : { tripId: trip.id, before };
  };

  const heldBy = (target: EventTarget): HeldStop | undefined => {
    const from = open && target instanceof Element ? target.closest<HTMLElement>("[data-hold]") : null;
    const stop = from?.dataset.hold && holdAt(trips, view.leftOut, from.dataset.hold, from.dataset.holdTrip);
    const trip = stop ? trips.find((x) => x.id === stop.tripId) : undefined;
    return stop && !trip?.locked ? stop : undefined;
  };
  const onPointerDown = (event: PointerEvent) => {
    if (hold?.putBack) putBack();
    const stop = heldBy(event.target);
    if (!stop || event.button !== 0) return;
    const [x0, y0] = [event.clientX, event.clientY];
    let held: Hold | undefined;
    const done = new AbortController();
    const { signal } = done;
    const move = ({ clientX: x, clientY: y }: globalThis.PointerEvent) => {
      if (!held && Math.hypot(x - x0, y - y0) < SLOP_PX) return;
      scrollNear(x, y);
      const at = dropAt(stop, x, y);
      const elsewhere = !held || !isSamePlace(held.at, at);
      held = { stop, by: "pointer", at, x, y };
      if (elsewhere) put(held);
      else setHold((h) => h && { ...h, x, y });
    };
    const end = () => {
      done.abort();
      if (held) void letGo(held);
    };
    const cancel = () => {
      done.abort();
      putBack();
    };
    addEventListener("pointermove", move, { signal });
    addEventListener("pointerup", end, { signal });
    addEventListener("pointercancel", cancel, { signal });
    addEventListener("keydown", (e) => e.key === "Escape" && cancel(), { signal });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (hold?.putBack) return putBack();
    const stop = heldBy(event.target);
    if (!stop || !(event.target instanceof HTMLButtonElement)) return;
    const lets = event.key === "Enter" || event.key === " ";
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const held = hold?.by === "keys" ? hold : undefined;
    if (!lets && !(held && (step !== 0 || event.key === "Escape"))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!held) return put({ stop, by: "keys", at: placeOfHeld(trips, stop), x: 0, y: 0 });
    if (event.key === "Escape") return putBack();
    if (lets) return void letGo(held);
    const places = dropPlaces(trips, stop);
    const now = places.findIndex((place) => isSamePlace(place, held.at));
    put({
      ...held,
      at: places[Math.min(places.length - 1, Math.max(0, now + step))],
      price: undefined,
      error: undefined,
    });
  };
  /** A map is not dragged along with a stop of its own. */
  const stay = (event: { target: EventTarget; stopPropagation: () => void }) => {
    if (heldBy(event.target)) event.stopPropagation();
  };
  return { hold, handlers: { onPointerDown, onKeyDown, onMouseDownCapture: stay, onTouchStartCapture: stay } };
}
