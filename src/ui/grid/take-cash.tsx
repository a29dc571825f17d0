"use client";
import { useState } from "react";
import type { OrderId } from "#domain/kernel/ids.ts";
import { formatYuanShort } from "../format/money.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import { CashAmount } from "./cash-amount.tsx";
import s from "./rows.module.css";
import { useReceiptId } from "./use-receipt-id.ts";

/** Books cash into the box as it was given. It asks once: money that is written down is not taken back with a tap. */
export function TakeCash({ orderId, dueFen }: { orderId: OrderId; dueFen: number }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const price = formatYuanShort(dueFen);
  const receipt = useReceiptId();
  const take = (amountFen: number, words: string | undefined) => {
    const parts = [{ orderId, amountFen, dueFen }];
    return act(
      (c) => c.grid.receiveCash.mutate({ receiptId: receipt.of({ parts }), parts, ...(words ? { words } : {}) }),
      () => {
        receipt.forget();
        setOpen(false);
      },
    );
  };
  return (
    <>
      <Button kind="act" size={54} wide icon="banknote" onClick={() => setOpen(true)}>
        {dueFen > 0 ? t("pay.cash", { price }) : t("pay.cash.any")}
      </Button>
      <Dialog
        open={open}
        title={dueFen > 0 ? t("pay.cash.sure", { price }) : t("pay.cash.any")}
        onClose={() => setOpen(false)}
      >
        <div className={s.stack}>
          {error && <ErrorNote>{error}</ErrorNote>}
          <CashAmount dueFen={dueFen} busy={busy} onTake={take} />
        </div>
      </Dialog>
    </>
  );
}
