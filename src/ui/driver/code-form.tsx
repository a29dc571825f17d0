"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { DriverStopView, PileView } from "#contract/driver.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { CODE_DIGITS, MOST_CODE_TRIES } from "#domain/movement/handover.ts";
import { refusalOf } from "../error-words.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";
import { codeIsRight } from "./check-code.ts";
import s from "./driver.module.css";
import { aboutTrip, loadOf } from "./use-press.ts";

type Props = { tripId: TripId; stop: DriverStopView; pile: PileView; onDone: () => void };

/** The six figures that the receiver reads out by phone. A slip is told at once, also without a network. */
export function CodeForm({ tripId, stop, pile, onDone }: Props) {
  const [t, common, errorWords] = [useT("driver"), useT("common"), useErrorWords()];
  const router = useRouter();
  const { outbox } = useOutbox();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(MOST_CODE_TRIES - pile.codeTries);
  const [wrong, setWrong] = useState(false);
  const [error, setError] = useState<string>();
  const [unsure, setUnsure] = useState(false);

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
    const typed = loadOf(tripId, { act: "code", stopId: stop.stopId, gridId: pile.gridId, code }, stop);
    const { id } = typed.event;
    if (here) {
      onDone();
      return outbox?.put(aboutTrip(tripId), typed, { id });
    }
    const answer = await outbox?.ask(aboutTrip(tripId), { ...typed, unsure: true }, id);
    if (!answer && here === undefined) return setUnsure(true);
    if (!answer) {
      // This phone knows that it is wrong: nothing is to be told of it later.
      void outbox?.putAway(id);
      setLeft(left - 1);
      return setWrong(true);
    }
    router.refresh();
    if (answer.trouble === null) return onDone();
    // Read here and now; what the server says to one that had to wait stays until it is read.
    void outbox?.putAway(id);
    const { guard, triesLeft } = refusalOf({ data: answer.detail });
    if (guard !== "handover_code_right") return setError(errorWords({ data: answer.detail }));
    setLeft(Number(triesLeft));
    setWrong(true);
  };

  if (unsure)
    return (
      <InfoNote tone="ink" icon="cloud-off" title={t("alone.code.unsure")}>
        {t("alone.code.unsure.what")}
      </InfoNote>
    );
  return (
    <form className={s.choices} onSubmit={send}>
      <Field
        label={t("alone.code.label")}
        hint={t("alone.code.hint", { gatherer: common(`gatherer.${stop.aggregator}`) })}
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
