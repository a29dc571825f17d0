"use client";
import { useState } from "react";
import { formatYuanShort } from "../format/money.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import { readYuan } from "./cash-amount.tsx";
import s from "./rows.module.css";

/** Pays the box into the bank as it was counted; when it is not what the books say, the worker writes why. */
export function BankCash({ boxFen }: { boxFen: number }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const countedFen = readYuan(text);
  const differs = countedFen !== null && countedFen !== boxFen;
  const diff = formatYuanShort(Math.abs(boxFen - (countedFen ?? 0)));
  const bank = (amountFen: number) =>
    act(
      (c) => c.grid.bankCash.mutate({ amountFen, boxFen, ...(differs ? { reason: reason.trim() } : {}) }),
      () => setOpen(false),
    );
  return (
    <>
      <Button kind="filled" size={60} wide icon="wallet" onClick={() => setOpen(true)}>
        {t("cash.bank")}
      </Button>
      <Dialog open={open} title={t("cash.bank")} onClose={() => setOpen(false)}>
        <div className={s.stack}>
          <Field
            label={t("cash.bank.input")}
            hint={t("cash.bank.words")}
            inputMode="decimal"
            autoComplete="off"
            value={text}
            onChange={(e) => setText(e.target.value.replace(/[^\d.]/g, ""))}
            error={
              differs
                ? t(countedFen < boxFen ? "cash.bank.short" : "cash.bank.over", {
                    price: formatYuanShort(boxFen),
                    diff,
                  })
                : undefined
            }
          />
          {differs && (
            <Field
              label={t("cash.bank.why")}
              maxLength={200}
              value={reason}
              onChange={(e) => setReason(e.target.value)}
            />
          )}
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button
            kind="filled"
            size={60}
            wide
            disabled={busy || countedFen === null || (differs && !reason.trim())}
            onClick={() => countedFen !== null && bank(countedFen)}
          >
            {t("cash.bank.do", { price: formatYuanShort(countedFen ?? 0) })}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
