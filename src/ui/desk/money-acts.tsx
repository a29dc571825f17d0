"use client";
import { useState } from "react";
import type { MoneyRow } from "#contract/money.ts";
import { formatYuan } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatOrderNumber } from "../format/order-number.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";

/** One payment: found on the statement with the amount that came in, or not found; or a refund that is on its way. */
export function MoneyActs({ row }: { row: MoneyRow }) {
  const t = useT("desk");
  const locale = useLocale();
  return (
    <div className={s.acts}>
      <h3>{`${formatOrderNumber(row)} · ${pickName(row.place, locale)}`}</h3>
      {row.cancelled && <InfoNote icon="circle-x">{t("money.cancelled")}</InfoNote>}
      {row.state === "claimed" ? <Claimed row={row} /> : <Refund row={row} />}
    </div>
  );
}

function Claimed({ row: { orderId, amountFen: saidFen, openFen } }: { row: MoneyRow }) {
  const t = useT("desk");
  const { act, busy, error } = useAct();
  const [text, setText] = useState((saidFen / 100).toFixed(2));
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const amountFen = /^\d{1,7}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : 0;
  const reject = () => {
    setMissing(!reason.trim());
    if (reason.trim()) void act((c) => c.money.reject.mutate({ orderId, reason: reason.trim() }));
  };
  const after = openFen - amountFen;
  return (
    <>
      <p className={s.sub}>{t("money.said", { said: formatYuan(saidFen), open: formatYuan(openFen) })}</p>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Field
        label={t("money.came")}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(e) => setText(e.target.value.replace(/[^\d.]/g, ""))}
      />
      <p className={s.sub} role="status">
        {amountFen === 0
          ? undefined
          : after > 0
            ? t("money.after.open", { amount: formatYuan(after) })
            : after < 0
              ? t("money.after.back", { amount: formatYuan(-after) })
              : t("money.after.even")}
      </p>
      <Button
        kind="filled"
        wide
        disabled={busy || amountFen === 0}
        onClick={() => act((c) => c.money.match.mutate({ orderId, amountFen }))}
      >
        {t("money.match", { amount: formatYuan(amountFen) })}
      </Button>
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
  );
}

function Refund({ row: { orderId, amountFen, backBy } }: { row: MoneyRow }) {
  const t = useT("desk");
  const { act, busy, error } = useAct();
  return (
    <>
      {backBy && <p className={s.sub}>{t(`money.back.${backBy}`)}</p>}
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button
        kind={backBy === "cash" ? undefined : "filled"}
        wide
        disabled={busy}
        onClick={() => act((c) => c.money.refund.mutate({ orderId, amountFen }))}
      >
        {t("money.refund", { amount: formatYuan(amountFen) })}
      </Button>
    </>
  );
}
