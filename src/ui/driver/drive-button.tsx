"use client";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import type { IconName } from "../icons/icon-name.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";

export type DriveAct =
  | { readonly act: "depart"; readonly tripId: TripId }
  | { readonly act: "return"; readonly tripId: TripId }
  | { readonly act: "resume"; readonly tripId: TripId }
  | { readonly act: "arrive" | "unload"; readonly stopId: StopId };

const ICON: Readonly<Record<DriveAct["act"], IconName>> = {
  depart: "play",
  arrive: "map-pin-check",
  unload: "package-open",
  return: "warehouse",
  resume: "play",
};

/** The one thing to press now, under the thumb. */
export function DriveButton({ next }: { next: DriveAct }) {
  const t = useT("driver");
  const { act, busy, error } = useAct();
  const press = () =>
    act(({ movement }): Promise<unknown> => {
      if (next.act === "depart") return movement.depart.mutate({ tripId: next.tripId });
      if (next.act === "resume") return movement.resume.mutate({ tripId: next.tripId });
      if (next.act === "return") return movement.return.mutate({ tripId: next.tripId });
      return movement.atStop.mutate({ stopId: next.stopId, act: next.act });
    });
  return (
    <>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button kind="filled" size={96} wide icon={ICON[next.act]} disabled={busy} onClick={press}>
        {t(`act.${next.act}`)}
      </Button>
    </>
  );
}
