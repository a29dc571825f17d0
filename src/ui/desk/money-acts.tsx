"use client";
import { useState } from "react";
import type { MoneyRow } from "#contract/money.ts";
import { formatYuan } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";

/** One payment: found on the statement or not, or paid back. The amount is the books', said on the button. */
export function MoneyActs({ row }: { row: MoneyRow }) {
  const t = useT("desk");
  const locale = useLocale();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const { act, busy, error } = useAct();
  const { orderId, amountFen } = row;
  const reject = () => {
    setMissing(!reason.trim());
    if (reason.trim()) void act((c) => c.money.reject.mutate({ orderId, reason: reason.trim() }));
  };
  const amount = formatYuan(amountFen);
  return (
    <div className={s.acts}>
      <h3>{`${row.number} · ${pickName(row.place, locale)}`}</h3>
      {error && <ErrorNote>{error}</ErrorNote>}
      {amountFen <= 0 ? (
        <InfoNote tone="bad" icon="triangle-alert">
          {t("money.nothing")}
        </InfoNote>
      ) : row.state === "claimed" ? (
        <Button
          kind="filled"
          wide
          disabled={busy}
          onClick={() => act((c) => c.money.match.mutate({ orderId, amountFen }))}
        >
          {t("money.match", { amount })}
        </Button>
      ) : (
        <Button
          kind="filled"
          wide
          disabled={busy}
          onClick={() => act((c) => c.money.refund.mutate({ orderId, amountFen }))}
        >
          {t("money.refund", { amount })}
        </Button>
      )}
      {row.state === "claimed" && (
        <>
          <Field
            label={t("money.reason")}
            value={reason}
            maxLength={200}
            onChange={(e) => setReason(e.target.value)}
            error={missing ? t("money.reason.missing") : undefined}
          />
          <Button kind="bad" disabled={busy} onClick={reject}>
            {t("money.reject")}
          </Button>
        </>
      )}
    </div>
  );
}
