"use client";
import type { TripId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";

/** A broken bus with no stop ahead needs no other one for its stops: it is towed home. */
export function TowedHome({ tripId, left }: { tripId: TripId; left: boolean }) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct();
  return (
    <section className={s.road}>
      <InfoNote>{t(left ? "road.towed.left" : "road.towed.what")}</InfoNote>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button kind="act" wide disabled={busy} onClick={() => act((c) => c.movement.return.mutate({ tripId }))}>
        {t("road.towed")}
      </Button>
    </section>
  );
}
