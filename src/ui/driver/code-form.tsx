"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { DriverStopView, PileView } from "#contract/driver.ts";
import type { CodeAnswer } from "#contract/movement.ts";
import { type Instant, instant } from "#domain/kernel/time.ts";
import { CODE_DIGITS, MOST_CODE_TRIES } from "#domain/movement/handover.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { newKey } from "../new-key.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";
import { codeIsRight } from "./check-code.ts";
import s from "./driver.module.css";

type Props = { stop: DriverStopView; pile: PileView; since: number; now: number; onDone: () => void };

/** The six figures that the receiver reads out by phone. A slip is told at once, also without a network. */
export function CodeForm({ stop, pile, since, now, onDone }: Props) {
  const [t, errorWords] = [useT("driver"), useErrorWords()];
  const router = useRouter();
  const { outbox } = useOutbox();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(MOST_CODE_TRIES - pile.codeTries);
  const [wrong, setWrong] = useState(false);
  const [error, setError] = useState<string>();
  const [kept, setKept] = useState(false);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWrong(false);
    setError(undefined);
    await check();
    setBusy(false);
  };
  const check = async () => {
    const here = await codeIsRight(code, pile.codeHash, { stopId: stop.stopId, grid: pile.gridNumber });
    if (here === false && !navigator.onLine) {
      setWrong(true);
      setLeft(left - 1);
      return;
    }
    const id = newKey();
    const ofPile = { stopId: stop.stopId, gridId: pile.gridId };
    const typed = {
      ...ofPile,
      code,
      typedAt: instant(Math.round(now)),
      ...(stop.arrivedMs === null ? { hereSince: instant(Math.round(since)) as Instant } : {}),
    };
    const answer = await outbox?.ask(`pile ${ofPile.stopId} ${ofPile.gridId}`, { kind: "code", code: typed }, id);
    if (!answer) return setKept(true);
    // Read here and now; what the server says to one that had to wait is shown by `KeptCodes`.
    if (answer.trouble !== null) void outbox?.putAway(id);
    if (answer.trouble === "refused") return setError(errorWords({ data: answer.detail }));
    const { triesLeft, right } = answer.detail as CodeAnswer;
    setLeft(triesLeft);
    setWrong(!right);
    router.refresh();
    if (right) onDone();
  };

  if (kept)
    return (
      <InfoNote tone="ok" icon="cloud-off" title={t("alone.code.kept")}>
        {t("alone.code.kept.what")}
      </InfoNote>
    );
  return (
    <form className={s.choices} onSubmit={send}>
      <Field
        label={t("alone.code.label")}
        hint={t("alone.code.hint")}
        value={code}
        onChange={(e) => setCode(e.target.value.replace(/\D/g, "").slice(0, CODE_DIGITS))}
        inputMode="numeric"
        autoComplete="off"
        pattern={`[0-9]{${CODE_DIGITS}}`}
        required
        error={wrong ? t("alone.code.wrong", { n: left }) : undefined}
      />
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button type="submit" kind="filled" size={60} wide disabled={busy || left < 1 || code.length < CODE_DIGITS}>
        {t("alone.code.do", { n: pile.bags })}
      </Button>
    </form>
  );
}
