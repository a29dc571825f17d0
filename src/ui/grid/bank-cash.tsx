"use client";
import { useState } from "react";
import { formatYuanShort } from "../format/money.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** Pays the box into the bank; the worker types what he counted, and it must be what the books say. */
export function BankCash({ boxFen }: { boxFen: number }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const countedFen = /^\d+(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null;
  const differs = countedFen !== null && countedFen !== boxFen;
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
                ? t("cash.bank.differs", {
                    price: formatYuanShort(boxFen),
                    diff: formatYuanShort(Math.abs(boxFen - (countedFen ?? 0))),
                  })
                : undefined
            }
          />
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button
            kind="filled"
            size={60}
            wide
            disabled={busy || countedFen !== boxFen}
            onClick={() =>
              act(
                (c) => c.grid.bankCash.mutate({ amountFen: boxFen }),
                () => setOpen(false),
              )
            }
          >
            {t("cash.bank.do", { price: formatYuanShort(countedFen ?? 0) })}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
