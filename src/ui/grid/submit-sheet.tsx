"use client";
import { useState } from "react";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** 定稿. It asks, because only the community can give the sheet back. */
export function SubmitSheet({
  cycleId,
  gridId,
  homes,
  bags,
}: {
  cycleId: CycleId;
  gridId: GridId;
  homes: number;
  bags: number;
}) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="filled" size={60} wide icon="lock" onClick={() => setOpen(true)}>
        {t("sheet.submit")}
      </Button>
      <Dialog open={open} title={t("sheet.submit")} onClose={() => setOpen(false)}>
        <div className={s.stack}>
          <p>{t("sheet.submit.sure", { homes, bags })}</p>
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button
            kind="filled"
            size={60}
            wide
            disabled={busy}
            onClick={() =>
              act(
                (c) => c.sheets.submit.mutate({ cycleId, gridId }),
                () => setOpen(false),
              )
            }
          >
            {t("sheet.submit.do")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
