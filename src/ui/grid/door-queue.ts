"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { DoorEvent, DoorOutcome } from "#contract/grid.ts";
import { api } from "../api.ts";

const UNDO_MS = 8_000;
const KEPT = "grid.doors";

const kept = (): DoorEvent[] => {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]") as DoorEvent[];
  } catch {
    return [];
  }
};
/** Works without a secure context, as on a phone that opens the demo over plain http. */
export function newEventId(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(b, (n) => n.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Door events on their way. The last one waits until the next tap or eight seconds and can be taken back; what is not
 * sent yet is kept on this device, so a reload sends it, and its id makes sending twice harmless.
 */
export function useDoorQueue(onOutcome: (event: DoorEvent, outcome: DoorOutcome | null) => void) {
  const [last, setLast] = useState<DoorEvent>();
  const [sending, setSending] = useState(false);
  const queue = useRef<DoorEvent[]>([]);
  const held = useRef<DoorEvent>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
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
    setSending(true);
    try {
      const { outcomes } = await (await api()).grid.recordDoors.mutate({ events });
      for (const event of events) tell.current(event, outcomes.find((o) => o.id === event.id) ?? null);
    } catch {
      // Not answered: it may or may not have arrived. It stays here, and the same ids are sent with the next tap.
      queue.current = [...events, ...queue.current];
      for (const event of events) tell.current(event, null);
    }
    setSending(false);
    keep();
  }, [keep]);

  useEffect(() => {
    queue.current = kept();
    void flush();
    const leave = () => void flush();
    window.addEventListener("online", leave);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("online", leave);
      window.removeEventListener("pagehide", leave);
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
  return { add, undo, last, sending };
}
