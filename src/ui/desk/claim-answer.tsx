"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { api } from "../api.ts";
import { errorWords } from "../error-words.ts";
import { Button } from "../kit/button.tsx";
import { Field, TextField } from "../kit/field.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { useT } from "../words/use-t.ts";
import s from "./form.module.css";

type Answer = "refund" | "replace" | "credit" | "reject";
const ANSWERS: readonly Answer[] = ["refund", "replace", "credit", "reject"];

/** What the desk decides about a claim, with the words that the home will read. */
export function ClaimAnswer({ claimId }: { claimId: string }) {
  const t = useT("desk");
  const words = useT("errors");
  const router = useRouter();
  const [answer, setAnswer] = useState<Answer>("refund");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const said = String(data.get("words") ?? "").trim();
    const amountFen = Math.round(Number(data.get("amount")) * 100);
    if (answer === "refund" ? !(amountFen > 0) : said === "") return setWrong(t("claims.incomplete"));
    setBusy(true);
    setWrong("");
    try {
      await (await api()).claims.answer.mutate(
        answer === "refund" ? { answer, claimId, amountFen, words: said } : { answer, claimId, words: said },
      );
      router.refresh();
    } catch (error) {
      const { data: d } = error as { data?: { app?: { detail?: { kind?: string } } } };
      setWrong(d?.app?.detail?.kind === "more_than_paid" ? t("claims.more_than_paid") : errorWords(error, words));
    }
    setBusy(false);
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
      {answer === "refund" && <Field label={t("claims.amount")} name="amount" inputMode="decimal" maxLength={8} />}
      <TextField label={t("claims.words")} name="words" rows={2} maxLength={300} />
      {wrong && <p role="alert">{wrong}</p>}
      <Button type="submit" kind="act" disabled={busy}>
        {busy ? t("claims.sending") : t("claims.send")}
      </Button>
    </form>
  );
}
