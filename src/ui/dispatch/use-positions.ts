"use client";
import { useEffect, useState } from "react";
import type { BusPosition } from "#contract/dispatch.ts";
import { api } from "../api.ts";

/**
 * Where buses are, as they tell it: what the page was read with, and what comes in by the stream since, which begins with
 * all that is known when it is opened, also after it was lost.
 */
export function usePositions(read: readonly BusPosition[]): ReadonlyMap<string, BusPosition> {
  const [told, setTold] = useState<ReadonlyMap<string, BusPosition>>(new Map());
  useEffect(() => {
    let stop = () => {};
    let over = false;
    void api().then((client) => {
      if (over) return;
      const stream = client.live.positions.subscribe(undefined, {
        onData: (positions) => setTold((known) => new Map([...known, ...positions.map((p) => [p.tripId, p] as const)])),
        onError: () => {},
      });
      stop = () => stream.unsubscribe();
    });
    return () => {
      over = true;
      stop();
    };
  }, []);
  const newest = new Map<string, BusPosition>(read.map((p) => [p.tripId, p]));
  for (const [tripId, p] of told) if (p.atMs >= (newest.get(tripId)?.atMs ?? 0)) newest.set(tripId, p);
  return newest;
}
