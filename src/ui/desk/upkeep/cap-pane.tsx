"use client";
import { type FormEvent, useState } from "react";
import type { CapView } from "#contract/city-rows.ts";
import { type Instant, type ServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { capInForce } from "#domain/offer/price-cap.ts";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { ErrorNote, InfoNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import s from "../form.module.css";

/** The price cap in force and those before and after it, and the form that states another. */
export function CapPane({ caps, nowMs }: { caps: readonly CapView[]; nowMs: number }) {
  const t = useT("upkeep");
  const { act, busy, error } = useAct();
  const [stated, setStated] = useState(false);
  const today = toServiceDay(nowMs as Instant);
  const cap = capInForce(caps, today);
  const words = ({ percent }: CapView) => (percent === null ? t("cap.lifted") : t("cap.percent", { percent }));

  const state = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const percent = String(data.get("percent") ?? "").trim();
    setStated(false);
    await act(
      (c) =>
        c.city.stateCap.mutate({
          percent: percent === "" ? null : Number(percent),
          from: String(data.get("from")) as ServiceDay,
          orderNumber: String(data.get("order")),
        }),
      () => {
        setStated(true);
        form.reset();
      },
    );
  };
  return (
    <form className={s.stack} onSubmit={state}>
      <InfoNote title={cap ? words(cap) : t("cap.none")}>{t(cap ? "cap.what" : "cap.none.what")}</InfoNote>
      {caps.length > 0 && (
        <ul>
          {caps.map((c) => (
            <li key={c.id}>{t("cap.row", { day: c.from, what: words(c), order: c.orderNumber })}</li>
          ))}
        </ul>
      )}
      <Field label={t("cap.new")} hint={t("cap.new.hint")} name="percent" type="number" min={0} max={1000} />
      <Field label={t("cap.from")} name="from" type="date" min={today} defaultValue={today} required />
      <Field label={t("cap.order")} name="order" maxLength={60} autoComplete="off" required />
      {error && <ErrorNote>{error}</ErrorNote>}
      <p role="status">{stated && t("cap.stated")}</p>
      <Button type="submit" disabled={busy}>
        {t("cap.state")}
      </Button>
    </form>
  );
}
