"use client";
import { useState } from "react";
import type { OrderId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import { CancelForHome } from "./cancel-for-home.tsx";
import s from "./rows.module.css";

/** Keep with a word for the record, or cancel with a reason. */
export function ReviewDecision({ orderId, first }: { orderId: OrderId; first: boolean }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState(t("review.keep.default"));
  return (
    <div className={s.pair}>
      <Button kind={first ? "filled" : "act"} size={54} wide onClick={() => setOpen(true)}>
        {t("review.keep")}
      </Button>
      <CancelForHome orderId={orderId} />
      <Dialog open={open} title={t("review.keep")} onClose={() => setOpen(false)}>
        <div className={s.stack}>
          <Field
            label={t("review.keep.why")}
            hint={t("review.keep.hint")}
            value={reason}
            maxLength={200}
            onChange={(e) => setReason(e.target.value)}
          />
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button
            kind="filled"
            size={60}
            wide
            disabled={busy || reason.trim() === ""}
            onClick={() =>
              act(
                (c) => c.grid.resolveReview.mutate({ orderId, decision: "keep", reason }),
                () => setOpen(false),
              )
            }
          >
            {t("review.keep")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
