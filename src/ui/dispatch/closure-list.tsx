"use client";
import { useState } from "react";
import type { ClosureView } from "#contract/roads.ts";
import { formatDayTime } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./closure.module.css";

/** What is closed on the day, by which order, and the way to open it again. */
export function ClosureList({ closures }: { closures: readonly ClosureView[] }) {
  const t = useT("dispatch");
  return (
    <>
      {closures.length > 0 ? (
        <h3 className={s.title}>{t("closure.title", { n: closures.length })}</h3>
      ) : (
        <p className={s.quiet}>{t("closure.none")}</p>
      )}
      {closures.length > 0 && (
        <ul className={s.list}>
          {closures.map((closure) => (
            <li key={closure.id}>
              <Closure closure={closure} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Closure({ closure }: { closure: ClosureView }) {
  const t = useT("dispatch");
  const locale = useLocale();
  const { act, busy, error } = useAct();
  const [missing, setMissing] = useState(false);
  const { areas, ways, fromMs, untilMs } = closure;
  const size = [
    areas.length === 1 && t("closure.area"),
    areas.length > 1 && t("closure.areas", { n: areas.length }),
    ways.length > 0 && t("closure.ways", { n: ways.length }),
  ].filter(Boolean);
  const from = formatDayTime(fromMs, locale);
  const end = (form: FormData) => {
    const orderNumber = String(form.get("order")).trim();
    setMissing(orderNumber.length < 2);
    if (orderNumber.length >= 2) void act((c) => c.movement.endClosure.mutate({ closureId: closure.id, orderNumber }));
  };
  return (
    <details>
      <summary className={s.summary}>
        <b>{closure.reason}</b> · {size.join(" · ")}
        <span className={s.quiet}>
          {untilMs
            ? t("closure.time", { from, until: formatDayTime(untilMs, locale) })
            : t("closure.time.open", { from })}
        </span>
        <span className={s.quiet}>
          {closure.by ? t("closure.order", { order: closure.orderNumber, by: closure.by }) : closure.orderNumber}
        </span>
      </summary>
      <form className={s.form} action={end} noValidate>
        {error && <ErrorNote>{error}</ErrorNote>}
        <Field
          label={t("closure.end.number")}
          name="order"
          maxLength={60}
          autoComplete="off"
          error={missing ? t("closure.end.missing") : undefined}
        />
        <Button type="submit" wide disabled={busy}>
          {t("closure.end")}
        </Button>
      </form>
    </details>
  );
}
