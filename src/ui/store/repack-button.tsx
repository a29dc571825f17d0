"use client";
import { useState } from "react";
import type { StoreBatchView } from "#contract/store.ts";
import { Icon } from "../icons/icon.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { SelectField } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

type Props = Pick<StoreBatchView, "batchId" | "packages"> & { place: string };

/** Sends a packed batch, or one package of it, back to the pickers. */
export function RepackButton({ batchId, packages, place }: Props) {
  const { run, busy, error, t } = useStoreAct();
  const [open, setOpen] = useState(false);
  const [which, setWhich] = useState("");
  const send = async (reason: string) => {
    const packageVersionId = packages.find((p) => p.packageVersionId === which)?.packageVersionId;
    const done = await run((c) =>
      c.supply.repack.mutate({ batchId, reason, ...(packageVersionId ? { packageVersionId } : {}) }),
    );
    if (done) setOpen(false);
  };
  return (
    <>
      <button
        type="button"
        className={s.way}
        title={t("repack.open")}
        aria-label={`${t("repack.open")} ${place}`}
        onClick={() => setOpen(true)}
      >
        <Icon name="undo-2" size={18} />
      </button>
      <Dialog open={open} title={t("repack.title", { place })} onClose={() => setOpen(false)}>
        <ReasonForm act={t("repack.do")} busy={busy} onAct={send}>
          {error && <ErrorNote>{error}</ErrorNote>}
          <InfoNote>{t("repack.what")}</InfoNote>
          {packages.length > 1 && (
            <SelectField label={t("repack.which")} value={which} onChange={(e) => setWhich(e.target.value)}>
              <option value="">{t("repack.all")}</option>
              {packages.map((p) => (
                <option key={p.packageVersionId} value={p.packageVersionId}>
                  {p.letter}
                </option>
              ))}
            </SelectField>
          )}
        </ReasonForm>
      </Dialog>
    </>
  );
}
