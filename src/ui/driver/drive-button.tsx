"use client";
import type { MouseEvent } from "react";
import type { DriverStopView } from "#contract/driver.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import type { IconName } from "../icons/icon-name.ts";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";
import { type Press, usePress } from "./use-press.ts";

export type DriveAct = Extract<Press, { act: "depart" | "resume" | "return" | "arrive" | "unload" }>;

const ICON: Readonly<Record<DriveAct["act"], IconName>> = {
  depart: "play",
  arrive: "map-pin-check",
  unload: "package-open",
  return: "warehouse",
  resume: "play",
};

/** The one thing to press now, under the thumb. */
export function DriveButton({
  tripId,
  stop,
  next,
}: {
  tripId: TripId;
  stop?: DriverStopView | undefined;
  next: DriveAct;
}) {
  const t = useT("driver");
  const press = usePress(tripId, stop);
  // The next act stands in the same place at once: the second half of a double tap does not press it.
  const onClick = (event: MouseEvent) => event.detail < 2 && press(next);
  return (
    <Button kind="filled" size={96} wide icon={ICON[next.act]} onClick={onClick}>
      {t(`act.${next.act}`)}
    </Button>
  );
}
