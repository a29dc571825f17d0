"use client";
import { type FormEvent, useState } from "react";
import { Button } from "../kit/button.tsx";
import { Field, TextField } from "../kit/field.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./form.module.css";

type Answer = "refund" | "replace" | "credit" | "reject";
const ANSWERS: readonly Answer[] = ["refund", "replace", "credit", "reject"];

/** What the desk decides about a claim, with the words that the home will read. */
export function ClaimAnswer({ claimId }: { claimId: string }) {
  const t = useT("desk");
  const [answer, setAnswer] = useState<Answer>("refund");
  const [incomplete, setIncomplete] = useState(false);
  const { act, busy, error } = useAct();
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const said = String(data.get("words") ?? "").trim();
    const amountFen = Math.round(Number(data.get("amount")) * 100);
    const inMoney = answer === "refund" || answer === "credit";
    const missing = inMoney ? !(amountFen > 0) : said === "";
    setIncomplete(missing);
    if (missing) return;
    await act((c) =>
      c.claims.answer.mutate(inMoney ? { answer, claimId, amountFen, words: said } : { answer, claimId, words: said }),
    );
  };
  return (
    <form className={s.stack} onSubmit={send} noValidate>
      <RadioCards
        name={`answer-${claimId}`}
        legend={t("claims.choose")}
        cards={ANSWERS.map((value) => ({ value, label: t(`claims.${value}`) }))}
        value={answer}
        onChange={(value) => setAnswer(ANSWERS.find((a) => a === value) ?? "refund")}
      />
      {(answer === "refund" || answer === "credit") && (
        <Field label={t(`claims.amount.${answer}`)} name="amount" inputMode="decimal" maxLength={8} />
      )}
      <TextField label={t("claims.words")} name="words" rows={2} maxLength={300} />
      {(incomplete || error) && <p role="alert">{incomplete ? t("claims.incomplete") : error}</p>}
      <Button type="submit" kind="act" disabled={busy}>
        {busy ? t("claims.sending") : t("claims.send")}
      </Button>
    </form>
  );
}
