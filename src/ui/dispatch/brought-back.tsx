"use client";
import { useState } from "react";
import type { PlanStop } from "#contract/dispatch.ts";
import type { StopId } from "#domain/kernel/ids.ts";
import { BACK_PLACES, type BackPlace } from "#domain/movement/stop.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";

type Props = { stopId: StopId; left: NonNullable<PlanStop["left"]> };

/** The bus is home with bags of a stop that it passed by: first they are counted, then they ride on or are paid back. */
export function BroughtBack({ stopId, left }: Props) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct();
  if (!left.countedAt) return <CountBack stopId={stopId} bags={left.bags} />;
  return (
    <>
      <InfoNote tone="ok" icon="check">
        {t(`back.counted.${left.countedAt}`, { n: left.bags })}
      </InfoNote>
      <p className={s.stay}>{t("back.then")}</p>
      {error && <ErrorNote>{error}</ErrorNote>}
      <details>
        <summary className={s.more}>{t("back.give_up")}</summary>
        <InfoNote>{t("back.give_up.what")}</InfoNote>
        <ReasonForm
          act={t("back.give_up.do", { n: left.bags })}
          kind="bad"
          busy={busy}
          onAct={(reason) => act((c) => c.movement.giveUpStop.mutate({ stopId, reason }))}
        />
      </details>
    </>
  );
}

function CountBack({ stopId, bags }: { stopId: StopId; bags: number }) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct();
  const [place, setPlace] = useState<BackPlace>("depot");
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const counted = /^\d{1,4}$/.test(text) ? Number(text) : null;
  const fewer = counted !== null && counted < bags;
  const ready = counted !== null && counted <= bags && (!fewer || reason.trim() !== "");
  return (
    <div className={s.road}>
      <InfoNote>{t("back.what")}</InfoNote>
      {error && <ErrorNote>{error}</ErrorNote>}
      <RadioCards
        name={`back-${stopId}`}
        legend={t("back.where")}
        legendShown
        value={place}
        onChange={(at) => setPlace(at as BackPlace)}
        cards={BACK_PLACES.map((value) => ({ value, label: t(`back.where.${value}`) }))}
      />
      <Field
        label={t("back.count")}
        hint={t("back.count.hint", { n: bags })}
        inputMode="numeric"
        autoComplete="off"
        value={text}
        onChange={(e) => setText(e.target.value.replace(/\D/g, ""))}
        error={counted !== null && counted > bags ? t("back.count.more", { n: bags }) : undefined}
      />
      {fewer && (
        <Field
          label={t("back.fewer", { n: bags - counted })}
          maxLength={200}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
      )}
      <Button
        kind="act"
        wide
        disabled={busy || !ready}
        onClick={() =>
          counted !== null &&
          act((c) =>
            c.movement.countBack.mutate({ stopId, place, counted, ...(fewer ? { reason: reason.trim() } : {}) }),
          )
        }
      >
        {t("back.count.do", { n: counted ?? 0 })}
      </Button>
    </div>
  );
}
