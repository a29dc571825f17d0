"use client";
import type { TripId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { CallButton } from "../movement/call-button.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./driver.module.css";

/** The bus stands: take it back while nobody has acted on it, or call dispatch. */
export function GoOn({ tripId }: { tripId: TripId }) {
  const t = useT("driver");
  const { act, busy, error } = useAct();
  return (
    <div className={s.choices}>
      <InfoNote>{t("go_on.what")}</InfoNote>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button
        size={60}
        wide
        icon="undo-2"
        disabled={busy}
        onClick={() => act((c) => c.movement.goOn.mutate({ tripId }))}
      >
        {t("go_on")}
      </Button>
      <CallButton tripId={tripId} whom="dispatch" size={60} wide>
        {t("call.dispatch")}
      </CallButton>
    </div>
  );
}
