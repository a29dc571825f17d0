"use client";
import { useState } from "react";
import type { OrderId } from "#domain/kernel/ids.ts";
import { CHANGE_REASONS } from "#domain/orders/reasons.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** Cancels a home's order with one of the reasons; it asks, because stock that was given back may be gone a moment later. */
export function CancelForHome({ orderId }: { orderId: OrderId }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<string>(CHANGE_REASONS[0]);
  return (
    <>
      <Button size={54} wide onClick={() => setOpen(true)}>
        {t("order.cancel")}
      </Button>
      <Dialog open={open} title={t("order.cancel.why")} onClose={() => setOpen(false)}>
        <div className={s.stack}>
          <RadioCards
            name="reason"
            legend={t("order.cancel.why")}
            value={reason}
            onChange={setReason}
            cards={CHANGE_REASONS.map((r) => ({ value: r, label: t(`reason.${r}`) }))}
          />
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button
            kind="bad"
            size={54}
            wide
            disabled={busy}
            onClick={() =>
              act(
                (c) => c.orders.cancelForHome.mutate({ orderId, reason }),
                () => setOpen(false),
              )
            }
          >
            {t("order.cancel.do")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
