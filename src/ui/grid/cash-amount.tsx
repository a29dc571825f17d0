"use client";
import { useState } from "react";
import { formatYuanShort } from "../format/money.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** Yuan as somebody types them, in fen; null while it is no amount. */
export const readYuan = (text: string): number | null =>
  /^\d{1,7}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null;

/** Fen as somebody would type them, in yuan: `50`, `12.50`. */
export const writeYuan = (fen: number): string => (fen / 100).toFixed(fen % 100 === 0 ? 0 : 2);

type Props = { dueFen: number; busy: boolean; onTake: (amountFen: number, words: string | undefined) => void };

/** What was given: just what is due by one tap, or another amount with a word about it and what is open afterwards. */
export function CashAmount({ dueFen, busy, onTake }: Props) {
  const t = useT("grid");
  const [other, setOther] = useState(false);
  const [text, setText] = useState("");
  const [words, setWords] = useState("");
  const given = readYuan(text);
  const price = formatYuanShort(dueFen);
  if (!other)
    return (
      <div className={s.stack}>
        {dueFen > 0 && (
          <Button kind="filled" size={60} wide disabled={busy} onClick={() => onTake(dueFen, undefined)}>
            {t("pay.cash.do", { price })}
          </Button>
        )}
        <Button size={54} wide onClick={() => setOther(true)}>
          {t("pay.cash.other")}
        </Button>
      </div>
    );
  const after =
    given === null || given === 0
      ? undefined
      : given < dueFen
        ? t("pay.cash.short", { price: formatYuanShort(dueFen - given) })
        : given > dueFen
          ? t("pay.cash.over", { price: formatYuanShort(given - dueFen) })
          : t("pay.cash.even");
  return (
    <div className={s.stack}>
      <Field
        label={t("pay.cash.given")}
        hint={t("pay.cash.given.hint")}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(e) => setText(e.target.value.replace(/[^\d.]/g, ""))}
      />
      <Field label={t("pay.cash.words")} maxLength={200} value={words} onChange={(e) => setWords(e.target.value)} />
      <p role="status" className={s.quiet}>
        {after}
      </p>
      <Button
        kind="filled"
        size={60}
        wide
        disabled={busy || !given}
        onClick={() => given && onTake(given, words.trim() || undefined)}
      >
        {t("pay.cash.write", { price: formatYuanShort(given ?? 0) })}
      </Button>
    </div>
  );
}
