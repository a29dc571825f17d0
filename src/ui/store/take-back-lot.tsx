"use client";
import { useState } from "react";
import type { LotId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useStoreAct } from "./use-store-act.ts";

/** Takes a lot that was written down wrongly out of the ledger again; it stays there with the reason. */
export function TakeBackLot({ lotId, code }: { lotId: LotId; code: string }) {
  const { run, busy, error, t } = useStoreAct();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={36} aria-label={t("ledger.take.back.of", { code })} onClick={() => setOpen(true)}>
        {t("ledger.take.back")}
      </Button>
      <Dialog open={open} title={t("ledger.take.back.of", { code })} onClose={() => setOpen(false)}>
        {error && <ErrorNote>{error}</ErrorNote>}
        <ReasonForm
          act={t("ledger.take.back")}
          busy={busy}
          onAct={async (reason) => {
            if (await run((c) => c.supply.takeBackLot.mutate({ lotId, reason }))) setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
}
