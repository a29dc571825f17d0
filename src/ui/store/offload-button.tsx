"use client";
import { useState } from "react";
import type { BatchId, TripId } from "#domain/kernel/ids.ts";
import { Icon } from "../icons/icon.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

type Props = { batchId: BatchId; tripId: TripId; place: string; bus: string };

/** Takes a loaded batch off a sealed bus, which then gets a new seal. */
export function OffloadButton({ batchId, tripId, place, bus }: Props) {
  const { run, busy, error, t } = useStoreAct();
  const [open, setOpen] = useState(false);
  const [seal, setSeal] = useState("");
  const [missing, setMissing] = useState(false);
  const send = async (reason: string) => {
    const sealNumber = seal.trim();
    setMissing(sealNumber.length < 2);
    if (sealNumber.length < 2) return;
    if (await run((c) => c.supply.offload.mutate({ batchId, tripId, sealNumber, reason }))) setOpen(false);
  };
  return (
    <>
      <button
        type="button"
        className={s.way}
        title={t("offload.open")}
        aria-label={`${t("offload.open")} ${place}`}
        onClick={() => setOpen(true)}
      >
        <Icon name="undo-2" size={18} />
      </button>
      <Dialog open={open} title={t("offload.title", { place, bus })} onClose={() => setOpen(false)}>
        <ReasonForm act={t("offload.do")} busy={busy} onAct={send}>
          {error && <ErrorNote>{error}</ErrorNote>}
          <InfoNote>{t("offload.what")}</InfoNote>
          <Field
            label={t("offload.seal")}
            value={seal}
            maxLength={40}
            autoComplete="off"
            onChange={(e) => setSeal(e.target.value)}
            error={missing ? t("offload.seal.missing") : undefined}
          />
        </ReasonForm>
      </Dialog>
    </>
  );
}
