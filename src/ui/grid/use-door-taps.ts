import { useEffect, useState } from "react";
import type { DoorEvent, DoorWalkView } from "#contract/grid-doors.ts";
import { instant } from "#domain/kernel/time.ts";
import { notYetIn } from "#domain/offline/outbox.ts";
import { replayDoors } from "#domain/offline/replay-doors.ts";
import { entriesOf } from "../outbox/of-kind.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";

/**
 * What was done at doors on this phone: each act goes into the outbox and is held there, so that the last one can be
 * taken back for `undoMs`, until the next one, or until the screen is left.
 * @returns `left`: the homes that are still to be gone to, with what waits in the outbox laid over what the server said;
 *   `last`: the act that can be taken back, and at which room, which the server may have taken off the list by now
 */
export function useDoorTaps(view: DoorWalkView, undoMs: number) {
  const { outbox, state } = useOutbox();
  const [last, setLast] = useState<{ readonly event: DoorEvent; readonly room: string }>();
  useEffect(() => {
    if (!last) return;
    const timer = setTimeout(() => {
      setLast(undefined);
      void outbox?.release();
    }, undoMs);
    return () => clearTimeout(timer);
  }, [last, outbox, undoMs]);
  useEffect(() => () => void outbox?.release(), [outbox]);

  const taps = entriesOf(notYetIn(state.box, instant(view.nowMs)), "door").map((e) => e.load.event);
  const tap = (event: DoorEvent, room: string) => {
    setLast({ event, room });
    void outbox?.put(event.orderId, { kind: "door", event, room }, { id: event.id, hold: true });
  };
  const takeBack = () => {
    if (last) void outbox?.putAway(last.event.id);
    setLast(undefined);
  };
  return { left: replayDoors(view.homes, taps, "grid"), last, tap, takeBack };
}
