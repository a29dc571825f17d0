"use client";
import { useState } from "react";
import type { GridSheetId } from "#domain/kernel/ids.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { TextField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** Takes sheets over; each is frozen with it. */
export function AcceptSheets({
  sheetIds,
  label,
  filled = false,
}: {
  sheetIds: GridSheetId[];
  label: string;
  filled?: boolean;
}) {
  const { act, busy, error } = useAct();
  return (
    <span className={s.stack}>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button
        kind={filled ? "filled" : "act"}
        size={filled ? 60 : 54}
        wide
        icon="check"
        disabled={busy}
        onClick={() => act((c) => c.sheets.accept.mutate({ sheetIds }))}
      >
        {label}
      </Button>
    </span>
  );
}

/** Sends a sheet back with the reason that whoever handed it in reads. */
export function ReturnSheet({ sheetId, aggregator }: { sheetId: GridSheetId; aggregator: Aggregator }) {
  const [t, common] = [useT("grid"), useT("common")];
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  return (
    <>
      <Button size={54} wide icon="undo-2" onClick={() => setOpen(true)}>
        {t("com.return")}
      </Button>
      <Dialog open={open} title={t("com.return")} onClose={() => setOpen(false)}>
        <div className={s.stack}>
          <TextField
            label={t("com.return.why")}
            rows={2}
            maxLength={200}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
          />
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button
            kind="bad"
            size={54}
            wide
            disabled={busy || reason.trim() === ""}
            onClick={() =>
              act(
                (c) => c.sheets.return.mutate({ sheetId, reason }),
                () => setOpen(false),
              )
            }
          >
            {t("com.return.do", { gatherer: common(`gatherer.${aggregator}`) })}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
