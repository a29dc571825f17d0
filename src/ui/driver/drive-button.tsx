"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { api } from "../api.ts";
import type { IconName } from "../icons/icon-name.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { driverError } from "./driver-words.ts";

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
  const [t, errors] = [useT("driver"), useT("errors")];
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const press = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { movement } = await api();
      if (next.act === "depart") await movement.depart.mutate({ tripId: next.tripId });
      else if (next.act === "resume") await movement.resume.mutate({ tripId: next.tripId });
      else if (next.act === "return") await movement.return.mutate({ tripId: next.tripId });
      else await movement.atStop.mutate({ stopId: next.stopId, act: next.act });
      router.refresh();
    } catch (e) {
      setError(driverError(e, t, errors));
    }
    setBusy(false);
  };
  return (
    <>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button kind="filled" size={96} wide icon={ICON[next.act]} disabled={busy} onClick={press}>
        {t(`act.${next.act}`)}
      </Button>
    </>
  );
}
