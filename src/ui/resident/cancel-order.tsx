"use client";
import { useState } from "react";
import type { OrderId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";

/** Cancels an order. It asks first, because stock that was given back may be gone a moment later: no undo could promise it. */
export function CancelOrder({ orderId }: { orderId: OrderId }) {
  const [t, common] = [useT("resident"), useT("common")];
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const cancel = () =>
    act(
      (c) => c.orders.cancel.mutate({ orderId }),
      () => setOpen(false),
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("lock.cancel")}</Button>
      <Dialog open={open} title={t("lock.cancel")} onClose={() => setOpen(false)}>
        <p>{t("lock.cancelled.ask")}</p>
        {error && <ErrorNote>{error}</ErrorNote>}
        <p style={{ display: "grid", gap: 10, marginTop: 16 }}>
          <Button kind="bad" size={54} wide disabled={busy} onClick={cancel}>
            {t("lock.cancel")}
          </Button>
          <Button size={54} wide onClick={() => setOpen(false)}>
            {common("cancel")}
          </Button>
        </p>
      </Dialog>
    </>
  );
}
