"use client";
import { useState } from "react";
import type { OrderId } from "#domain/kernel/ids.ts";
import { formatYuanShort } from "../format/money.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** Gives a home its money back out of the box, all of it; it asks once. */
export function GiveBack({ orderId, amountFen }: { orderId: OrderId; amountFen: number }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const price = formatYuanShort(amountFen);
  return (
    <>
      <Button kind="act" size={54} wide icon="undo-2" onClick={() => setOpen(true)}>
        {t("back.give", { price })}
      </Button>
      <Dialog open={open} title={t("back.sure", { price })} onClose={() => setOpen(false)}>
        <div className={s.stack}>
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button
            kind="filled"
            size={60}
            wide
            disabled={busy}
            onClick={() =>
              act(
                (c) => c.grid.handBackCash.mutate({ orderId, amountFen }),
                () => setOpen(false),
              )
            }
          >
            {t("back.done")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
