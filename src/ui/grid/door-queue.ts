"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { DoorEvent, DoorOutcome } from "#contract/grid-doors.ts";
import { api } from "../api.ts";

const UNDO_MS = 8_000;
const RETRY_MS = 10_000;
const KEPT = "grid.doors";

const kept = (): DoorEvent[] => {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]") as DoorEvent[];
  } catch {
    return [];
  }
};
/**
 * Door events on their way. The last one waits until the next tap or eight seconds and can be taken back; what is not
 * sent yet is kept on this device, so a reload sends it, and its id makes sending twice harmless.
 */
export function useDoorQueue(
  onOutcome: (event: DoorEvent, outcome: Exclude<DoorOutcome, { status: "again" }>) => void,
) {
  const [last, setLast] = useState<DoorEvent>();
  const [waiting, setWaiting] = useState(0);
  const queue = useRef<DoorEvent[]>([]);
  const held = useRef<DoorEvent>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const retry = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useRef(onOutcome);
  tell.current = onOutcome;

  const keep = useCallback(
    () => localStorage.setItem(KEPT, JSON.stringify([...queue.current, ...(held.current ? [held.current] : [])])),
    [],
  );
  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    if (held.current) queue.current.push(held.current);
    held.current = undefined;
    const events = queue.current;
    if (events.length === 0) return;
    queue.current = [];
    let again = events;
    try {
      const { outcomes } = await (await api()).grid.recordDoors.mutate({ events });
      again = events.filter((e) => outcomes.find((o) => o.id === e.id)?.status === "again");
      for (const event of events) {
        const outcome = outcomes.find((o) => o.id === event.id);
        if (outcome && outcome.status !== "again") tell.current(event, outcome);
      }
    } catch {
      // Not answered: it may or may not have arrived. It stays here, and the same ids are sent again.
    }
    queue.current = [...again, ...queue.current];
    setWaiting(queue.current.length);
    clearTimeout(retry.current);
    if (queue.current.length > 0) retry.current = setTimeout(() => void flush(), RETRY_MS);
    keep();
  }, [keep]);

  useEffect(() => {
    queue.current = kept();
    // The way to the server is fetched before the first tap, while there is a network.
    void api().catch(() => {});
    void flush();
    const leave = () => void flush();
    window.addEventListener("online", leave);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("online", leave);
      window.removeEventListener("pagehide", leave);
      clearTimeout(retry.current);
      void flush();
    };
  }, [flush]);

  const add = (event: DoorEvent) => {
    void flush();
    held.current = event;
    setLast(event);
    keep();
    timer.current = setTimeout(() => {
      setLast(undefined);
      void flush();
    }, UNDO_MS);
  };
  const undo = (): DoorEvent | undefined => {
    clearTimeout(timer.current);
    const event = held.current;
    held.current = undefined;
    setLast(undefined);
    keep();
    return event;
  };
  return { add, undo, last, waiting };
}
